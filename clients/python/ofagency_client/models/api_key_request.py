from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_enum import RoleEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ApiKeyRequest")


@_attrs_define
class ApiKeyRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    name: str | Unset = UNSET
    """ A free-form name for the API key. Need not be unique. 50 characters max. """
    role: RoleEnum | Unset = UNSET
    """ * `owner` - Owner
    * `admin` - Admin
    * `chatter` - Chatter """
    limited_to_creators: bool | Unset = UNSET
    """ Only the creators listed below. A key of role chatter is always limited. """
    creators: list[UUID] | Unset = UNSET
    """ Limits the key to these. A key of role chatter sees no others. """
    rate_per_minute: int | None | Unset = UNSET
    """ How many it may send. Empty: as many as any key. """
    expiry_date: datetime.datetime | None | Unset = UNSET
    """ Once API key expires, clients cannot use it anymore. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        limited_to_creators = self.limited_to_creators

        creators: list[str] | Unset = UNSET
        if not isinstance(self.creators, Unset):
            creators = []
            for creators_item_data in self.creators:
                creators_item = str(creators_item_data)
                creators.append(creators_item)

        rate_per_minute: int | None | Unset
        if isinstance(self.rate_per_minute, Unset):
            rate_per_minute = UNSET
        else:
            rate_per_minute = self.rate_per_minute

        expiry_date: None | str | Unset
        if isinstance(self.expiry_date, Unset):
            expiry_date = UNSET
        elif isinstance(self.expiry_date, datetime.datetime):
            expiry_date = self.expiry_date.isoformat()
        else:
            expiry_date = self.expiry_date

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if role is not UNSET:
            field_dict["role"] = role
        if limited_to_creators is not UNSET:
            field_dict["limited_to_creators"] = limited_to_creators
        if creators is not UNSET:
            field_dict["creators"] = creators
        if rate_per_minute is not UNSET:
            field_dict["rate_per_minute"] = rate_per_minute
        if expiry_date is not UNSET:
            field_dict["expiry_date"] = expiry_date

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _role = d.pop("role", UNSET)
        role: RoleEnum | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = RoleEnum(_role)

        limited_to_creators = d.pop("limited_to_creators", UNSET)

        _creators = d.pop("creators", UNSET)
        creators: list[UUID] | Unset = UNSET
        if _creators is not UNSET:
            creators = []
            for creators_item_data in _creators:
                creators_item = UUID(creators_item_data)

                creators.append(creators_item)

        def _parse_rate_per_minute(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        rate_per_minute = _parse_rate_per_minute(d.pop("rate_per_minute", UNSET))

        def _parse_expiry_date(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expiry_date_type_0 = datetime.datetime.fromisoformat(data)

                return expiry_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        expiry_date = _parse_expiry_date(d.pop("expiry_date", UNSET))

        api_key_request = cls(
            name=name,
            role=role,
            limited_to_creators=limited_to_creators,
            creators=creators,
            rate_per_minute=rate_per_minute,
            expiry_date=expiry_date,
        )

        api_key_request.additional_properties = d
        return api_key_request

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
