"""The roll-ups, added up: for any days, by whatever is asked for, of what the actor may see.

Sums for the metrics of `analytics.metrics`. Only days of creators and members are read, never messages. Fans chatted
are to count once however many days they were written to, so of each day those count who had not been since the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, DecimalField, F, Func, IntegerField, Sum, Value

from agencies.scope import Actor, Role
from analytics.folding.marks import HOURS
from analytics.models import ChatDay, CreatorDay, DayTotals, MemberDay
from analytics.reply_times import CLASSES
from analytics.shift_time import shift_seconds

#: Columns that hold many numbers, and how many.
SERIES = {"received_by_hour": HOURS, "sent_by_hour": HOURS, "net_by_hour": HOURS, "reply_classes": CLASSES}
COLUMNS = [column.name for column in DayTotals._meta.get_fields() if column.name not in SERIES]
#: Days that can be asked for lie between these: what is far away has no beginning on some clocks.
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
#: What sums can be asked for by.
GROUPS = ("day", "creator", "member")
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Question:
    """Which numbers are wanted: those of the days `since` to `until`, both included, on the clocks of `timezone`.

    No `creators` or `members` means all that the actor may see; a chatter sees their own work only.
    """

    actor: Actor
    timezone: str
    since: dt.date
    until: dt.date
    creators: frozenset[UUID] = field(default_factory=frozenset)
    members: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def days(self) -> int:
        """How many days they are."""
        return (self.until - self.since).days + 1

    @property
    def start(self) -> dt.datetime:
        """The moment at which they begin."""
        return dt.datetime.combine(self.since, dt.time(), ZoneInfo(self.timezone))

    @property
    def end(self) -> dt.datetime:
        """The moment at which they are over."""
        return dt.datetime.combine(self.until + dt.timedelta(days=1), dt.time(), ZoneInfo(self.timezone))

    def before(self) -> Question:
        """The same of as many days before."""
        length = dt.timedelta(days=self.days)
        return replace(self, since=self.since - length, until=self.until - length)

    def is_personal(self, by: Collection[str] = ()) -> bool:
        """Whether the numbers are of members, each what they have done themselves."""
        return bool(self.members) or "member" in by or self.actor.role == Role.CHATTER

    def rows(self, model: Any) -> Any:
        """The rows of `model` that it is about; `model` has a creator and a day, and a member if members are asked."""
        rows = model.objects.visible_to(self.actor).filter(day__gte=self.since, day__lte=self.until)
        if self.creators:
            rows = rows.filter(creator_id__in=self.creators)
        if self.members:
            rows = rows.filter(member_id__in=self.members)
        return rows


def empty() -> dict[str, Any]:
    """The sums of nothing."""
    return {**dict.fromkeys(COLUMNS, 0), "shift_seconds": 0, **{name: [0] * size for name, size in SERIES.items()}}


def add(these: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The sums of several sums. Fans chatted on several days are counted on each: see `report`."""
    total = empty()
    for sums in these:
        for name, value in sums.items():
            is_series = name in SERIES
            total[name] = [a + b for a, b in zip(total[name], value, strict=True)] if is_series else total[name] + value
    return total


def report(question: Question, by: Collection[str] = (), series: Collection[str] = ()) -> dict[Key, dict[str, Any]]:
    """Sums by key, a value for each of `by` (of `GROUPS`, in that order); without, the one key is ().

    `series` names the columns of `SERIES` that are wanted; the others are zeros. What has no row has no key.
    """
    groups = [group for group in GROUPS if group in by]
    columns = [group if group == "day" else f"{group}_id" for group in groups]
    model: Any = MemberDay if question.is_personal(by) else CreatorDay
    sums: dict[str, Any] = {f"sum_{name}": Sum(name) for name in COLUMNS}
    sums |= {f"sum_{name}": _sum_of_series(name) for name in series}
    rows = question.rows(model).order_by()
    found: dict[Key, dict[str, Any]] = {}
    for row in rows.values(*columns).annotate(**sums) if columns else [rows.aggregate(**sums)]:
        values = {name.removeprefix("sum_"): value for name, value in row.items() if name.startswith("sum_")}
        if values[COLUMNS[0]] is not None:
            found[tuple(row[column] for column in columns)] = {**empty(), **values}
    if ("day" not in by and question.days > 1) or _of_several(question, by):
        for key, number in _fans_chatted(question, columns, model).items():
            if key in found:
                found[key]["fans_chatted"] = number
    if model is MemberDay and not question.creators and "creator" not in by:
        for key, seconds in shift_seconds(question, by).items():
            found.setdefault(key, empty())["shift_seconds"] = seconds
    return found


def total(question: Question, series: Collection[str] = ()) -> dict[str, Any]:
    """The sums of all that is asked for."""
    return report(question, (), series).get((), empty())


def _sum_of_series(name: str) -> Func:
    number: Any = DecimalField(max_digits=14, decimal_places=2) if name == "net_by_hour" else IntegerField()
    parts = [Sum(F(f"{name}__{place}")) for place in range(SERIES[name])]
    return Func(*parts, template="ARRAY[%(expressions)s]", output_field=ArrayField(number))


class _FansSince(Func):
    """Of a day's fans chatted, how many had not been written to since a date; of its gaps, fans by gap, and the days
    that have passed since that date."""

    template = (
        "(SELECT sum(told.fans) FROM (VALUES (%(expressions)s)) AS away (gaps, fans_by_gap, days) "
        "CROSS JOIN LATERAL unnest(away.gaps, away.fans_by_gap) AS told (gap, fans) "
        "WHERE told.gap = 0 OR told.gap > away.days)"
    )
    output_field = IntegerField()


def _fans_chatted(question: Question, columns: list[str], model: Any) -> dict[Key, int]:
    if _of_several(question, columns):
        return _fans_of_several(question, columns)
    passed = Func(F("day"), Value(question.since), arg_joiner=" - ", template="(%(expressions)s)")
    number = {"number": Sum(_FansSince("gaps", "fans_by_gap", passed), default=0)}
    rows = question.rows(model).order_by()
    counted = rows.values(*columns).annotate(**number) if columns else [rows.aggregate(**number)]
    return {tuple(row[column] for column in columns): row["number"] for row in counted}


def _of_several(question: Question, by: Collection[str]) -> bool:
    return len(question.members) > 1 and not {"member", "member_id"} & {*by}


def _fans_of_several(question: Question, columns: list[str]) -> dict[Key, int]:
    """Whom some members have chatted with together; a fan of two of them is one."""
    rows = question.rows(ChatDay).filter(sent__gt=0).order_by()
    number = {"number": Count("chat_id", distinct=True)}
    counted = rows.values(*columns).annotate(**number) if columns else [rows.aggregate(**number)]
    return {tuple(row[column] for column in columns): row["number"] for row in counted}
