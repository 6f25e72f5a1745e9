"""Deciding about what the guard has seen."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from chats.live import announce as live
from chats.models import GuardEvent

Status = GuardEvent.Status
REASON_LENGTH = 300


def decide_event(*, actor: Actor, event: GuardEvent, decision: str, reason: str = "") -> GuardEvent:
    """Confirm an event, or dismiss it as a false alarm, which takes a reason. The last open one takes the flag along.

    What was confirmed may be dismissed later. Raises `PermissionDenied` for who may not decide, and `ValidationError`
    for a decision that is none, without the reason, or once another has been made.
    """
    if not actor.may("change", event):
        raise PermissionDenied
    reason = reason.strip()
    if decision not in (Status.CONFIRMED, Status.DISMISSED):
        raise ValidationError({"decision": "Say confirmed or dismissed."})
    if decision == Status.DISMISSED and not reason:
        raise ValidationError({"reason": "Say why it is a false alarm."})
    if len(reason) > REASON_LENGTH:
        raise ValidationError({"reason": f"Say it in {REASON_LENGTH} characters at most."})
    with transaction.atomic():
        row = (
            GuardEvent.objects.select_for_update(of=("self",), no_key=True)
            .select_related("chat")
            .get(agency_id=event.agency_id, pk=event.pk)
        )
        if row.status == Status.DISMISSED or row.status == decision:
            raise ValidationError(f"Somebody has decided already: {row.get_status_display().lower()}.")
        row.status, row.decision_reason = decision, reason
        row.decided_at, row.decided_by_id = timezone.now(), actor.membership_id
        row.save(update_fields=["status", "decision_reason", "decided_at", "decided_by"])
        record_audit(actor=actor, action=f"{decision} guard event", row=row)
        live.announce(chat=row.chat, kind=live.CHAT)
    return row
