from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Agency")


@_attrs_define
class Agency:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    name: str
    """ What it is called. """
    slug: str
    """ The agency in addresses. """
    created_at: datetime.datetime
    """ When the row was made here. """
    timezone: str | Unset = UNSET
    """ IANA name. Days in reports follow it. """
    currency: str | Unset = UNSET
    """ Of all money, as three letters. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        slug = self.slug

        created_at = self.created_at.isoformat()

        timezone = self.timezone

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "slug": slug,
                "created_at": created_at,
            }
        )
        if timezone is not UNSET:
            field_dict["timezone"] = timezone
        if currency is not UNSET:
            field_dict["currency"] = currency

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        slug = d.pop("slug")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        timezone = d.pop("timezone", UNSET)

        currency = d.pop("currency", UNSET)

        agency = cls(
            id=id,
            name=name,
            slug=slug,
            created_at=created_at,
            timezone=timezone,
            currency=currency,
        )

        agency.additional_properties = d
        return agency

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
