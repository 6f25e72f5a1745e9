from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_enum import RoleEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="Member")


@_attrs_define
class Member:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    user: UUID
    """ The account, by id. """
    email: str
    """ By which they log in. """
    name: str
    """ What they are called. """
    created_at: datetime.datetime
    """ When the row was made here. """
    role: RoleEnum | Unset = UNSET
    """ * `owner` - Owner
    * `admin` - Admin
    * `chatter` - Chatter """
    is_active: bool | Unset = UNSET
    """ Whether it is in use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        user = str(self.user)

        email = self.email

        name = self.name

        created_at = self.created_at.isoformat()

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "user": user,
                "email": email,
                "name": name,
                "created_at": created_at,
            }
        )
        if role is not UNSET:
            field_dict["role"] = role
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        user = UUID(d.pop("user"))

        email = d.pop("email")

        name = d.pop("name")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        _role = d.pop("role", UNSET)
        role: RoleEnum | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = RoleEnum(_role)

        is_active = d.pop("is_active", UNSET)

        member = cls(
            id=id,
            user=user,
            email=email,
            name=name,
            created_at=created_at,
            role=role,
            is_active=is_active,
        )

        member.additional_properties = d
        return member

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
