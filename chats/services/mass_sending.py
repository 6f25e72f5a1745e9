"""How a mass message leaves: a few at a time, by jobs that may be killed at any moment.

A batch first moves `next_batch_at` on and defers the job for the next batch, in one transaction; only then it sends,
each fan in a transaction of their own that holds the mass message. So a worker that dies loses the place of nobody,
two workers never take the same fan, and a pause holds for the very next fan.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from agencies.models import Agency, Membership
from agencies.scope import Actor
from agencies.services import record_audit
from agencies.tenancy import agency_scope
from chats import audience, tasks
from chats.models import Chat, MassMessage, MassRecipient
from chats.placeholders import fill_placeholders
from chats.services.mass_messages import chosen_fans, may_send_mass, start_mass_message
from chats.services.messages import send_message

#: Seconds between two batches; at a slow pace more, so that a batch has at least one message.
BATCH_SECONDS = 10
#: Those who are left out cost little, but a job should end soon all the same.
EXAMINED_FOR_ONE = 20
#: A running mass message whose batch is late by so much has lost its job.
LATE = dt.timedelta(seconds=30)
Outcome = MassRecipient.Status


@dataclass(frozen=True)
class Batch:
    """What one job has to do: at most `size` messages, in the name of `actor`."""

    agency_id: UUID
    mass_id: UUID
    actor: Actor
    size: int


def run_batch(*, agency_id: UUID, mass_id: UUID) -> int:
    """Send the next few; return how many. Does nothing before its time, or unless the mass message is running."""
    with agency_scope(agency_id):
        batch = _reserve(agency_id, mass_id)
    sent = 0
    if batch is not None:
        for _ in range(batch.size * EXAMINED_FOR_ONE):
            with agency_scope(agency_id):
                outcome = _take_next(batch)
            sent += outcome == Outcome.SENT
            if outcome is None or sent == batch.size:
                break
    return sent


def _reserve(agency_id: UUID, mass_id: UUID) -> Batch | None:
    mass = _running(agency_id, mass_id)
    now = timezone.now()
    if mass is None or (mass.next_batch_at and mass.next_batch_at > now):
        return None
    actor = _author(mass)
    if actor is None:
        return None
    size = max(1, round(mass.pace_per_minute * BATCH_SECONDS / 60))
    wait = dt.timedelta(seconds=60 * size / mass.pace_per_minute)
    mass.next_batch_at = now + wait
    mass.save(update_fields=["next_batch_at"])
    tasks.defer_mass_batch(agency_id, mass_id, wait)
    return Batch(agency_id, mass_id, actor, size)


def _running(agency_id: UUID, mass_id: UUID) -> MassMessage | None:
    """The mass message, held until the end of the transaction; None unless it is running."""
    found: MassMessage | None = (
        MassMessage.objects.select_for_update(no_key=True, of=("self",))
        .select_related("creator")
        .filter(agency_id=agency_id, pk=mass_id, status=MassMessage.Status.RUNNING)
        .first()
    )
    return found


def _author(mass: MassMessage) -> Actor | None:
    """In whose name it is sent; without them it is paused."""
    member = (
        Membership.objects.select_related("user", "agency")
        .filter(agency_id=mass.agency_id, is_active=True, user__is_active=True)
        .filter(pk__in=filter(None, [mass.created_by_id]))
        .first()
    )
    actor = Actor.from_membership(member) if member else None
    if not mass.creator.is_active:
        reason = f"{mass.creator} is not active any more."
    elif actor is None:
        reason = "Its author is not in the team any more."
    elif not may_send_mass(actor) or not MassMessage.objects.visible_to(actor).filter(pk=mass.pk).exists():
        reason = "Its author may not send it any more."
    else:
        return actor
    mass.status, mass.status_reason = MassMessage.Status.PAUSED, reason
    mass.save(update_fields=["status", "status_reason"])
    return None


def _take_next(batch: Batch) -> str | None:
    """Deal with the next fan and tell what became of them; None if there is nobody to deal with."""
    mass = _running(batch.agency_id, batch.mass_id)
    if mass is None:
        return None
    recipient = (
        mass.recipients.filter(status=Outcome.WAITING).select_related("chat__creator").order_by("chat_id").first()
    )
    if recipient is None:
        mass.status, mass.finished_at = MassMessage.Status.DONE, timezone.now()
        mass.save(update_fields=["status", "finished_at"])
        return None
    _deal_with(batch.actor, mass, recipient)
    recipient.save(update_fields=["status", "reason", "message"])
    counter = str(recipient.status)
    MassMessage.objects.filter(agency_id=mass.agency_id, pk=mass.pk).update(**{counter: F(counter) + 1})
    return counter


def _deal_with(actor: Actor, mass: MassMessage, recipient: MassRecipient) -> None:
    if reason := _reason_now(actor, mass, recipient):
        recipient.status, recipient.reason = Outcome.SKIPPED, reason
        return
    try:
        with transaction.atomic():
            recipient.message = send_message(
                actor=actor,
                chat=recipient.chat,
                text=fill_placeholders(mass.text, recipient.chat),
                price=mass.price,
                of_media_ids=mass.of_media_ids,
                confirmed=True,
                source="mass",
                message_id=uuid5(recipient.pk, "message"),
            )
        recipient.status = Outcome.SENT
    except ValidationError as error:
        recipient.status, recipient.reason = Outcome.FAILED, " ".join(error.messages)[:300]


def _reason_now(actor: Actor, mass: MassMessage, recipient: MassRecipient) -> str:
    """Why the fan is to be left out after all; '' if not. Much may have happened since the start."""
    chat: Any = Chat.objects.visible_to(actor).filter(pk=recipient.chat_id)
    left_out = audience.reason_to_leave_out(chosen_fans(mass), mass.of_media_ids)
    found = chat.annotate(left_out=left_out).values_list("left_out", flat=True).first()
    return "is not visible to the author any more" if found is None else audience.REASONS.get(found, "")


def wake_mass_messages() -> None:
    """Start what is due, and give running ones without a job a new one; called every minute."""
    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        with agency_scope(agency_id):
            _wake(agency_id)


def _wake(agency_id: UUID) -> None:
    now = timezone.now()
    waiting = MassMessage.objects.filter(agency_id=agency_id)
    for pk in waiting.filter(status="running", next_batch_at__lt=now - LATE).values_list("pk", flat=True):
        tasks.defer_mass_batch(agency_id, pk)
    due = waiting.filter(status="scheduled", scheduled_for__lte=now).select_related("creator")
    for mass in due.select_for_update(no_key=True, of=("self",), skip_locked=True):
        _start_scheduled(mass)


def _start_scheduled(mass: MassMessage) -> None:
    actor = _author(mass)
    if actor is None:
        return
    try:
        with transaction.atomic():
            start_mass_message(actor=actor, mass=mass)
    except (ValidationError, PermissionDenied) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else "Its author may not send it."
        mass.status, mass.status_reason, mass.finished_at = MassMessage.Status.FAILED, reason[:300], timezone.now()
        mass.save(update_fields=["status", "status_reason", "finished_at"])
        record_audit(actor=actor, action="could not start mass message", row=mass)
