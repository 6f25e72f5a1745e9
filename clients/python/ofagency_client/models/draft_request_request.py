from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DraftRequestRequest")


@_attrs_define
class DraftRequestRequest:
    """A request for drafts. Its drafts are the `ai-responses` with this `request`."""

    chat: UUID
    """ The chat, by id. """
    wanted: int | Unset = UNSET
    """ How many drafts, at most. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        chat = str(self.chat)

        wanted = self.wanted

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "chat": chat,
            }
        )
        if wanted is not UNSET:
            field_dict["wanted"] = wanted

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        chat = UUID(d.pop("chat"))

        wanted = d.pop("wanted", UNSET)

        draft_request_request = cls(
            chat=chat,
            wanted=wanted,
        )

        draft_request_request.additional_properties = d
        return draft_request_request

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
