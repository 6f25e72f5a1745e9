"""What becomes of a message that could not be delivered."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from agencies.scope import Actor
from agencies.services import record_audit
from chats.live import announce as live
from chats.models import Message
from chats.models.message import Status

#: Characters of a reason that are kept.
REASON_LENGTH = 300


def retry_message(*, actor: Actor, message: Message) -> None:
    """Let a message that failed wait to be sent once more.

    Raises `PermissionDenied` for somebody else's message (owners and admins may retry any), and
    `ValidationError` if it has not failed.
    """
    is_own = actor.membership_id is not None and message.sent_by_id == actor.membership_id
    if not (is_own or actor.may("delete", message)):
        raise PermissionDenied
    with transaction.atomic():
        failed = Message.objects.in_chat(message.chat).filter(pk=message.pk, status=Status.FAILED)
        if not failed.update(status=Status.QUEUED, failure_reason="", send_after=None):
            raise ValidationError("This message has not failed: there is nothing to try again.")
        live.announce(chat=message.chat, kind=live.MESSAGE, message_ids=[message.pk])
        record_audit(actor=actor, action="retried message", row=message)
    message.refresh_from_db(fields=["status", "failure_reason", "send_after"])


def fail_message(*, message: Message, reason: str) -> None:
    """A queued message could not be delivered; `reason` is what the chatter is told. For whatever sends.

    Raises `ValidationError` if it does not wait to be sent (it has been taken back, say).
    """
    with transaction.atomic():
        waiting = Message.objects.in_chat(message.chat).filter(pk=message.pk, status=Status.QUEUED)
        if not waiting.update(status=Status.FAILED, failure_reason=reason.strip()[:REASON_LENGTH]):
            raise ValidationError("Only a message that waits to be sent can fail.")
        live.announce(chat=message.chat, kind=live.MESSAGE, message_ids=[message.pk])
    message.refresh_from_db(fields=["status", "failure_reason"])
