"""Raising alerts, and finding out that they are over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from agencies import changes
from agencies.scope import Actor, Role
from agencies.tenancy import agency_scope
from analytics.alerts.kinds import KINDS
from analytics.alerts.moment import Moment, Seen
from analytics.models import Alert, AlertRule
from analytics.models.alerts import RAISED, RESOLVED
from chats.models import Chat
from chats.services import add_tags

DAY = dt.timedelta(hours=24)
#: What a fan's chat is tagged with if the rule says so.
FLAG = "flag:spending"
#: What an alert is about: its rule, and the fan's chat if it is about one.
About = tuple[UUID, UUID | None]


def look(agency_id: UUID, rules: Iterable[AlertRule], now: dt.datetime) -> dict[UUID, list[Seen]]:
    """What the rules see at a moment, by their keys; nothing is written. Call in the agency's scope."""
    by_kind: dict[str, list[AlertRule]] = {}
    for rule in rules:
        by_kind.setdefault(rule.kind, []).append(rule)
    if not by_kind:
        return {}
    moment = Moment.of(agency_id, now)
    return {pk: seen for kind, some in by_kind.items() for pk, seen in KINDS[kind].look(moment, some).items()}


def check(agency_id: UUID, *, now: dt.datetime | None = None, kinds: Collection[str] = tuple(KINDS)) -> None:
    """Raise an alert for what is as a rule fears, note the worst, and end those that are over.

    Whoever checks holds the rules, so that of two at once each finds what the other has raised.
    """
    now = now or timezone.now()
    with agency_scope(agency_id):
        held = AlertRule.objects.filter(agency_id=agency_id, kind__in=kinds).order_by("pk")
        rules = {rule.pk: rule for rule in held.select_for_update(no_key=True, of=("self",))}
        if rules:
            _compare(agency_id, rules, now)


def _compare(agency_id: UUID, rules: dict[UUID, AlertRule], now: dt.datetime) -> None:
    seen = look(agency_id, [rule for rule in rules.values() if rule.is_active], now)
    over = {(pk, one.chat_id): one for pk, found in seen.items() for one in found if one.is_over}
    recent = Q(resolved_at__isnull=True) | Q(resolved_at__gt=now - DAY)
    known = list(Alert.objects.filter(recent, agency_id=agency_id, rule_id__in=rules).order_by("pk"))
    for alert in known:
        alert.rule = rules[alert.rule_id]
    is_open = [alert for alert in known if alert.resolved_at is None]
    lasting = [alert for alert in is_open if _lasts(alert, over, now)]
    _end(agency_id, [alert for alert in is_open if alert not in lasting], now)
    _note_worst(lasting, over)
    spared = {_about(alert) for alert in known if _spares(alert, now)} | {_about(alert) for alert in is_open}
    _raise(agency_id, rules, {about: one for about, one in over.items() if about not in spared}, now)


def _about(alert: Alert) -> About:
    return alert.rule_id, alert.chat_id


def _lasts(alert: Alert, over: dict[About, Seen], now: dt.datetime) -> bool:
    if not alert.rule.is_active:
        return False
    return now < alert.raised_at + DAY if KINDS[alert.rule.kind].about_fans else _about(alert) in over


def _spares(alert: Alert, now: dt.datetime) -> bool:
    """Whether an alert that is over is too fresh for another one."""
    if KINDS[alert.rule.kind].about_fans:
        return now < alert.raised_at + DAY
    return alert.resolved_at is not None and now < alert.resolved_at + dt.timedelta(minutes=alert.rule.quiet_minutes)


def _end(agency_id: UUID, alerts: list[Alert], now: dt.datetime) -> None:
    for alert in alerts:
        alert.resolved_at = max(now, alert.raised_at)
    Alert.objects.filter(agency_id=agency_id).bulk_update(alerts, ["resolved_at"])
    changes.note(model=Alert, agency_id=agency_id, ids=[alert.pk for alert in alerts], event=RESOLVED)


def _note_worst(alerts: list[Alert], over: dict[About, Seen]) -> None:
    for alert in alerts:
        one = over.get(_about(alert))
        if one and one.value is not None and not alert.is_worse_than(one.value):
            alert.value, alert.words = one.value, one.words
            alert.save(update_fields=["value", "words"])


def _raise(agency_id: UUID, rules: dict[UUID, AlertRule], over: dict[About, Seen], now: dt.datetime) -> None:
    alerts = Alert.objects.bulk_create(
        Alert(
            agency_id=agency_id, rule_id=rule_id, creator_id=one.creator_id, chat_id=chat_id, value=one.value or 0,
            words=one.words, raised_at=now,
        )
        for (rule_id, chat_id), one in over.items()
    )  # fmt: skip
    changes.note(model=Alert, agency_id=agency_id, ids=[alert.pk for alert in alerts], event=RAISED)
    for alert in alerts:
        if alert.chat_id and rules[alert.rule_id].flags_fan:
            _flag(agency_id, alert.chat_id, rules[alert.rule_id])


def _flag(agency_id: UUID, chat_id: UUID, rule: AlertRule) -> None:
    by = Actor(role=Role.ADMIN, agency_id=agency_id, label=f"alert rule {rule}")
    add_tags(actor=by, chat=Chat.objects.get(agency_id=agency_id, pk=chat_id), tags=[FLAG])
