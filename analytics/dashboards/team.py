"""Who does how much, how fast, and with what result."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from agencies.models import Membership
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
    metric_row,
)
from analytics.dashboards.steps import along, steps_of
from analytics.metrics import Unit
from analytics.reports import Question, add, report

FIGURES = ["net", "net_per_hour", "shift_hours", "sent", "reply_median", "unlock_ratio", "golden_ratio", "ai_share"]
SHOWN = [
    "net", "net_per_hour", "shift_hours", "sent", "fans_chatted", "net_per_fan", "ppv_sent", "ppv_unlocked",
    "unlock_ratio", "golden_ratio", "net_tip", "replies", "reply_median", "reply_average", "reply_p90", "ai_share",
]  # fmt: skip


def page(question: Question) -> Page:
    """A line for each member with something to show."""
    by_member = {key[0]: sums for key, sums in report(question, ("member",), ["reply_classes"]).items()}
    before = add(report(question.before(), ("member",), ["reply_classes"]).values())
    members = Membership.objects.visible_to(question.actor).select_related("user")
    names = {member.pk: str(member) for member in members}
    order = sorted((m for m in by_member if m in names), key=lambda m: -by_member[m]["net"])
    steps = steps_of(question)
    days: dict[Any, dict[Any, list[dict[str, Any]]]] = defaultdict(dict)
    for (day, member), sums in report(question, ("day", "member")).items():
        days[member][day] = [sums]
    trends: dict[Any, list[Any]] = {m: [one["net"] for one in along(steps, days[m])] for m in order}
    columns = [Column("Who"), Column("Trend", TREND, "Net sales, step by step."), *metric_columns(SHOWN)]
    rows = [[names[m], Trend(trends[m]), *metric_row(SHOWN, by_member[m])] for m in order]
    whole = add(by_member[m] for m in order)
    table = Table("Team", columns, rows, ["Together", Trend(), *metric_row(SHOWN, whole)] if rows else ())
    chart = Chart("stacked", [step.label for step in steps], [Series(names[m], trends[m]) for m in order[:12]],
                  Unit.DOLLARS)  # fmt: skip
    hint = (
        "Sales are whose message was bought; tips and what else the sales rules say are whose message was the last. "
        "Fans chatted by several are counted for each."
    )
    return Page(
        [Figure.of(name, whole, before) for name in FIGURES], [Section("Team", table, chart, hint, is_open=True)]
    )
