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

from django.db import connection
from django.utils import timezone

from agencies.scope import Actor
from agencies.statements import compiled
from analytics.folding.fold import timezone_of
from analytics.models import Subscription
from analytics.querysets import GRACE

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

_COLUMNS = ["started_at", "price", "ends_at", "is_renewal", "is_renewed", "held_until"]
# What happened on each day of the range; and without a day, who was there when it began, and what began cost.
_COUNT = f"""
WITH asked (since, until, zone) AS (
    VALUES (%s::timestamptz, %s::timestamptz, %s)
), period ({", ".join(_COLUMNS)}) AS MATERIALIZED (
    {{periods}}
), event AS (
    SELECT started_at AS at, NOT is_renewal AS is_new, false AS is_renewed, false AS is_lost FROM period
    UNION ALL SELECT ends_at, false, is_renewed, NOT is_renewed FROM period
)
SELECT (at AT TIME ZONE zone)::date AS day, count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE is_renewed),
       count(*) FILTER (WHERE is_lost), NULL AS active, NULL AS price
FROM asked JOIN event ON at >= since AND at < until GROUP BY day
UNION ALL
SELECT NULL, 0, 0, 0, count(*) FILTER (WHERE started_at < since AND COALESCE(held_until >= since, true)),
       round(avg(price) FILTER (WHERE started_at >= since AND started_at < until AND price > 0), 2)
FROM asked CROSS JOIN period
"""


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
    start, end = (dt.datetime.combine(day, dt.time(), zone) for day in (since, until))
    rows = Subscription.objects.visible_to(actor)
    if creator_id:
        rows = rows.filter(chat__creator_id=creator_id)
    counts = _count(rows, start, min(end, now), zone)
    *_, active_at_start, average_price = counts.pop(None)
    days, active = [], active_at_start
    for number in range((until - since).days):
        day = since + dt.timedelta(days=number)
        new, renewed, lost, *_ = counts.get(day, (0, 0, 0))
        active += new - lost
        days.append(SubscriptionDay(day, new, renewed, lost, active))
    expiring = rows.expiring_within(SOON, now)[:LISTED]
    return SubscriptionReport(since, until, active_at_start, days, average_price, list(expiring))


def _count(rows: Any, start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> dict[dt.date | None, tuple[Any, ...]]:
    """New, renewed and lost by day; under None, last, the subscriptions at the start and the average price."""
    # Of fans who had gone before, nothing is needed.
    there = rows.filter(started_at__lt=end).exclude(expires_at__lt=start - GRACE)
    histories = rows.filter(chat__in=there.values("chat")).with_whole_history().order_by()
    periods = compiled(histories.values_list(*_COLUMNS))
    if periods is None:
        return {None: (0, 0, 0, 0, None)}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(periods=periods.sql), [start, end, zone.key, *periods.params])
        return {day: counts for day, *counts in cursor.fetchall()}
