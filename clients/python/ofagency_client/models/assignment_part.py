from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator
    from ..models.member import Member


T = TypeVar("T", bound="AssignmentPart")


@_attrs_define
class AssignmentPart:
    """Some fields of Assignment, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    membership: Member | Unset | UUID = UNSET
    """ The member, by id. """
    creator: Creator | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        membership: dict[str, Any] | str | Unset
        if isinstance(self.membership, Unset):
            membership = UNSET
        elif isinstance(self.membership, UUID):
            membership = str(self.membership)
        else:
            membership = self.membership.to_dict()

        creator: dict[str, Any] | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator.to_dict()

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if membership is not UNSET:
            field_dict["membership"] = membership
        if creator is not UNSET:
            field_dict["creator"] = creator
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.creator import Creator  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_membership(data: object) -> Member | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                membership_type_0 = UUID(data)

                return membership_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            membership_type_1 = Member.from_dict(data)

            return membership_type_1

        membership = _parse_membership(d.pop("membership", UNSET))

        def _parse_creator(data: object) -> Creator | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            creator_type_1 = Creator.from_dict(data)

            return creator_type_1

        creator = _parse_creator(d.pop("creator", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        assignment_part = cls(
            id=id,
            membership=membership,
            creator=creator,
            created_at=created_at,
        )

        return assignment_part
