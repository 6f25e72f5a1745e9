from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ai_report_row_intervals import AIReportRowIntervals
    from ..models.ai_report_row_values import AIReportRowValues


T = TypeVar("T", bound="AIReportRow")


@_attrs_define
class AIReportRow:
    """The metrics of the drafts that have something in common."""

    values: AIReportRowValues
    """ By the metric's name; null where there is nothing to divide by. """
    intervals: AIReportRowIntervals
    """ Of metrics that are shares of drafts (Wilson), by the metric's name. """
    day: datetime.date | Unset = UNSET
    """ If it is grouped by day. """
    creator: UUID | Unset = UNSET
    """ If it is grouped by creator. """
    member: None | Unset | UUID = UNSET
    """ Who asked for them, if it is grouped by member. """
    provider: str | Unset = UNSET
    """ If it is grouped by provider. """
    model: str | Unset = UNSET
    """ If it is grouped by model. """
    prompt_version: str | Unset = UNSET
    """ If it is grouped by prompt version. """
    arm: str | Unset = UNSET
    """ The experiment's id and a or b, if it is grouped by arm; empty outside of any. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        values = self.values.to_dict()

        intervals = self.intervals.to_dict()

        day: str | Unset = UNSET
        if not isinstance(self.day, Unset):
            day = self.day.isoformat()

        creator: str | Unset = UNSET
        if not isinstance(self.creator, Unset):
            creator = str(self.creator)

        member: None | str | Unset
        if isinstance(self.member, Unset):
            member = UNSET
        elif isinstance(self.member, UUID):
            member = str(self.member)
        else:
            member = self.member

        provider = self.provider

        model = self.model

        prompt_version = self.prompt_version

        arm = self.arm

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "values": values,
                "intervals": intervals,
            }
        )
        if day is not UNSET:
            field_dict["day"] = day
        if creator is not UNSET:
            field_dict["creator"] = creator
        if member is not UNSET:
            field_dict["member"] = member
        if provider is not UNSET:
            field_dict["provider"] = provider
        if model is not UNSET:
            field_dict["model"] = model
        if prompt_version is not UNSET:
            field_dict["prompt_version"] = prompt_version
        if arm is not UNSET:
            field_dict["arm"] = arm

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ai_report_row_intervals import AIReportRowIntervals  # noqa: PLC0415
        from ..models.ai_report_row_values import AIReportRowValues  # noqa: PLC0415

        d = dict(src_dict)
        values = AIReportRowValues.from_dict(d.pop("values"))

        intervals = AIReportRowIntervals.from_dict(d.pop("intervals"))

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

        def _parse_member(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_type_0 = UUID(data)

                return member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        member = _parse_member(d.pop("member", UNSET))

        provider = d.pop("provider", UNSET)

        model = d.pop("model", UNSET)

        prompt_version = d.pop("prompt_version", UNSET)

        arm = d.pop("arm", UNSET)

        ai_report_row = cls(
            values=values,
            intervals=intervals,
            day=day,
            creator=creator,
            member=member,
            provider=provider,
            model=model,
            prompt_version=prompt_version,
            arm=arm,
        )

        ai_report_row.additional_properties = d
        return ai_report_row

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
