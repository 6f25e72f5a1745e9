from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DrawUpRequest")


@_attrs_define
class DrawUpRequest:
    """Of which month, and of whom."""

    month: datetime.date
    """ Any day of it. """
    membership: UUID | Unset = UNSET
    """ Left out: everybody who has a plan in that month. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        month = self.month.isoformat()

        membership: str | Unset = UNSET
        if not isinstance(self.membership, Unset):
            membership = str(self.membership)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "month": month,
            }
        )
        if membership is not UNSET:
            field_dict["membership"] = membership

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        month = datetime.date.fromisoformat(d.pop("month"))

        _membership = d.pop("membership", UNSET)
        membership: UUID | Unset
        if isinstance(_membership, Unset):
            membership = UNSET
        else:
            membership = UUID(_membership)

        draw_up_request = cls(
            month=month,
            membership=membership,
        )

        draw_up_request.additional_properties = d
        return draw_up_request

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
