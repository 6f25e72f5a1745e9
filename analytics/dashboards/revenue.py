"""What came in, of which kind, for whom, and against the period before."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from agencies.models import Creator
from analytics.dashboards.blocks import (
    TREND,
    Chart,
    Column,
    Figure,
    Page,
    Section,
    Series,
    Table,
    Trend,
    metric_columns,
)
from analytics.dashboards.blocks import metric_row as row_of
from analytics.dashboards.steps import along, step_name, steps_of
from analytics.folding.marks import HOURS
from analytics.metrics import METRICS, Unit
from analytics.reports import Question, add, report, total

FIGURES = ["net", "gross", "fee", "sales", "average_sale", "net_ppv", "net_tip", "net_chargeback"]
KINDS = ["net_subscription", "net_renewal", "net_ppv", "net_tip", "net_post", "net_stream", "net_chargeback"]
#: Creators with a colour of their own in a chart; the others are one.
COLOURED = 8


def page(question: Question) -> Page:
    """Net sales over time by kind and by creator."""
    now, before = report(question, ("day", "creator")), report(question.before(), ("day", "creator"))
    whole, whole_before = add(now.values()), add(before.values())
    figures = [Figure.of(name, whole, whole_before) for name in FIGURES]
    if question.days == 1:
        return Page(figures, [_by_hour(question), _by_creator(question, now, before)])
    return Page(figures, [_over_time(question, now, before), _by_creator(question, now, before)])


def _by_day(found: dict[Any, Any]) -> dict[Any, list[dict[str, Any]]]:
    days = defaultdict(list)
    for (day, _), sums in found.items():
        days[day].append(sums)
    return days


def _over_time(question: Question, now: Any, before: Any) -> Section:
    steps = steps_of(question)
    sums = along(steps, _by_day(now))
    then = along(steps_of(question.before()), _by_day(before))[: len(steps)]
    earlier = [METRICS["net"].of(one) for one in then]
    used = [name for name in KINDS if any(one[name] for one in sums)]
    chart = Chart(
        "stacked",
        [step.label for step in steps],
        [
            *(Series(METRICS[name].label, [one[name] for one in sums]) for name in used),
            Series("Net sales in the period before", earlier, faint=True),
        ],
        Unit.DOLLARS,
    )
    columns = [Column(step_name(question)), *metric_columns(["net", *KINDS]), Column("Period before", Unit.DOLLARS)]
    earlier += [None] * (len(steps) - len(earlier))
    rows = [
        [step.label, *row_of(["net", *KINDS], one), old] for step, one, old in zip(steps, sums, earlier, strict=True)
    ]
    whole = ["Total", *row_of(["net", *KINDS], add(sums)), sum(old or 0 for old in earlier)]
    return Section("Net sales over time", Table("Net sales over time", columns, rows, whole), chart)


def _by_hour(question: Question) -> Section:
    sums, then = (total(asked, ["net_by_hour"])["net_by_hour"] for asked in (question, question.before()))
    hours = [f"{hour}:00" for hour in range(HOURS)]
    chart = Chart("bars", hours, [Series("Net sales", sums), Series("The day before", then, faint=True)], Unit.DOLLARS)
    columns = [Column("Hour"), Column.of(METRICS["net"]), Column("The day before", Unit.DOLLARS)]
    rows = [list(row) for row in zip(hours, sums, then, strict=True)]
    return Section("Net sales by hour", Table("Net sales by hour", columns, rows), chart)


def _by_creator(question: Question, now: Any, before: Any) -> Section:
    names = {c.pk: str(c) for c in Creator.objects.visible_to(question.actor)}
    steps = steps_of(question)
    days: dict[Any, dict[Any, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for (day, creator), sums in now.items():
        days[creator][day].append(sums)
    lines = {creator: along(steps, by_day) for creator, by_day in days.items()}
    sums_of = {creator: add(line) for creator, line in lines.items()}
    then = defaultdict(list)
    for (_, creator), sums in before.items():
        then[creator].append(sums)
    order = sorted(sums_of, key=lambda creator: -sums_of[creator]["net"])
    series = [Series(names.get(c, "?"), [one["net"] for one in lines[c]]) for c in order[:COLOURED]]
    if rest := order[COLOURED:]:
        series.append(Series("Others", [sum(lines[c][n]["net"] for c in rest) for n in range(len(steps))]))
    shown = ["net", "net_subscription", "net_renewal", "net_ppv", "net_tip", "sales"]
    whole = sum(sums["net"] for sums in sums_of.values())
    columns = [
        Column("Creator"), Column("Trend", TREND, "Net sales in each step of the chart."), *metric_columns(shown),
        Column("Share", Unit.RATIO, "Of all creators' net sales."),
        Column("Period before", Unit.DOLLARS, "Net sales in as many days before."),
    ]  # fmt: skip
    rows = [
        [names.get(c, "?"), Trend([one["net"] for one in lines[c]]), *row_of(shown, sums_of[c]),
         sums_of[c]["net"] / whole if whole else None, add(then[c])["net"]]
        for c in order
    ]  # fmt: skip
    chart = Chart("stacked", [step.label for step in steps], series, Unit.DOLLARS)
    return Section("By creator", Table("By creator", columns, rows), chart, is_open=True)
