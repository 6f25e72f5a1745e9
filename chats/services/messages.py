"""Sending, taking back and deleting messages."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.scope import Actor
from agencies.services import record_audit
from chats.live import announce as live
from chats.models import Chat, Message
from chats.models.chat import Direction
from chats.models.message import Status
from chats.services.claims import hold_for_reply
from chats.summary import refresh_summaries

#: The platform's limits for one message: characters, and dollars for pay-per-view.
MAX_TEXT_LENGTH = 10_000
MIN_PRICE, MAX_PRICE = Decimal(3), Decimal(200)


def send_message(
    *,
    actor: Actor,
    chat: Chat,
    text: str,
    price: Decimal | None = None,
    source: str = "inbox",
    message_id: UUID | None = None,
) -> Message:
    """Queue a reply to the fan and mark the chat as answered.

    `message_id` makes a repeat harmless: the message that was made the first time is returned. Raises
    `PermissionDenied` if the actor may not write, `ValidationError` for an empty or too long text or a
    price outside the platform's limits.
    """
    if not actor.may("add", Message):
        raise PermissionDenied
    text = text.strip()
    _check_outgoing(text, price)
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            agency_id=chat.agency_id,
            pk=message_id or uuid7(),
            defaults={
                "chat": chat,
                "direction": Direction.OUT,
                "text": text,
                "is_ppv": bool(price),
                "price": price or Decimal(0),
                "unlocked": False if price else None,
                "sent_at": timezone.now(),
                "sent_by_id": actor.membership_id,
                "source": source,
                "status": Status.QUEUED,
            },
        )
        if is_new:
            hold_for_reply(actor=actor, chat=chat)
            refresh_summaries(chat.agency_id, [chat.pk])
            live.announce(chat=chat, kind=live.MESSAGE, message_ids=[message.pk])
    if message.chat_id != chat.pk:
        raise ValidationError("This reply was written for another chat.")
    return message


def _check_outgoing(text: str, price: Decimal | None) -> None:
    if not text:
        raise ValidationError({"text": "Write something before sending."})
    if len(text) > MAX_TEXT_LENGTH:
        raise ValidationError(
            {"text": f"That is {len(text):,} characters; the platform takes {MAX_TEXT_LENGTH:,} at most."}
        )
    if price and not MIN_PRICE <= price <= MAX_PRICE:
        raise ValidationError({"price": f"A price is {MIN_PRICE} to {MAX_PRICE} dollars, or none."})


def withdraw_message(*, actor: Actor, message: Message) -> None:
    """Take back a reply that still waits to be sent, or failed; nothing of it remains but a line in the audit.

    Raises `PermissionDenied` for somebody else's reply (owners and admins may take back any), and
    `ValidationError` if it has left already.
    """
    is_own = actor.membership_id is not None and message.sent_by_id == actor.membership_id
    if not (is_own or actor.may("delete", message)):
        raise PermissionDenied
    with transaction.atomic():
        waiting = Message.objects.select_for_update().in_chat(message.chat).exclude(status=Status.SENT)
        if not waiting.filter(pk=message.pk).exists():
            raise ValidationError("Too late: this message has been sent already.")
        record_audit(actor=actor, action="took back message", row=message)
        live.announce(chat=message.chat, kind=live.REMOVED, message_ids=[message.pk])
        message.delete()
        refresh_summaries(message.agency_id, [message.chat_id])


def delete_message(*, actor: Actor, message: Message) -> None:
    """Mark a message as deleted; its text is kept, and lists and counters no longer see it."""
    if not actor.may("delete", message):
        raise PermissionDenied
    with transaction.atomic():
        message.deleted_at = message.deleted_at or timezone.now()
        message.save(update_fields=["deleted_at"])
        refresh_summaries(message.agency_id, [message.chat_id])
        live.announce(chat=message.chat, kind=live.MESSAGE, message_ids=[message.pk])
        record_audit(actor=actor, action="deleted message", row=message)
