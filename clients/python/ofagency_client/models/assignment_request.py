from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AssignmentRequest")


@_attrs_define
class AssignmentRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    membership: UUID
    """ The member, by id. """
    creator: UUID
    """ The creator, by id; null where it is for all. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        membership = str(self.membership)

        creator = str(self.creator)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "membership": membership,
                "creator": creator,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        membership = UUID(d.pop("membership"))

        creator = UUID(d.pop("creator"))

        assignment_request = cls(
            membership=membership,
            creator=creator,
        )

        assignment_request.additional_properties = d
        return assignment_request

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
