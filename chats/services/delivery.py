"""The way of a reply to the platform: taken to be sent, arrived, or failed with a reason."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from chats import tasks
from chats.live import announce as live
from chats.models import Message
from chats.models.message import Status
from chats.summary import refresh_summaries

#: Characters of a reason that are kept.
REASON_LENGTH = 300
#: Of a message that has not arrived yet.
UNDER_WAY = (Status.QUEUED, Status.SENDING)


def retry_message(*, actor: Actor, message: Message) -> None:
    """Let a message that failed be sent once more.

    Raises `PermissionDenied` for somebody else's message (owners and admins may retry any), and
    `ValidationError` if it has not failed.
    """
    is_own = actor.membership_id is not None and message.sent_by_id == actor.membership_id
    if not (is_own or actor.may("delete", message)):
        raise PermissionDenied
    with transaction.atomic():
        failed = Message.objects.in_chat(message.chat).filter(pk=message.pk, status=Status.FAILED)
        # From now on it waits anew: how long it has waited decides whether it is still to be sent.
        if not failed.update(status=Status.QUEUED, failure_reason="", send_after=timezone.now()):
            raise ValidationError("This message has not failed: there is nothing to try again.")
        live.announce(chat=message.chat, kind=live.MESSAGE, message_ids=[message.pk])
        record_audit(actor=actor, action="retried message", row=message)
        tasks.defer_delivery(message.agency_id, message.chat_id)
    message.refresh_from_db(fields=["status", "failure_reason", "send_after"])


def first_to_send(*, agency_id: UUID, chat_id: UUID) -> Message | None:
    """The chat's next message that is to be sent, held until the end of the transaction; None if there is none.

    Whoever asks meanwhile waits, so that a chat's messages leave in their order.
    """
    waiting = Message.objects.filter(agency_id=agency_id, chat_id=chat_id, status__in=UNDER_WAY)
    found: Message | None = (
        waiting.select_related("chat").order_by("sent_at", "id").select_for_update(of=("self",)).first()
    )
    return found


def take_for_sending(message: Message) -> None:
    """From now on nobody can take the message back. Call in the transaction that holds it."""
    message.status = Status.SENDING
    message.save(update_fields=["status"])
    live.announce(chat=message.chat, kind=live.MESSAGE, message_ids=[message.pk])


def note_arrival(*, message: Message, of_message_id: int, sent_at: dt.datetime) -> None:
    """The platform has the message, under this id. Call in the agency's scope.

    If the platform has told of it before we knew, what it told goes over to our message.
    """
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",)).in_chat(message.chat).get(pk=message.pk)
        told = Message.objects.in_chat(message.chat).filter(of_message_id=of_message_id).exclude(pk=message.pk).first()
        if told:
            row.unlocked, row.unlocked_at = (told.unlocked, told.unlocked_at) if row.is_ppv else (None, None)
            row.read_at, row.deleted_at = told.read_at, told.deleted_at
            live.announce(chat=message.chat, kind=live.REMOVED, message_ids=[told.pk])
            told.delete()
        row.of_message_id, row.sent_at = of_message_id, sent_at
        row.status, row.failure_reason = Status.SENT, ""
        row.save()
        row.note("sent")
        refresh_summaries(row.agency_id, [row.chat_id])
        live.announce(chat=message.chat, kind=live.MESSAGE, message_ids=[row.pk])


def fail_message(*, message: Message, reason: str) -> None:
    """A message could not be delivered; `reason` is what the chatter is told. For whatever sends.

    Raises `ValidationError` if it does not wait to be sent (it has been taken back, say).
    """
    with transaction.atomic():
        waiting = Message.objects.in_chat(message.chat).filter(pk=message.pk, status__in=UNDER_WAY)
        if not waiting.update(status=Status.FAILED, failure_reason=reason.strip()[:REASON_LENGTH]):
            raise ValidationError("Only a message that waits to be sent can fail.")
        message.note("failed")
        live.announce(chat=message.chat, kind=live.MESSAGE, message_ids=[message.pk])
    message.refresh_from_db(fields=["status", "failure_reason"])
