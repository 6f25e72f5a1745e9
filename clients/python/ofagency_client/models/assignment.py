from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Assignment")


@_attrs_define
class Assignment:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    membership: UUID
    """ The member, by id. """
    creator: UUID
    """ The creator, by id; null where it is for all. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        membership = str(self.membership)

        creator = str(self.creator)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "membership": membership,
                "creator": creator,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        membership = UUID(d.pop("membership"))

        creator = UUID(d.pop("creator"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        assignment = cls(
            id=id,
            membership=membership,
            creator=creator,
            created_at=created_at,
        )

        assignment.additional_properties = d
        return assignment

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
