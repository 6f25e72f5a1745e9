from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reason_enum import ReasonEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="RejectionRequest")


@_attrs_define
class RejectionRequest:
    """Why a draft will not do."""

    reason: ReasonEnum
    """ * `tone` - not her voice
    * `wrong` - not true
    * `pushy` - too pushy
    * `unsafe` - must not be sent
    * `off topic` - no answer to what the fan wrote
    * `other` - Other """
    note: str | Unset = ""
    """ What else is to be said. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason.value

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = ReasonEnum(d.pop("reason"))

        note = d.pop("note", UNSET)

        rejection_request = cls(
            reason=reason,
            note=note,
        )

        rejection_request.additional_properties = d
        return rejection_request

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
