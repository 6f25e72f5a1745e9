from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scheduled_message_status_enum import ScheduledMessageStatusEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ScheduledMessage")


@_attrs_define
class ScheduledMessage:
    """A reply for later. With a key, `author` says in whose name it will be sent; people write in their own."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    send_at: datetime.datetime
    """ When it is to leave. """
    status: ScheduledMessageStatusEnum
    """ * `waiting` - Waiting
    * `sent` - handed over
    * `failed` - Failed """
    failure_reason: str
    """ Why it was not sent, if it was not. """
    message: None | UUID
    """ The message, by id. """
    created_at: datetime.datetime
    """ When the row was made here. """
    author: UUID | Unset = UNSET
    """ The member in whose name it was written. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    price: None | str | Unset = UNSET
    """ Dollars. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        send_at = self.send_at.isoformat()

        status = self.status.value

        failure_reason = self.failure_reason

        message: None | str
        if isinstance(self.message, UUID):
            message = str(self.message)
        else:
            message = self.message

        created_at = self.created_at.isoformat()

        author: str | Unset = UNSET
        if not isinstance(self.author, Unset):
            author = str(self.author)

        text = self.text

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "send_at": send_at,
                "status": status,
                "failure_reason": failure_reason,
                "message": message,
                "created_at": created_at,
            }
        )
        if author is not UNSET:
            field_dict["author"] = author
        if text is not UNSET:
            field_dict["text"] = text
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        send_at = datetime.datetime.fromisoformat(d.pop("send_at"))

        status = ScheduledMessageStatusEnum(d.pop("status"))

        failure_reason = d.pop("failure_reason")

        def _parse_message(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0 = UUID(data)

                return message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        message = _parse_message(d.pop("message"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        _author = d.pop("author", UNSET)
        author: UUID | Unset
        if isinstance(_author, Unset):
            author = UNSET
        else:
            author = UUID(_author)

        text = d.pop("text", UNSET)

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        scheduled_message = cls(
            id=id,
            chat=chat,
            send_at=send_at,
            status=status,
            failure_reason=failure_reason,
            message=message,
            created_at=created_at,
            author=author,
            text=text,
            price=price,
            of_media_ids=of_media_ids,
        )

        scheduled_message.additional_properties = d
        return scheduled_message

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
