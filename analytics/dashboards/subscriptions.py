"""Who subscribes, stays and leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from analytics.dashboards.blocks import DAY, Chart, Column, Figure, Link, Page, Section, Series, Table
from analytics.dashboards.steps import Step, step_name, steps_of
from analytics.metrics import METRICS, Metric, Unit
from analytics.models import Subscription
from analytics.reports import Question
from analytics.subscription_report import DEFINITIONS, LISTED, SOON, SubscriptionReport, report

_UNITS = {"churn_rate": Unit.RATIO, "renewal_rate": Unit.RATIO, "average_price": Unit.DOLLARS}
_LABELS = {
    "new": "New", "renewed": "Renewed", "lost": "Lost", "active": "Active at the end", "churn_rate": "Churn",
    "renewal_rate": "Renewal rate", "average_price": "Average price",
}  # fmt: skip
_LESS_IS_BETTER, _NEITHER = {"lost", "churn_rate"}, {"average_price"}
FIGURES = [
    Metric(name, label, DEFINITIONS[name], _UNITS.get(name, Unit.COUNT), lambda _: None,
           None if name in _NEITHER else name not in _LESS_IS_BETTER)
    for name, label in _LABELS.items()
]  # fmt: skip
EVENTS = ["new", "renewed", "lost"]
_RENEWS = {True: "yes", False: "no", None: "not known"}


def page(question: Question) -> Page:
    """What became of subscriptions in these days, and which end soon."""
    now, before = (_asked(one) for one in (question, question.before()))
    figures = [Figure(metric, getattr(now, metric.name), getattr(before, metric.name)) for metric in FIGURES]
    return Page(figures, [_events(question, now), _active(question, now), ending_soon(question)])


def _asked(question: Question) -> SubscriptionReport:
    creator = next(iter(question.creators), None)
    after = question.until + dt.timedelta(days=1)
    return report(question.actor, since=question.since, until=after, creator_id=creator)


def _sums(question: Question, found: SubscriptionReport) -> list[tuple[Step, dict[str, Any]]]:
    """For each step that has begun, its events, and who was there at its end."""
    by_day, told = {day.day: day for day in found.days}, []
    for step in steps_of(question):
        days = [by_day[day] for day in step.days if day in by_day]
        if days:
            told.append((step, {n: sum(getattr(d, n) for d in days) for n in EVENTS} | {"active": days[-1].active}))
    return told


def _events(question: Question, found: SubscriptionReport) -> Section:
    told = _sums(question, found)
    shown = [Column(_LABELS[n], Unit.COUNT, DEFINITIONS[n]) for n in [*EVENTS, "active"]]
    columns = [Column(step_name(question)), *shown]
    rows = [[step.label, *sums.values()] for step, sums in told]
    series = [Series(_LABELS[n], [sums[n] if n != "lost" else -sums[n] for _, sums in told]) for n in EVENTS]
    chart = Chart("stacked", [step.label for step, _ in told], series, Unit.COUNT)
    hint = "Those lost are drawn below the line."
    return Section("New, renewed and lost", Table("New, renewed and lost", columns, rows), chart, hint)


def _active(question: Question, found: SubscriptionReport) -> Section:
    told = _sums(question, found)
    line = Series(_LABELS["active"], [sums["active"] for _, sums in told])
    chart = Chart("lines", [step.label for step, _ in told], [line], Unit.COUNT)
    return Section("Active subscriptions", picture=chart, nothing="No subscription ran in these days.")


def ending_soon(question: Question) -> Section:
    """The subscriptions that end within the next days, as of now."""
    rows = Subscription.objects.visible_to(question.actor)
    if question.creators:
        rows = rows.filter(chat__creator_id__in=question.creators)
    ending = rows.expiring_within(SOON, timezone.now()).select_related("chat__creator", "chat__fan_stats")[:LISTED]
    columns = [
        Column("Fan", "link"), Column("Creator"), Column("Ends", DAY), Column("Price", Unit.DOLLARS),
        Column("Renews by itself", definition="As the source has told it."),
        Column("Spent in all", Unit.DOLLARS, METRICS["gross"].definition),
    ]  # fmt: skip
    cells = [
        [Link(row.chat.fan_name, reverse("inbox_chat", args=[row.chat_id])), str(row.chat.creator), row.expires_at,
         row.price, _RENEWS[row.auto_renew], getattr(getattr(row.chat, "fan_stats", None), "total_spent", None)]
        for row in ending
    ]  # fmt: skip
    hint = f"Subscriptions that end within {SOON} days unless they are renewed, as of now; at most {LISTED}."
    nothing = f"No subscription ends within {SOON} days."
    return Section("About to expire", Table("About to expire", columns, cells), hint=hint, nothing=nothing)
