"""What somebody of the team has done, against their own past; nobody else's numbers."""

from __future__ import annotations

from typing import Any

from analytics.dashboards.blocks import Chart, Column, Figure, Page, Section, Series, Table, metric_columns, metric_row
from analytics.dashboards.steps import along, step_name, steps_of
from analytics.metrics import METRICS, Unit
from analytics.reports import Question, report, total

RANGES = {"7": "7 days", "30": "30 days", "90": "90 days", "month": "This month"}
FIGURES = [
    "net", "net_per_hour", "shift_hours", "sent", "fans_chatted", "reply_median", "reply_p90", "ppv_sent",
    "unlock_ratio", "golden_ratio", "net_tip", "average_sale",
]  # fmt: skip
SHOWN = ["net", "net_ppv", "net_tip", "sent", "fans_chatted", "ppv_sent", "ppv_unlocked", "replies", "reply_median"]
SERIES = ["reply_classes"]


def page(question: Question) -> Page:
    """The question names the one member whose page it is."""
    now, before = total(question, SERIES), total(question.before(), SERIES)
    steps = steps_of(question)
    sums = along(steps, {day: [one] for (day,), one in report(question, ("day",), SERIES).items()})
    then = along(
        steps_of(question.before()), {day: [one] for (day,), one in report(question.before(), ("day",)).items()}
    )
    labels = [step.label for step in steps]
    earlier = [one["net"] for one in then[: len(steps)]]
    sales = Chart(
        "stacked",
        labels,
        [
            *(Series(METRICS[name].label, [one[name] for one in sums]) for name in ("net_ppv", "net_tip")),
            Series("Net sales in the days before", earlier, faint=True),
        ],
        Unit.DOLLARS,
    )
    median = Series(METRICS["reply_median"].label, [METRICS["reply_median"].of(one) for one in sums])
    columns = [Column(step_name(question)), *metric_columns(SHOWN)]
    table = Table(
        "Step by step", columns, [[step.label, *metric_row(SHOWN, one)] for step, one in zip(steps, sums, strict=True)]
    )
    return Page(
        [Figure.of(name, now, before) for name in FIGURES],
        [
            Section("Your sales", picture=sales, nothing="No sales in these days yet."),
            Section(
                "Your reply times", table, Chart("lines", labels, [median], Unit.SECONDS), nothing="No replies yet."
            ),
        ],
    )


def _along(question: Question) -> list[dict[str, Any]]:
    return along(steps_of(question), {day: [sums] for (day,), sums in report(question, ("day",), SERIES).items()})
