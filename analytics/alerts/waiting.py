"""Fans who wait for an answer: how many there are, and how long the first has waited.

As in the queue, who was put off for later does not wait, nor who has waited for longer than the inbox remembers.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q

from analytics.alerts.moment import CENT, Moment, Seen, plain
from analytics.models import AlertRule
from analytics.templatetags.analytics_format import in_words
from chats.models import Chat
from chats.services import settings_of


def fans_waiting(moment: Moment, rules: list[AlertRule]) -> dict[UUID, list[Seen]]:
    """More than so many fans wait."""
    waiting = _waiting(moment)
    return {rule.pk: [_how_many(moment, rule, waiting)] for rule in rules}


def longest_wait(moment: Moment, rules: list[AlertRule]) -> dict[UUID, list[Seen]]:
    """The fan who has waited longest has waited for more than so many minutes."""
    waiting = _waiting(moment)
    return {rule.pk: [_how_long(moment, rule, waiting)] for rule in rules}


def _waiting(moment: Moment) -> dict[UUID, dict[str, Any]]:
    """By creator: how many `fans` wait, and `since` when the first does."""
    days = settings_of(moment.agency_id).forget_days
    put_off = Q(snoozed_until__gt=moment.now)
    chats = Chat.objects.filter(agency_id=moment.agency_id, creator_id__in=moment.creators).exclude(put_off)
    waiting = chats.waiting_since(moment.now - dt.timedelta(days=days)).filter(awaiting_reply_since__lte=moment.now)
    rows = waiting.order_by().values("creator_id").annotate(fans=Count("pk"), since=Min("awaiting_reply_since"))
    return {row["creator_id"]: row for row in rows}


def _how_many(moment: Moment, rule: AlertRule, waiting: dict[UUID, dict[str, Any]]) -> Seen:
    fans = sum(waiting[creator]["fans"] for creator in moment.about(rule) if creator in waiting)
    who = f"{fans:,} fan{moment.whose(rule)} waits" if fans == 1 else f"{fans:,} fans{moment.whose(rule)} wait"
    words = f"{who} for an answer; the limit is {plain(rule.limit)}."
    return Seen(words, Decimal(fans), fans > rule.limit, rule.creator_id)


def _how_long(moment: Moment, rule: AlertRule, waiting: dict[UUID, dict[str, Any]]) -> Seen:
    since = min((waiting[creator]["since"] for creator in moment.about(rule) if creator in waiting), default=None)
    if since is None:
        return Seen(f"No fan{moment.whose(rule)} waits for an answer.", Decimal(0))
    waited = moment.now - since
    minutes = Decimal(waited // dt.timedelta(seconds=1)) / 60
    words = f"A fan{moment.whose(rule)} has waited for {in_words(waited)}; the limit is {plain(rule.limit)} minutes."
    return Seen(words, minutes.quantize(CENT), waited > dt.timedelta(minutes=float(rule.limit)), rule.creator_id)
