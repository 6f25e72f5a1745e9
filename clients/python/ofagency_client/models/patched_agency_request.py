from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedAgencyRequest")


@_attrs_define
class PatchedAgencyRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    name: str | Unset = UNSET
    """ What it is called. """
    timezone: str | Unset = UNSET
    """ IANA name. Days in reports follow it. """
    currency: str | Unset = UNSET
    """ Of all money, as three letters. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        timezone = self.timezone

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if timezone is not UNSET:
            field_dict["timezone"] = timezone
        if currency is not UNSET:
            field_dict["currency"] = currency

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        timezone = d.pop("timezone", UNSET)

        currency = d.pop("currency", UNSET)

        patched_agency_request = cls(
            name=name,
            timezone=timezone,
            currency=currency,
        )

        patched_agency_request.additional_properties = d
        return patched_agency_request

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
