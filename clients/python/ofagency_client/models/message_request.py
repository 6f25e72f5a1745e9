from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MessageRequest")


@_attrs_define
class MessageRequest:
    """POST queues a reply to the fan: only `chat`, `text`, `price` and what is write only are taken."""

    chat: UUID
    """ The chat, by id. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    price: str | Unset = UNSET
    """ Dollars. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    confirm_warnings: bool | Unset = UNSET
    """ Send although something should be looked at twice. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        chat = str(self.chat)

        text = self.text

        price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        confirm_warnings = self.confirm_warnings

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "chat": chat,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids
        if confirm_warnings is not UNSET:
            field_dict["confirm_warnings"] = confirm_warnings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        chat = UUID(d.pop("chat"))

        text = d.pop("text", UNSET)

        price = d.pop("price", UNSET)

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        confirm_warnings = d.pop("confirm_warnings", UNSET)

        message_request = cls(
            chat=chat,
            text=text,
            price=price,
            of_media_ids=of_media_ids,
            confirm_warnings=confirm_warnings,
        )

        message_request.additional_properties = d
        return message_request

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
