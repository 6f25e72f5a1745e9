from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ScheduledMessageRequest")


@_attrs_define
class ScheduledMessageRequest:
    """A reply for later. With a key, `author` says in whose name it will be sent; people write in their own."""

    chat: UUID
    """ The chat, by id. """
    send_at: datetime.datetime
    """ When it is to leave. """
    author: UUID | Unset = UNSET
    """ The member in whose name it was written. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    price: None | str | Unset = UNSET
    """ Dollars. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    ai_response: None | Unset | UUID = UNSET
    """ The AI draft that the text began as: one of this chat, neither rejected nor another message's. """
    confirm_warnings: bool | Unset = UNSET
    """ Send although something should be looked at twice. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        chat = str(self.chat)

        send_at = self.send_at.isoformat()

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

        ai_response: None | str | Unset
        if isinstance(self.ai_response, Unset):
            ai_response = UNSET
        elif isinstance(self.ai_response, UUID):
            ai_response = str(self.ai_response)
        else:
            ai_response = self.ai_response

        confirm_warnings = self.confirm_warnings

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "chat": chat,
                "send_at": send_at,
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
        if ai_response is not UNSET:
            field_dict["ai_response"] = ai_response
        if confirm_warnings is not UNSET:
            field_dict["confirm_warnings"] = confirm_warnings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        chat = UUID(d.pop("chat"))

        send_at = datetime.datetime.fromisoformat(d.pop("send_at"))

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

        def _parse_ai_response(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ai_response_type_0 = UUID(data)

                return ai_response_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        ai_response = _parse_ai_response(d.pop("ai_response", UNSET))

        confirm_warnings = d.pop("confirm_warnings", UNSET)

        scheduled_message_request = cls(
            chat=chat,
            send_at=send_at,
            author=author,
            text=text,
            price=price,
            of_media_ids=of_media_ids,
            ai_response=ai_response,
            confirm_warnings=confirm_warnings,
        )

        scheduled_message_request.additional_properties = d
        return scheduled_message_request

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
