from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.role_enum import RoleEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ApiKeyPart")


@_attrs_define
class ApiKeyPart:
    """Some fields of ApiKey, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    name: str | Unset = UNSET
    """ A free-form name for the API key. Need not be unique. 50 characters max. """
    prefix: str | Unset = UNSET
    """ How the key begins, by which people know it. """
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
    revoked: bool | Unset = UNSET
    """ If the API key is revoked, clients cannot use it anymore. (This cannot be undone.) """
    last_used_at: datetime.datetime | None | Unset = UNSET
    """ Roughly: to the minute. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        name = self.name

        prefix = self.prefix

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

        revoked = self.revoked

        last_used_at: None | str | Unset
        if isinstance(self.last_used_at, Unset):
            last_used_at = UNSET
        elif isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if prefix is not UNSET:
            field_dict["prefix"] = prefix
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
        if revoked is not UNSET:
            field_dict["revoked"] = revoked
        if last_used_at is not UNSET:
            field_dict["last_used_at"] = last_used_at
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        name = d.pop("name", UNSET)

        prefix = d.pop("prefix", UNSET)

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

        revoked = d.pop("revoked", UNSET)

        def _parse_last_used_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_used_at = _parse_last_used_at(d.pop("last_used_at", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        api_key_part = cls(
            id=id,
            name=name,
            prefix=prefix,
            role=role,
            limited_to_creators=limited_to_creators,
            creators=creators,
            rate_per_minute=rate_per_minute,
            expiry_date=expiry_date,
            revoked=revoked,
            last_used_at=last_used_at,
            created_at=created_at,
        )

        return api_key_part
