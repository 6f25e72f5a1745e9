from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SubscriptionDay")


@_attrs_define
class SubscriptionDay:
    """What happened on a day."""

    day: datetime.date
    """ Of the agency. """
    new: int
    """ Subscriptions that began, also those of fans who came back after more than a day. """
    renewed: int
    """ Periods that came to their end and were followed by the next within a day. """
    lost: int
    """ Periods that came to their end and were not followed by another within a day. """
    active: int
    """ Subscriptions that ran at the end of the day, a gap of a day before a renewal included. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        new = self.new

        renewed = self.renewed

        lost = self.lost

        active = self.active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "day": day,
                "new": new,
                "renewed": renewed,
                "lost": lost,
                "active": active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        new = d.pop("new")

        renewed = d.pop("renewed")

        lost = d.pop("lost")

        active = d.pop("active")

        subscription_day = cls(
            day=day,
            new=new,
            renewed=renewed,
            lost=lost,
            active=active,
        )

        subscription_day.additional_properties = d
        return subscription_day

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
