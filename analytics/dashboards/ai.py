"""What became of the drafts that an AI made, what they cost, and what they brought."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncDate

from agencies.models import Creator, Membership
from analytics.dashboards.blocks import Chart, Column, Figure, Page, Section, Series, Table
from analytics.dashboards.steps import step_name, steps_of
from analytics.metrics import Metric, Unit
from analytics.models import Transaction
from analytics.reports import Question
from chats.models import AIResponse

STATUSES = list(AIResponse.Status.values)
_TAKEN, _DECIDED = ("accepted", "edited"), ("accepted", "edited", "rejected")


def _taken(row: Any) -> int:
    return sum(int(row[name]) for name in _TAKEN)


def _acceptance(row: Any) -> float | None:
    decided = sum(row[name] for name in _DECIDED)
    return _taken(row) / decided if decided else None


METRICS = [
    Metric("drafts", "Drafts", "Replies that an AI proposed.", Unit.COUNT, lambda row: row["drafts"], None),
    Metric("taken", "Drafts sent", "Those that were sent, as they were or edited.", Unit.COUNT, _taken),
    Metric("acceptance", "Acceptance", "Drafts sent ÷ drafts that somebody has decided about; those that expired or "
           "still wait are left out.", Unit.RATIO, _acceptance),
    Metric("edited_share", "Edited", "Of those sent, those that were edited before.", Unit.RATIO,
           lambda row: row["edited"] / _taken(row) if _taken(row) else None, False),
    Metric("edit_distance", "Characters changed", "On average, in those that were edited.", Unit.COUNT,
           lambda row: row["edits"], False),
    Metric("cost", "Cost", "What the providers asked for all drafts.", Unit.DOLLARS, lambda row: row["cost"], False),
    Metric("revenue", "Revenue", "Net of what was paid for the messages that were sent of them.", Unit.DOLLARS,
           lambda row: row["revenue"]),
]  # fmt: skip
_NUMBERS: dict[str, Any] = {
    "drafts": Count("pk"),
    **{status: Count("pk", filter=Q(status=status)) for status in STATUSES},
    "edits": Avg("edit_distance", filter=Q(status="edited")),
    "cost": Sum("cost", default=0),
    "revenue": Sum("earned", default=Decimal(0)),
}


def page(question: Question) -> Page:
    """Drafts by what became of them, and by who made and who asked for them."""
    now, before = (_rows(asked).aggregate(**_NUMBERS) for asked in (question, question.before()))
    figures = [Figure(metric, metric.of(now), metric.of(before)) for metric in METRICS]
    creators = {creator.pk: str(creator) for creator in Creator.objects.visible_to(question.actor)}
    members = Membership.objects.visible_to(question.actor).select_related("user")
    names = {member.pk: str(member) for member in members}
    return Page(
        figures,
        [
            _over_time(question),
            _by(question, "By model", ["provider", "model", "prompt_version"], ["Provider", "Model", "Prompt"]),
            _by(question, "By creator", ["chat__creator_id"], ["Creator"], creators),
            _by(question, "By member", ["requested_by_id"], ["Who asked"], names),
        ],
    )


def _rows(question: Question) -> Any:
    rows = AIResponse.objects.visible_to(question.actor).filter(
        created_at__gte=question.start, created_at__lt=question.end
    )
    if question.creators:
        rows = rows.filter(chat__creator_id__in=question.creators)
    if question.members:
        rows = rows.filter(requested_by_id__in=question.members)
    sold = Transaction.objects.filter(agency_id=OuterRef("agency_id"), message_id=OuterRef("sent_message_id"))
    earned = sold.order_by().values("message_id").annotate(net_of_message=Sum("net")).values("net_of_message")
    return rows.order_by().annotate(earned=Subquery(earned))


def _over_time(question: Question) -> Section:
    day = TruncDate("created_at", tzinfo=ZoneInfo(question.timezone))
    counts = {status: _NUMBERS[status] for status in STATUSES}
    by_day = {row.pop("day"): row for row in _rows(question).annotate(day=day).values("day").annotate(**counts)}
    steps = steps_of(question)
    sums = [{s: sum(by_day[day][s] for day in step.days if day in by_day) for s in STATUSES} for step in steps]
    labels = dict(AIResponse.Status.choices)
    series = [Series(str(labels[s]).capitalize(), [one[s] for one in sums]) for s in STATUSES]
    table = Table(
        "Drafts over time",
        [Column(step_name(question)), *(Column(one.label, Unit.COUNT) for one in series)],
        [[step.label, *one.values()] for step, one in zip(steps, sums, strict=True)],
    )
    chart = Chart("stacked", [step.label for step in steps], series, Unit.COUNT)
    return Section("Drafts over time", table, chart, nothing="No AI has drafted a reply in these days.")


def _by(question: Question, title: str, keys: list[str], labels: list[str], names: Any = None) -> Section:
    found = _rows(question).values(*keys).annotate(**_NUMBERS).order_by("-drafts", *keys)
    columns = [*map(Column, labels), *(Column.of(metric) for metric in METRICS)]
    rows = [
        [*((names.get(row[key], "–") if names is not None else row[key] or "–") for key in keys),
         *(metric.of(row) for metric in METRICS)]
        for row in found
    ]  # fmt: skip
    return Section(title, Table(title, columns, rows), nothing="No AI has drafted a reply in these days.")
