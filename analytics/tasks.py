"""Background jobs: they enter the agency's scope by calling a service."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from agencies.jobs import defer_once

#: How soon is counted again what somebody's open transaction holds back.
AGAIN = dt.timedelta(seconds=1)


@app.task(name="analytics.fold", queue="statistics", retry=False)
def fold(agency_id: str) -> None:
    """Count what has changed. Who has paid too much for their own good is told of at once."""
    from analytics.alerts.checking import check
    from analytics.folding.fold import fold as count
    from analytics.models import AlertRule

    is_behind = count(UUID(agency_id))
    check(UUID(agency_id), kinds=[AlertRule.Kind.FAN_SPENDING])
    if is_behind:
        defer_once(fold, f"fold {agency_id} again", timezone.now() + AGAIN, agency_id=agency_id)


def follow_changes(agency_id: UUID) -> None:
    """Something of the agency has changed. Call behind the commit."""
    defer_once(fold, f"fold {agency_id}", agency_id=str(agency_id))


@app.task(name="analytics.apply_rules", queue="statistics", retry=False)
def apply_rules(agency_id: str) -> None:
    """Apply the agency's sales rules to what was sold before they changed."""
    from analytics.sales_rules import apply_some

    while apply_some(UUID(agency_id)):
        pass


def follow_rules(agency_id: UUID) -> None:
    """The sales rules have changed. Call in the transaction that changes them."""
    defer_once(apply_rules, f"apply rules {agency_id}", agency_id=str(agency_id))


@app.periodic(cron="* * * * *")
@app.task(name="analytics.keep_counting", queue="statistics", queueing_lock="keep counting")
def keep_counting(timestamp: int) -> None:
    """Each minute: what no job was started for, after a crash or an upgrade."""
    from agencies.models import Agency

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        fold.func(str(agency_id))
        apply_rules.func(str(agency_id))


@app.periodic(cron="* * * * *")
@app.task(name="analytics.check_alerts", queue="statistics", queueing_lock="check alerts")
def check_alerts(timestamp: int) -> None:
    """Each minute: what the alert rules ask."""
    from agencies.models import Agency
    from analytics.alerts.checking import check

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        check(agency_id)


@app.periodic(cron="* * * * *")
@app.task(name="analytics.compare_fans", queue="statistics", queueing_lock="compare fans")
def compare_fans(timestamp: int) -> None:
    """Each minute: give fans their scores where they are due."""
    from agencies.models import Agency
    from analytics.engagement import compare_fans as compare

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        compare(agency_id)


@app.periodic(cron="* * * * *")
@app.task(name="analytics.end_subscriptions", queue="statistics", queueing_lock="end subscriptions")
def end_subscriptions(timestamp: int) -> None:
    """Each minute: chats show that a subscription is over."""
    from agencies.models import Agency
    from analytics.subscribers import end_overdue

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        end_overdue(agency_id)
