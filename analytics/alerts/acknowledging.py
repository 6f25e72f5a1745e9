"""Somebody says to have seen an alert."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from analytics.alerts.kinds import KINDS
from analytics.models import Alert, AlertRule
from analytics.models.alerts import RESOLVED


def acknowledge(*, actor: Actor, alerts: Any, comment: str = "") -> int:
    """Mark those of `alerts` (a queryset) that nobody has acknowledged, with a comment; return how many that were.

    An alert about a fan is over with that, the others as soon as what they tell of is over.
    """
    if actor.agency_id is None or not actor.may("change", Alert):
        raise PermissionDenied
    now, comment = timezone.now(), comment.strip()
    with transaction.atomic():
        # Whoever checks holds the rules, so this comes before it or behind it.
        rules = AlertRule.objects.filter(agency_id=actor.agency_id, pk__in=alerts.order_by().values("rule_id"))
        held = {rule.pk: rule for rule in rules.select_for_update(no_key=True, of=("self",)).order_by("pk")}
        new = alerts.filter(acknowledged_at__isnull=True, rule_id__in=held).order_by("pk")
        found = list(new.select_for_update(no_key=True, of=("self",)))
        for alert in found:
            alert.acknowledged_at, alert.acknowledged_by_id, alert.comment = now, actor.membership_id, comment
            is_over = alert.resolved_at is None and KINDS[held[alert.rule_id].kind].about_fans
            if is_over:
                alert.resolved_at = max(now, alert.raised_at)
            alert.save(update_fields=["acknowledged_at", "acknowledged_by", "comment", "resolved_at"])
            if is_over:
                alert.note(RESOLVED)
            record_audit(actor=actor, action="acknowledged alert", row=alert)
    return len(found)
