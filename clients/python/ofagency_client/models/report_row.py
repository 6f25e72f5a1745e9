from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.report_row_values import ReportRowValues


T = TypeVar("T", bound="ReportRow")


@_attrs_define
class ReportRow:
    """The metrics of one day, creator or member, or of what they have in common."""

    values: ReportRowValues
    """ By the metric's name; null where there is nothing to divide by. """
    day: datetime.date | Unset = UNSET
    """ If it is grouped by day. """
    creator: UUID | Unset = UNSET
    """ If it is grouped by creator. """
    member: UUID | Unset = UNSET
    """ If it is grouped by member. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        values = self.values.to_dict()

        day: str | Unset = UNSET
        if not isinstance(self.day, Unset):
            day = self.day.isoformat()

        creator: str | Unset = UNSET
        if not isinstance(self.creator, Unset):
            creator = str(self.creator)

        member: str | Unset = UNSET
        if not isinstance(self.member, Unset):
            member = str(self.member)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "values": values,
            }
        )
        if day is not UNSET:
            field_dict["day"] = day
        if creator is not UNSET:
            field_dict["creator"] = creator
        if member is not UNSET:
            field_dict["member"] = member

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_row_values import ReportRowValues  # noqa: PLC0415

        d = dict(src_dict)
        values = ReportRowValues.from_dict(d.pop("values"))

        _day = d.pop("day", UNSET)
        day: datetime.date | Unset
        if isinstance(_day, Unset):
            day = UNSET
        else:
            day = datetime.date.fromisoformat(_day)

        _creator = d.pop("creator", UNSET)
        creator: UUID | Unset
        if isinstance(_creator, Unset):
            creator = UNSET
        else:
            creator = UUID(_creator)

        _member = d.pop("member", UNSET)
        member: UUID | Unset
        if isinstance(_member, Unset):
            member = UNSET
        else:
            member = UUID(_member)

        report_row = cls(
            values=values,
            day=day,
            creator=creator,
            member=member,
        )

        report_row.additional_properties = d
        return report_row

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
