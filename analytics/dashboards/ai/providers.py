"""How providers answered, how fast, and what they cost against the budget."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from analytics.ai.metrics import percentile
from analytics.dashboards.blocks import Chart, Column, Figure, Section, Series, Table
from analytics.metrics import Metric, Unit
from analytics.reports import Question
from chats.ai.settings import ai_settings_of
from chats.models import AICall

Outcome = AICall.Outcome
FAULTS = [outcome for outcome in Outcome if outcome not in (Outcome.OK, Outcome.STOPPED)]
#: Months that the picture of spending looks back over.
MONTHS = 12
_SPENT = Metric("spent", "Spent this month", "What all calls of providers have cost since the month began: drafts, "
                "summaries, translations, replays and tests, whatever is chosen above.", Unit.DOLLARS,
                lambda row: row["spent"], None)  # fmt: skip
_USED = Metric("used", "Of the budget", "Spent this month ÷ the monthly budget of the AI settings.", Unit.RATIO,
               lambda row: row["used"], None)  # fmt: skip


def figures(question: Question) -> list[Figure]:
    """What this month has cost so far, and last month; and how much of the budget that is, where there is one."""
    by_month, (now, before) = _by_month(question, months=2), _months(question, 2)
    spent, spent_before = (sum(by_month[month].values(), Decimal(0)) for month in (now, before))
    budget = _budget(question)
    used = [Figure(_USED, spent / budget, spent_before / budget)] if budget else []
    return [Figure(_SPENT, spent, spent_before), *used]


def calls(question: Question) -> Section:
    """Calls by provider and model, and how they ended."""
    rows = AICall.objects.visible_to(question.actor).filter(created_at__gte=question.start, created_at__lt=question.end)
    if question.creators:
        rows = rows.filter(chat__creator_id__in=question.creators)
    if question.members:
        rows = rows.filter(request__requested_by_id__in=question.members)
    counts: dict[str, Any] = {outcome.name: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome}
    answered = Q(outcome=Outcome.OK)
    found: list[Any] = list(
        rows.order_by().values("provider", "model").annotate(
            calls=Count("pk"), total_cost=Sum("cost"), **counts,
            firsts=ArrayAgg("first_token_ms", filter=answered & Q(first_token_ms__isnull=False), default=[]),
            wholes=ArrayAgg("latency_ms", filter=answered, default=[]),
        ).order_by("-calls", "provider", "model")
    )  # fmt: skip
    told = [outcome for outcome in FAULTS if any(row[outcome.name] for row in found)]
    columns = [
        Column("Provider"), Column("Model"), Column("Calls", Unit.COUNT),
        Column("Failed", Unit.RATIO, "Of all calls but those that we stopped."),
        *(Column(str(outcome.label).capitalize(), Unit.COUNT) for outcome in told),
        Column("First words, median", Unit.MILLISECONDS), Column("First words, 90 %", Unit.MILLISECONDS),
        Column("Whole answer, median", Unit.MILLISECONDS), Column("Whole answer, 90 %", Unit.MILLISECONDS),
        Column("Cost", Unit.DOLLARS),
    ]  # fmt: skip
    cells = [
        [row["provider"], row["model"] or "–", row["calls"], _failed(row), *(row[outcome.name] for outcome in told),
         *(percentile(row[name], share) for name in ("firsts", "wholes") for share in (0.5, 0.9)), row["total_cost"]]
        for row in found
    ]  # fmt: skip
    labels = [" · ".join(filter(None, (row["provider"], row["model"]))) for row in found]
    series = [Series(str(outcome.label).capitalize(), [row[outcome.name] for row in found]) for outcome in told]
    return Section(
        "Faults of providers",
        Table("Faults of providers", columns, cells),
        Chart("stacked", labels, series, Unit.COUNT),
        "Calls for whatever purpose that did not end with an answer. The next provider was asked then.",
        "No provider was called in these days.",
    )


def _failed(row: Any) -> float | None:
    asked = row["calls"] - row[Outcome.STOPPED.name]
    return sum(row[outcome.name] for outcome in FAULTS) / asked if asked else None


def spending(question: Question) -> Section:
    """What each of the last months has cost, by purpose, and the budget beside it."""
    by_month, months = _by_month(question, months=MONTHS), _months(question, MONTHS)[::-1]
    labels: dict[str, str] = dict(AICall.Purpose.choices)
    purposes = [one for one in labels if any(by_month[month].get(one) for month in months)]
    budget = _budget(question)
    names = [f"{month:%b %Y}" for month in months]
    series = [Series(labels[one].capitalize(), [by_month[m].get(one, Decimal(0)) for m in months]) for one in purposes]
    # A line at the height of the budget, where there is something to compare it with.
    limit = [Series("Budget", [budget] * len(months), faint=True)] if budget and purposes else []
    rows = [
        [name, *(by_month[month].get(one, Decimal(0)) for one in purposes), sum(by_month[month].values(), Decimal(0))]
        for name, month in zip(names, months, strict=True)
    ]
    columns = [Column("Month"), *(Column(one.label, Unit.DOLLARS) for one in series), Column("Total", Unit.DOLLARS)]
    hint = "All calls of the agency by month, whatever is chosen above. " + (
        f"The budget is ${budget:,.2f} a month." if budget else "No budget is set."
    )
    table = Table("Spending by month", columns, rows if purposes else [])
    nothing = "No provider has cost anything in the last twelve months."
    return Section(table.title, table, Chart("stacked", names, [*series, *limit], Unit.DOLLARS), hint, nothing)


def _budget(question: Question) -> Decimal | None:
    agency_id: Any = question.actor.agency_id
    budget: Decimal | None = ai_settings_of(agency_id).monthly_budget
    return budget


def _months(question: Question, number: int) -> list[dt.date]:
    """First days of the last so many months on the agency's clocks, this one first."""
    month = timezone.now().astimezone(ZoneInfo(question.timezone)).date().replace(day=1)
    months = [month]
    for _ in range(number - 1):
        months.append((months[-1] - dt.timedelta(days=1)).replace(day=1))
    return months


def _by_month(question: Question, *, months: int) -> dict[dt.date, dict[str, Decimal]]:
    zone = ZoneInfo(question.timezone)
    since = dt.datetime.combine(_months(question, months)[-1], dt.time(), zone)
    rows: Any = AICall.objects.visible_to(question.actor).filter(created_at__gte=since, cost__gt=0).order_by()
    month = TruncMonth("created_at", tzinfo=zone)
    found: dict[dt.date, dict[str, Decimal]] = defaultdict(dict)
    for row in rows.annotate(month=month).values("month", "purpose").annotate(spent=Sum("cost")):
        found[row["month"].date()][row["purpose"]] = row["spent"]
    return found
