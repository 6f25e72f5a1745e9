"""When fans write, when we answer, when they buy; and how fast we are."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from typing import Any

from analytics.dashboards.blocks import (
    Chart,
    Column,
    Figure,
    HeatMap,
    Page,
    Section,
    Series,
    Table,
    metric_columns,
    metric_row,
)
from analytics.dashboards.steps import along, step_name, steps_of
from analytics.folding.marks import HOURS
from analytics.metrics import METRICS, Unit
from analytics.reports import Question, report, total

FIGURES = ["received", "sent", "fans_chatted", "replies", "reply_median", "reply_p90", "answered_ratio", "golden_ratio"]
MAPS = [
    ("Messages from fans", "received_by_hour", Unit.COUNT, "When fans write: have somebody there."),
    ("Messages to fans", "sent_by_hour", Unit.COUNT, "When the team writes, mass messages too."),
    ("Net sales", "net_by_hour", Unit.DOLLARS, "When fans pay."),
]
SHOWN = ["received", "sent", "fans_chatted", "replies", "reply_average", "reply_median", "reply_p90"]
HOUR_NAMES = [str(hour) for hour in range(HOURS)]


def page(question: Question) -> Page:
    """Hours by weekday, and reply times over time."""
    series = [column for _, column, _, _ in MAPS]
    by_day = {day: [sums] for (day,), sums in report(question, ("day",), [*series, "reply_classes"]).items()}
    now, before = total(question, ["reply_classes"]), total(question.before(), ["reply_classes"])
    sections = [_map(title, column, unit, hint, by_day) for title, column, unit, hint in MAPS]
    shown = [name for name in FIGURES if METRICS[name].is_of_members or not question.is_personal()]
    return Page([Figure.of(name, now, before) for name in shown], [*sections, _reply_times(question, by_day, now)])


def _map(title: str, column: str, unit: str, hint: str, by_day: dict[Any, Any]) -> Section:
    rows = [
        (name, _hours(sums[column] for day, [sums] in by_day.items() if day.weekday() == weekday))
        for weekday, name in enumerate(calendar.day_abbr)
    ]
    columns = [Column("Weekday"), *(Column(hour, unit) for hour in HOUR_NAMES), Column("Total", unit)]
    cells = [[name, *values, sum(values)] for name, values in rows]
    table = Table(f"{title} by hour and weekday", columns, cells)
    return Section(table.title, table, HeatMap(rows, HOUR_NAMES, unit), hint)


def _hours(days: Iterable[list[Any]]) -> list[Any]:
    return [sum(hour) for hour in zip([0] * HOURS, *days, strict=True)]


def _reply_times(question: Question, by_day: dict[Any, Any], whole: dict[str, Any]) -> Section:
    steps = steps_of(question)
    sums = along(steps, by_day)
    lines = [
        Series(METRICS[name].label, [METRICS[name].of(one) for one in sums]) for name in ("reply_median", "reply_p90")
    ]
    table = Table(
        "Reply times",
        [Column(step_name(question)), *metric_columns(SHOWN)],
        [[step.label, *metric_row(SHOWN, one)] for step, one in zip(steps, sums, strict=True)],
        ["All", *metric_row(SHOWN, whole)],
    )
    return Section("Reply times", table, Chart("lines", [step.label for step in steps], lines, Unit.SECONDS))
