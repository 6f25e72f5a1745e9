from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.direction_enum import DirectionEnum
from ..models.message_status_enum import MessageStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.member import Member
    from ..models.message_media import MessageMedia


T = TypeVar("T", bound="MessagePart")


@_attrs_define
class MessagePart:
    """Some fields of Message, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    chat: Chat | Unset | UUID = UNSET
    """ The chat, by id. """
    of_message_id: int | None | Unset = UNSET
    """ Empty until sent. """
    direction: DirectionEnum | Unset = UNSET
    """ * `` - no message
    * `in` - from the fan
    * `out` - to the fan
    * `unknown` - not recorded """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    is_ppv: bool | Unset = UNSET
    """ Whether the fan pays to see it. """
    price: str | Unset = UNSET
    """ Dollars; 0: it is free. """
    unlocked: bool | None | Unset = UNSET
    """ Bought; empty means not known, or not pay-per-view. """
    unlocked_at: datetime.datetime | None | Unset = UNSET
    """ When the fan has bought it. """
    is_tip: bool | Unset = UNSET
    """ Whether it came with a tip. """
    tip_amount: None | str | Unset = UNSET
    """ Dollars. """
    sent_at: datetime.datetime | Unset = UNSET
    """ When it was written. """
    read_at: datetime.datetime | None | Unset = UNSET
    """ When the other side has read it. """
    deleted_at: datetime.datetime | None | Unset = UNSET
    """ Gone on the platform; the text is kept here. """
    sent_by: Member | None | Unset | UUID = UNSET
    """ The member who has written it; null for fans, and for what was not written here. """
    source: str | Unset = UNSET
    """ Where it came from: inbox, api, ofscraper, … """
    status: MessageStatusEnum | Unset = UNSET
    """ * `queued` - waiting to be sent
    * `sending` - on its way
    * `sent` - sent
    * `failed` - failed """
    failure_reason: str | Unset = UNSET
    """ Why it could not be delivered. """
    send_after: datetime.datetime | None | Unset = UNSET
    """ Until then a queued message can be taken back. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """
    media: list[MessageMedia] | Unset = UNSET
    """ What it brings along. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.member import Member  # noqa: PLC0415

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

        of_message_id: int | None | Unset
        if isinstance(self.of_message_id, Unset):
            of_message_id = UNSET
        else:
            of_message_id = self.of_message_id

        direction: str | Unset = UNSET
        if not isinstance(self.direction, Unset):
            direction = self.direction.value

        text = self.text

        is_ppv = self.is_ppv

        price = self.price

        unlocked: bool | None | Unset
        if isinstance(self.unlocked, Unset):
            unlocked = UNSET
        else:
            unlocked = self.unlocked

        unlocked_at: None | str | Unset
        if isinstance(self.unlocked_at, Unset):
            unlocked_at = UNSET
        elif isinstance(self.unlocked_at, datetime.datetime):
            unlocked_at = self.unlocked_at.isoformat()
        else:
            unlocked_at = self.unlocked_at

        is_tip = self.is_tip

        tip_amount: None | str | Unset
        if isinstance(self.tip_amount, Unset):
            tip_amount = UNSET
        else:
            tip_amount = self.tip_amount

        sent_at: str | Unset = UNSET
        if not isinstance(self.sent_at, Unset):
            sent_at = self.sent_at.isoformat()

        read_at: None | str | Unset
        if isinstance(self.read_at, Unset):
            read_at = UNSET
        elif isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        deleted_at: None | str | Unset
        if isinstance(self.deleted_at, Unset):
            deleted_at = UNSET
        elif isinstance(self.deleted_at, datetime.datetime):
            deleted_at = self.deleted_at.isoformat()
        else:
            deleted_at = self.deleted_at

        sent_by: dict[str, Any] | None | str | Unset
        if isinstance(self.sent_by, Unset):
            sent_by = UNSET
        elif isinstance(self.sent_by, UUID):
            sent_by = str(self.sent_by)
        elif isinstance(self.sent_by, Member):
            sent_by = self.sent_by.to_dict()
        else:
            sent_by = self.sent_by

        source = self.source

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        failure_reason = self.failure_reason

        send_after: None | str | Unset
        if isinstance(self.send_after, Unset):
            send_after = UNSET
        elif isinstance(self.send_after, datetime.datetime):
            send_after = self.send_after.isoformat()
        else:
            send_after = self.send_after

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        media: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.media, Unset):
            media = []
            for media_item_data in self.media:
                media_item = media_item_data.to_dict()
                media.append(media_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if chat is not UNSET:
            field_dict["chat"] = chat
        if of_message_id is not UNSET:
            field_dict["of_message_id"] = of_message_id
        if direction is not UNSET:
            field_dict["direction"] = direction
        if text is not UNSET:
            field_dict["text"] = text
        if is_ppv is not UNSET:
            field_dict["is_ppv"] = is_ppv
        if price is not UNSET:
            field_dict["price"] = price
        if unlocked is not UNSET:
            field_dict["unlocked"] = unlocked
        if unlocked_at is not UNSET:
            field_dict["unlocked_at"] = unlocked_at
        if is_tip is not UNSET:
            field_dict["is_tip"] = is_tip
        if tip_amount is not UNSET:
            field_dict["tip_amount"] = tip_amount
        if sent_at is not UNSET:
            field_dict["sent_at"] = sent_at
        if read_at is not UNSET:
            field_dict["read_at"] = read_at
        if deleted_at is not UNSET:
            field_dict["deleted_at"] = deleted_at
        if sent_by is not UNSET:
            field_dict["sent_by"] = sent_by
        if source is not UNSET:
            field_dict["source"] = source
        if status is not UNSET:
            field_dict["status"] = status
        if failure_reason is not UNSET:
            field_dict["failure_reason"] = failure_reason
        if send_after is not UNSET:
            field_dict["send_after"] = send_after
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if media is not UNSET:
            field_dict["media"] = media

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415
        from ..models.message_media import MessageMedia  # noqa: PLC0415

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

        def _parse_of_message_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        of_message_id = _parse_of_message_id(d.pop("of_message_id", UNSET))

        _direction = d.pop("direction", UNSET)
        direction: DirectionEnum | Unset
        if isinstance(_direction, Unset):
            direction = UNSET
        else:
            direction = DirectionEnum(_direction)

        text = d.pop("text", UNSET)

        is_ppv = d.pop("is_ppv", UNSET)

        price = d.pop("price", UNSET)

        def _parse_unlocked(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        unlocked = _parse_unlocked(d.pop("unlocked", UNSET))

        def _parse_unlocked_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                unlocked_at_type_0 = datetime.datetime.fromisoformat(data)

                return unlocked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        unlocked_at = _parse_unlocked_at(d.pop("unlocked_at", UNSET))

        is_tip = d.pop("is_tip", UNSET)

        def _parse_tip_amount(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tip_amount = _parse_tip_amount(d.pop("tip_amount", UNSET))

        _sent_at = d.pop("sent_at", UNSET)
        sent_at: datetime.datetime | Unset
        if isinstance(_sent_at, Unset):
            sent_at = UNSET
        else:
            sent_at = datetime.datetime.fromisoformat(_sent_at)

        def _parse_read_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        read_at = _parse_read_at(d.pop("read_at", UNSET))

        def _parse_deleted_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_at_type_0 = datetime.datetime.fromisoformat(data)

                return deleted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at", UNSET))

        def _parse_sent_by(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_by_type_0_type_0 = UUID(data)

                return sent_by_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sent_by_type_1 = Member.from_dict(data)

                return sent_by_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        sent_by = _parse_sent_by(d.pop("sent_by", UNSET))

        source = d.pop("source", UNSET)

        _status = d.pop("status", UNSET)
        status: MessageStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = MessageStatusEnum(_status)

        failure_reason = d.pop("failure_reason", UNSET)

        def _parse_send_after(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                send_after_type_0 = datetime.datetime.fromisoformat(data)

                return send_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        send_after = _parse_send_after(d.pop("send_after", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        _media = d.pop("media", UNSET)
        media: list[MessageMedia] | Unset = UNSET
        if _media is not UNSET:
            media = []
            for media_item_data in _media:
                media_item = MessageMedia.from_dict(media_item_data)

                media.append(media_item)

        message_part = cls(
            id=id,
            chat=chat,
            of_message_id=of_message_id,
            direction=direction,
            text=text,
            is_ppv=is_ppv,
            price=price,
            unlocked=unlocked,
            unlocked_at=unlocked_at,
            is_tip=is_tip,
            tip_amount=tip_amount,
            sent_at=sent_at,
            read_at=read_at,
            deleted_at=deleted_at,
            sent_by=sent_by,
            source=source,
            status=status,
            failure_reason=failure_reason,
            send_after=send_after,
            created_at=created_at,
            media=media,
        )

        return message_part
