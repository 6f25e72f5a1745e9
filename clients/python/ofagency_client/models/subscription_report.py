from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.expiring import Expiring
    from ..models.subscription_day import SubscriptionDay


T = TypeVar("T", bound="SubscriptionReport")


@_attrs_define
class SubscriptionReport:
    """The days of a range, and what they come to."""

    since: datetime.date
    """ The first day. """
    until: datetime.date
    """ The day behind the last; days to come are left out. """
    new: int
    """ Subscriptions that began, also those of fans who came back after more than a day. """
    renewed: int
    """ Periods that came to their end and were followed by the next within a day. """
    lost: int
    """ Periods that came to their end and were not followed by another within a day. """
    active: int
    """ Subscriptions that ran at the end of the day, a gap of a day before a renewal included. """
    active_at_start: int
    """ Subscriptions that ran when the first day began. """
    churn_rate: float | None
    """ Lost ÷ active at the start. Null where that is nothing. """
    renewal_rate: float | None
    """ Renewed ÷ (renewed + lost). Null where that is nothing. """
    average_price: None | str
    """ Dollars of the periods that began and were not free, on average. """
    expiring: list[Expiring]
    """ Subscriptions that end within 7 days unless they are renewed. The first 100. """
    days: list[SubscriptionDay]
    """ Each day of the range. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        new = self.new

        renewed = self.renewed

        lost = self.lost

        active = self.active

        active_at_start = self.active_at_start

        churn_rate: float | None
        churn_rate = self.churn_rate

        renewal_rate: float | None
        renewal_rate = self.renewal_rate

        average_price: None | str
        average_price = self.average_price

        expiring = []
        for expiring_item_data in self.expiring:
            expiring_item = expiring_item_data.to_dict()
            expiring.append(expiring_item)

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "since": since,
                "until": until,
                "new": new,
                "renewed": renewed,
                "lost": lost,
                "active": active,
                "active_at_start": active_at_start,
                "churn_rate": churn_rate,
                "renewal_rate": renewal_rate,
                "average_price": average_price,
                "expiring": expiring,
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.expiring import Expiring  # noqa: PLC0415
        from ..models.subscription_day import SubscriptionDay  # noqa: PLC0415

        d = dict(src_dict)
        since = datetime.date.fromisoformat(d.pop("since"))

        until = datetime.date.fromisoformat(d.pop("until"))

        new = d.pop("new")

        renewed = d.pop("renewed")

        lost = d.pop("lost")

        active = d.pop("active")

        active_at_start = d.pop("active_at_start")

        def _parse_churn_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        churn_rate = _parse_churn_rate(d.pop("churn_rate"))

        def _parse_renewal_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        renewal_rate = _parse_renewal_rate(d.pop("renewal_rate"))

        def _parse_average_price(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        average_price = _parse_average_price(d.pop("average_price"))

        expiring = []
        _expiring = d.pop("expiring")
        for expiring_item_data in _expiring:
            expiring_item = Expiring.from_dict(expiring_item_data)

            expiring.append(expiring_item)

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = SubscriptionDay.from_dict(days_item_data)

            days.append(days_item)

        subscription_report = cls(
            since=since,
            until=until,
            new=new,
            renewed=renewed,
            lost=lost,
            active=active,
            active_at_start=active_at_start,
            churn_rate=churn_rate,
            renewal_rate=renewal_rate,
            average_price=average_price,
            expiring=expiring,
            days=days,
        )

        subscription_report.additional_properties = d
        return subscription_report

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
