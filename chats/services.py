"""What people do in a chat. Every change of state that spans rows is here, with its audit."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from chats.models import Chat, ChatNote, Message
from chats.summary import refresh_summaries

#: The platform's limits for one message: characters, and dollars for pay-per-view.
MAX_TEXT_LENGTH = 10_000
MIN_PRICE, MAX_PRICE = Decimal(3), Decimal(200)


def send_message(
    *, actor: Actor, chat: Chat, text: str, price: Decimal | None = None, source: str = "inbox"
) -> Message:
    """Queue a reply to the fan and mark the chat as answered.

    Raises `PermissionDenied` if the actor may not write, `ValidationError` for an empty or too long
    text or a price outside the platform's limits.
    """
    if not actor.may("add", Message):
        raise PermissionDenied
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Write something before sending."})
    if len(text) > MAX_TEXT_LENGTH:
        raise ValidationError(
            {"text": f"That is {len(text):,} characters; the platform takes {MAX_TEXT_LENGTH:,} at most."}
        )
    if price and not MIN_PRICE <= price <= MAX_PRICE:
        raise ValidationError({"price": f"A price is {MIN_PRICE} to {MAX_PRICE} dollars, or none."})
    with transaction.atomic():
        message = Message.objects.create(
            agency_id=chat.agency_id,
            chat=chat,
            direction="out",
            text=text,
            is_ppv=bool(price),
            price=price or Decimal(0),
            unlocked=False if price else None,
            sent_at=timezone.now(),
            sent_by_id=actor.membership_id,
            source=source,
            status="queued",
        )
        refresh_summaries(chat.agency_id, [chat.pk])
    return message


def mark_read(*, actor: Actor, chat: Chat) -> None:
    """Everything in the chat up to now has been seen."""
    if chat.unread_count and actor.may("change", chat):
        Chat.objects.visible_to(actor).filter(pk=chat.pk).update(read_until=chat.last_message_at, unread_count=0)


def add_note(*, actor: Actor, chat: Chat, text: str) -> ChatNote:
    """Leave a note about the fan. Raises `ValidationError` if it is empty or over 4000 characters."""
    if not actor.may("add", ChatNote):
        raise PermissionDenied
    note = ChatNote(agency_id=chat.agency_id, chat=chat, author_id=actor.membership_id, text=text.strip())
    note.full_clean(exclude=["agency", "chat", "author"])
    note.save()
    return note


def delete_message(*, actor: Actor, message: Message) -> None:
    """Mark a message as deleted; its text is kept, and lists and counters no longer see it."""
    if not actor.may("delete", message):
        raise PermissionDenied
    with transaction.atomic():
        message.deleted_at = message.deleted_at or timezone.now()
        message.save(update_fields=["deleted_at"])
        refresh_summaries(message.agency_id, [message.chat_id])
        record_audit(actor=actor, action="deleted message", row=message)
