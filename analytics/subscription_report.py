"""Who subscribes, stays and leaves: by day, and in all. `DEFINITIONS` says what each number is.

It is worked out from when periods begin and end (`SubscriptionQuerySet`), so what a source tells late corrects it. Days
are the agency's. For any range, fans at its end = fans at its start + new - lost.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from agencies.scope import Actor
from analytics.folding.fold import timezone_of
from analytics.models import Subscription

#: Days within which an end is soon, and how many of these periods are listed.
SOON, LISTED = 7, 100

DEFINITIONS = {
    "new": "Subscriptions that began, also those of fans who came back after more than a day.",
    "renewed": "Periods that came to their end and were followed by the next within a day.",
    "lost": "Periods that came to their end and were not followed by another within a day.",
    "active": "Subscriptions that ran at the end of the day, a gap of a day before a renewal included.",
    "churn_rate": "Lost ÷ active at the start.",
    "renewal_rate": "Renewed ÷ (renewed + lost).",
    "average_price": "Dollars of the periods that began and were not free, on average.",
    "expiring": f"Subscriptions that end within {SOON} days unless they are renewed.",
}


@dataclass(frozen=True)
class SubscriptionDay:
    """What happened on a day, and the subscriptions that ran at its end."""

    day: dt.date
    new: int
    renewed: int
    lost: int
    active: int


@dataclass(frozen=True)
class SubscriptionReport:
    """The days from `since` on and before `until`; rates are None where there is nothing to divide by."""

    since: dt.date
    until: dt.date
    active_at_start: int
    days: list[SubscriptionDay]
    average_price: Decimal | None
    expiring: list[Subscription]

    @property
    def new(self) -> int:
        return sum(day.new for day in self.days)

    @property
    def renewed(self) -> int:
        return sum(day.renewed for day in self.days)

    @property
    def lost(self) -> int:
        return sum(day.lost for day in self.days)

    @property
    def active(self) -> int:
        """At the end of the range."""
        return self.days[-1].active if self.days else self.active_at_start

    @property
    def churn_rate(self) -> float | None:
        return self.lost / self.active_at_start if self.active_at_start else None

    @property
    def renewal_rate(self) -> float | None:
        return self.renewed / (self.renewed + self.lost) if self.renewed + self.lost else None


def report(actor: Actor, *, since: dt.date, until: dt.date, creator_id: UUID | None = None) -> SubscriptionReport:
    """What the actor may see of the days from `since` on and before `until`; days to come are left out.

    Call in the agency's scope, for an actor of an agency.
    """
    now, zone = timezone.now(), ZoneInfo(timezone_of(cast(UUID, actor.agency_id)))
    until = min(until, now.astimezone(zone).date() + dt.timedelta(days=1))
    since = min(since, until)
    start, end = _midnight(since, zone), min(_midnight(until, zone), now)
    rows = Subscription.objects.visible_to(actor)
    if creator_id:
        rows = rows.filter(chat__creator_id=creator_id)
    begun = rows.filter(started_at__gte=start, started_at__lt=end).with_history()
    new = _by_day(begun, "started_at", zone, new=Count("pk", filter=Q(is_renewal=False)))
    ended = rows.ended_between(start, end)
    gone = _by_day(
        ended,
        "ends_at",
        zone,
        renewed=Count("pk", filter=Q(is_renewed=True)),
        lost=Count("pk", filter=Q(is_renewed=False)),
    )
    active_at_start = rows.held_at(start).count()
    days, active = [], active_at_start
    for number in range((until - since).days):
        day = since + dt.timedelta(days=number)
        counts = {"new": 0, "renewed": 0, "lost": 0, **new.get(day, {}), **gone.get(day, {})}
        active += counts["new"] - counts["lost"]
        days.append(SubscriptionDay(day=day, active=active, **counts))
    expiring = rows.expiring_within(SOON, now).select_related("chat")[:LISTED]
    return SubscriptionReport(since, until, active_at_start, days, _average_price(rows, start, end), list(expiring))


def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone)


def _by_day(rows: Any, moment: str, zone: ZoneInfo, **counts: Count) -> dict[dt.date, dict[str, int]]:
    """How many of the rows belong to each day by the column `moment`."""
    days = rows.order_by().annotate(day=TruncDate(moment, tzinfo=zone)).values("day").annotate(**counts)
    return {row.pop("day"): row for row in days.values("day", *counts)}


def _average_price(rows: Any, start: dt.datetime, end: dt.datetime) -> Decimal | None:
    paid = rows.filter(started_at__gte=start, started_at__lt=end, price__gt=0)
    found = paid.aggregate(total=Sum("price"), count=Count("pk"))
    return (found["total"] / found["count"]).quantize(Decimal("0.01")) if found["count"] else None
