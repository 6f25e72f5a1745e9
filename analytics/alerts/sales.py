"""What the last full hour brought, beside what is usual at that hour of that weekday.

Usual is the mean of the last eight weeks, by the agency's clocks. A clock that is put forward leaves an hour out, and
one that is put back has one twice as long: what an hour brought is always seen by its length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from agencies.models import Creator
from analytics.alerts.moment import CENT, Moment, Seen, plain
from analytics.models import AlertRule, CreatorDay

#: Weeks of which the mean is taken, and how many of them there must be.
WEEKS, LEAST_WEEKS = 8, 4
HOUR = dt.timedelta(hours=1)
#: So long behind an hour it is judged: sales are told with a delay, and counted behind that.
GRACE = dt.timedelta(minutes=10)


class Sales(NamedTuple):
    """Dollars, net, of each creator in the judged hour of days, and the first day of which anything is known."""

    net: dict[tuple[UUID, dt.date], Decimal]
    first_days: dict[UUID, dt.date]


def sales(moment: Moment, rules: list[AlertRule]) -> dict[UUID, list[Seen]]:
    """The last full hour has brought less than so many per cent of the usual."""
    hour = last_hour(moment.now - GRACE, moment.zone)
    sold = _sold(moment, hour)
    return {rule.pk: [_compare(moment, rule, hour, sold)] for rule in rules}


def last_hour(now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """When the last hour began that is over, as clocks in `zone` show it (a time without zone)."""
    hour = now.astimezone(zone).replace(tzinfo=None, fold=0, minute=0, second=0, microsecond=0) - HOUR
    return hour if length(hour, zone) else hour - HOUR


def length(hour: dt.datetime, zone: ZoneInfo) -> Decimal:
    """How many hours the hour that begins at `hour` has: 1, or when clocks change 0 or 2."""
    begin, end = (time.replace(tzinfo=zone).astimezone(dt.UTC) for time in (hour, hour + HOUR))
    return Decimal((end - begin) // dt.timedelta(minutes=1)) / 60


def _sold(moment: Moment, hour: dt.datetime) -> Sales:
    days = [hour.date() - dt.timedelta(weeks=week) for week in range(WEEKS + 1)]
    rows = CreatorDay.objects.filter(agency_id=moment.agency_id, creator_id__in=moment.creators)
    net = {
        (creator, day): by_hour[hour.hour]
        for creator, day, by_hour in rows.filter(day__in=days).values_list("creator_id", "day", "net_by_hour")
    }
    first = CreatorDay.objects.filter(agency_id=moment.agency_id, creator_id=OuterRef("pk")).order_by("day")
    creators = Creator.objects.filter(agency_id=moment.agency_id, pk__in=moment.creators)
    first_days = creators.annotate(first=Subquery(first.values("day")[:1])).values_list("pk", "first")
    return Sales(net, {creator: day for creator, day in first_days if day})


def _usual(moment: Moment, creators: Collection[UUID], hour: dt.datetime, sold: Sales) -> tuple[Decimal, int]:
    """The mean of an hour of that length in dollars, and the number of weeks behind it."""
    first = min((sold.first_days[one] for one in creators if one in sold.first_days), default=hour.date())
    before = [hour - dt.timedelta(weeks=week) for week in range(1, WEEKS + 1)]
    known = [then for then in before if then.date() > first]
    hours = sum((length(then, moment.zone) for then in known), Decimal(0))
    if not hours:
        return Decimal(0), len(known)
    return _net(creators, known, sold) / hours * length(hour, moment.zone), len(known)


def _net(creators: Collection[UUID], hours: list[dt.datetime], sold: Sales) -> Decimal:
    return sum((sold.net.get((one, hour.date()), Decimal(0)) for one in creators for hour in hours), Decimal(0))


def _compare(moment: Moment, rule: AlertRule, hour: dt.datetime, sold: Sales) -> Seen:
    creators = moment.about(rule)
    usual, weeks = _usual(moment, creators, hour, sold)
    time = f"from {hour:%H}:00 to {hour + HOUR:%H}:00"
    if weeks < LEAST_WEEKS:
        return Seen(f"Statistics{moment.whose(rule)} do not go back {LEAST_WEEKS} weeks: nothing is usual yet.")
    if usual < rule.least_usual or usual <= 0:
        return Seen(
            f"Usual{moment.whose(rule)} {time} is ${usual:,.2f}; hours below ${rule.least_usual:,.2f} are not judged."
        )
    net = _net(creators, [hour], sold)
    percent = (100 * net / usual).quantize(CENT)
    words = (
        f"Sales{moment.whose(rule)} {time} were ${net:,.2f}, {plain(percent)}% of the usual ${usual:,.2f}; "
        f"the limit is {plain(rule.limit)}%."
    )
    return Seen(words, percent, 100 * net < rule.limit * usual, rule.creator_id)
