"""By which plans a member is paid in a month. A statement keeps its terms, so that what was locked can be worked out
again by them, whatever has become of the plans since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from agencies.models import Agency
from analytics.models import CommissionPlan, PlanAssignment

KINDS = ("ppv", "tip", "subscription", "renewal", "post", "stream")


@dataclass(frozen=True)
class Part:
    """The days of a month, the last one not among them, on which one plan was in force.

    `tiers` are (dollars of net in the month, per cent on top), from the lowest.
    """

    start: dt.date
    end: dt.date
    plan: str
    percents: dict[str, Decimal]
    tiers: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    hourly_rate: Decimal = Decimal(0)
    pays_idle_time: bool = True

    @classmethod
    def of(cls, plan: CommissionPlan, start: dt.date, end: dt.date) -> Self:
        """These days by that plan, as it is now."""
        return cls(
            start=start,
            end=end,
            plan=plan.name,
            percents={kind: getattr(plan, f"{kind}_percent") for kind in KINDS},
            tiers=[(tier.from_net, tier.percent_more) for tier in plan.tiers.all()],
            hourly_rate=plan.hourly_rate,
            pays_idle_time=plan.pays_idle_time,
        )

    def percent(self, kind: str) -> Decimal:
        """Of sales of a kind. What takes back a sale that is not known counts as if it were a PPV."""
        return self.percents["ppv" if kind == "chargeback" else kind]

    def as_json(self) -> dict[str, Any]:
        """Decimals and days as text."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "plan": self.plan,
            "percents": {kind: str(percent) for kind, percent in self.percents.items()},
            "tiers": [[str(from_net), str(percent)] for from_net, percent in self.tiers],
            "hourly_rate": str(self.hourly_rate),
            "pays_idle_time": self.pays_idle_time,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The part that `as_json` has told."""
        return cls(
            start=dt.date.fromisoformat(told["start"]),
            end=dt.date.fromisoformat(told["end"]),
            plan=told["plan"],
            percents={kind: Decimal(percent) for kind, percent in told["percents"].items()},
            tiers=[(Decimal(from_net), Decimal(percent)) for from_net, percent in told["tiers"]],
            hourly_rate=Decimal(told["hourly_rate"]),
            pays_idle_time=told["pays_idle_time"],
        )


@dataclass(frozen=True)
class Terms:
    """The parts of a month in their order, by whose clocks its days begin, and the currency."""

    timezone: str
    currency: str
    parts: list[Part]

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def midnight(self, day: dt.date) -> dt.datetime:
        """When that day begins."""
        return midnight(day, self.zone)

    def as_json(self) -> dict[str, Any]:
        """As a statement keeps them."""
        return {
            "timezone": self.timezone,
            "currency": self.currency,
            "parts": [part.as_json() for part in self.parts],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The terms that `as_json` has told."""
        return cls(told["timezone"], told["currency"], [Part.from_json(part) for part in told["parts"]])


def terms_of(agency: Agency, assignments: Iterable[PlanAssignment], month: dt.date) -> Terms:
    """The terms of one member's month from their assignments, which come in the order of their days."""
    begun = [one for one in assignments if one.starts_on < next_month(month)]
    before = [one for one in begun if one.starts_on <= month][-1:]
    inside = [one for one in begun if one.starts_on > month]
    starts = [(max(one.starts_on, month), one.plan) for one in (*before, *inside)]
    ends = [*(start for start, _ in starts[1:]), next_month(month)]
    parts = [Part.of(plan, start, end) for (start, plan), end in zip(starts, ends, strict=False) if plan]
    return Terms(agency.timezone, agency.currency, parts)


def midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """When a day begins by those clocks."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def next_month(month: dt.date) -> dt.date:
    """The first day of the month behind it."""
    return (month + dt.timedelta(days=31)).replace(day=1)


def months_before(month: dt.date, number: int) -> dt.date:
    """The first day of the month so many months before it."""
    years, index = divmod(month.year * 12 + month.month - 1 - number, 12)
    return dt.date(years, index + 1, 1)


def month_at(agency: Agency, now: dt.datetime) -> dt.date:
    """The month that the agency's calendar shows."""
    return now.astimezone(ZoneInfo(agency.timezone)).date().replace(day=1)
