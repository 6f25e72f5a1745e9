"""Time in steps that a chart has room for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from analytics.reports import Question, add

#: Up to so many days each has a step of its own; up to so many, each week.
DAILY, WEEKLY = 92, 740


class Step(NamedTuple):
    """Some days in a row, and what a chart calls them."""

    label: str
    days: list[dt.date]


def steps_of(question: Question) -> list[Step]:
    """Days, weeks from Monday on, or months, whichever fits; the first and the last may be cut short."""
    grouped: dict[Any, list[dt.date]] = {}
    for number in range(question.days):
        day = question.since + dt.timedelta(days=number)
        grouped.setdefault(_start(day, question.days), []).append(day)
    return [Step(_label(days, question.days), days) for days in grouped.values()]


def along(steps: Iterable[Step], by_day: dict[dt.date, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The sums of each step."""
    return [add(sums for day in step.days for sums in by_day.get(day, ())) for step in steps]


def step_name(question: Question) -> str:
    """What a step is called."""
    return "Day" if question.days <= DAILY else "Week" if question.days <= WEEKLY else "Month"


def _start(day: dt.date, length: int) -> dt.date:
    if length <= DAILY:
        return day
    return day - dt.timedelta(days=day.weekday()) if length <= WEEKLY else day.replace(day=1)


def _label(days: list[dt.date], length: int) -> str:
    first = days[0]
    if length > WEEKLY:
        return f"{first:%b %Y}"
    return f"{first:%a} {first.day} {first:%b}" if length <= DAILY else f"{first.day} {first:%b %Y}"
