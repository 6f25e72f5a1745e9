from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.scheduled_message_status_enum import ScheduledMessageStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.member import Member
    from ..models.message import Message


T = TypeVar("T", bound="ScheduledMessagePart")


@_attrs_define
class ScheduledMessagePart:
    """Some fields of ScheduledMessage, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    chat: Chat | Unset | UUID = UNSET
    """ The chat, by id. """
    author: Member | Unset | UUID = UNSET
    """ The member in whose name it was written. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    price: None | str | Unset = UNSET
    """ Dollars. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    send_at: datetime.datetime | Unset = UNSET
    """ When it is to leave. """
    status: ScheduledMessageStatusEnum | Unset = UNSET
    """ * `waiting` - Waiting
    * `sent` - handed over
    * `failed` - Failed """
    failure_reason: str | Unset = UNSET
    """ Why it was not sent, if it was not. """
    message: Message | None | Unset | UUID = UNSET
    """ The message, by id. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.message import Message  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        chat: dict[str, Any] | str | Unset
        if isinstance(self.chat, Unset):
            chat = UNSET
        elif isinstance(self.chat, UUID):
            chat = str(self.chat)
        else:
            chat = self.chat.to_dict()

        author: dict[str, Any] | str | Unset
        if isinstance(self.author, Unset):
            author = UNSET
        elif isinstance(self.author, UUID):
            author = str(self.author)
        else:
            author = self.author.to_dict()

        text = self.text

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        send_at: str | Unset = UNSET
        if not isinstance(self.send_at, Unset):
            send_at = self.send_at.isoformat()

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        failure_reason = self.failure_reason

        message: dict[str, Any] | None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        elif isinstance(self.message, UUID):
            message = str(self.message)
        elif isinstance(self.message, Message):
            message = self.message.to_dict()
        else:
            message = self.message

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if chat is not UNSET:
            field_dict["chat"] = chat
        if author is not UNSET:
            field_dict["author"] = author
        if text is not UNSET:
            field_dict["text"] = text
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids
        if send_at is not UNSET:
            field_dict["send_at"] = send_at
        if status is not UNSET:
            field_dict["status"] = status
        if failure_reason is not UNSET:
            field_dict["failure_reason"] = failure_reason
        if message is not UNSET:
            field_dict["message"] = message
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415
        from ..models.message import Message  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_chat(data: object) -> Chat | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0 = UUID(data)

                return chat_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            chat_type_1 = Chat.from_dict(data)

            return chat_type_1

        chat = _parse_chat(d.pop("chat", UNSET))

        def _parse_author(data: object) -> Member | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                author_type_0 = UUID(data)

                return author_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            author_type_1 = Member.from_dict(data)

            return author_type_1

        author = _parse_author(d.pop("author", UNSET))

        text = d.pop("text", UNSET)

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        _send_at = d.pop("send_at", UNSET)
        send_at: datetime.datetime | Unset
        if isinstance(_send_at, Unset):
            send_at = UNSET
        else:
            send_at = datetime.datetime.fromisoformat(_send_at)

        _status = d.pop("status", UNSET)
        status: ScheduledMessageStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = ScheduledMessageStatusEnum(_status)

        failure_reason = d.pop("failure_reason", UNSET)

        def _parse_message(data: object) -> Message | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0_type_0 = UUID(data)

                return message_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                message_type_1 = Message.from_dict(data)

                return message_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Message | None | Unset | UUID, data)

        message = _parse_message(d.pop("message", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        scheduled_message_part = cls(
            id=id,
            chat=chat,
            author=author,
            text=text,
            price=price,
            of_media_ids=of_media_ids,
            send_at=send_at,
            status=status,
            failure_reason=failure_reason,
            message=message,
            created_at=created_at,
        )

        return scheduled_message_part
