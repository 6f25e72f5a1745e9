"""Sending, taking back and deleting messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.scope import Actor
from agencies.services import record_audit
from chats import tasks
from chats.guard.flagging import flag
from chats.live import announce as live
from chats.models import Chat, GuardEvent, Message
from chats.models.chat import Direction
from chats.models.message import Status
from chats.sent_media import attach, detach
from chats.services.ai_drafts import give_back_draft, take_draft
from chats.services.claims import hold_for_reply
from chats.services.drafts import discard_draft
from chats.services.outgoing_rules import (
    check_limits,
    check_offer,
    check_words_and_media,
    media_to_send,
)
from chats.services.settings import settings_of
from chats.services.translations import keep_typed
from chats.summary import refresh_summaries


def send_message(
    *,
    actor: Actor,
    chat: Chat,
    text: str,
    price: Decimal | None = None,
    of_media_ids: Collection[int] = (),
    confirmed: bool = False,
    source: str = "inbox",
    message_id: UUID | None = None,
    ai_response_id: UUID | None = None,
    typed_text: str = "",
) -> Message:
    """Queue a reply to the fan and mark the chat as answered; it can be taken back until its `send_after`.

    `message_id` makes a repeat harmless: the message that was made the first time is returned. `ai_response_id` is
    the AI draft that the text began as, `typed_text` what was typed where the text is its translation; the message
    keeps both. Raises
    `PermissionDenied` if the actor may not write, `ValidationError` for what the platform or the agency's
    word rules or the guard refuse and for media that are not the creator's, and `NeedsConfirmationError` for what
    should be looked at twice, unless `confirmed`.
    """
    if not actor.may("add", Message):
        raise PermissionDenied
    if message_id and (sent := Message.objects.filter(agency_id=chat.agency_id, pk=message_id).first()):
        return _of_chat(sent, chat)
    text = text.strip()
    check_limits(text, price, of_media_ids)
    media = media_to_send(chat, of_media_ids)
    check_offer(chat, price, of_media_ids)
    seen = check_words_and_media(
        chat, text, of_media_ids, confirmed=confirmed, member_id=actor.membership_id, flags_chat=source != "mass"
    )
    now = timezone.now()
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
                "sent_at": now,
                "send_after": now + dt.timedelta(seconds=settings_of(chat.agency_id).undo_seconds),
                "sent_by_id": actor.membership_id,
                "source": source,
                "status": Status.QUEUED,
            },
        )
        if is_new:
            attach(message, media)
            if ai_response_id:
                take_draft(actor=actor, message=message, ai_response_id=ai_response_id)
            keep_typed(message=message, typed_text=typed_text)
            flag(chat=chat, seen=seen, origin=GuardEvent.Origin.TEAM, message=message, member_id=actor.membership_id)
            # Whoever wrote a mass message has not come to each chat, nor finished what they had begun there.
            if source != "mass":
                hold_for_reply(actor=actor, chat=chat)
                discard_draft(actor=actor, chat=chat)
            refresh_summaries(chat.agency_id, [chat.pk])
            live.announce(chat=chat, kind=live.MESSAGE, message_ids=[message.pk])
            tasks.defer_delivery(chat.agency_id, chat.pk, message.send_after)
    return _of_chat(message, chat)


def _of_chat(message: Message, chat: Chat) -> Message:
    if message.chat_id != chat.pk:
        raise ValidationError("This reply was written for another chat.")
    return message


def withdraw_message(*, actor: Actor, message: Message) -> None:
    """Take back a reply that still waits to be sent, or failed; nothing of it remains but a line in the audit.

    Raises `PermissionDenied` for somebody else's reply (owners and admins may take back any), and
    `ValidationError` if it has left already.
    """
    is_own = actor.membership_id is not None and message.sent_by_id == actor.membership_id
    if not (is_own or actor.may("delete", message)):
        raise PermissionDenied
    with transaction.atomic():
        held = Message.objects.select_for_update().in_chat(message.chat).filter(pk=message.pk).first()
        if held is None or held.status in (Status.SENDING, Status.SENT):
            is_leaving = held is not None and held.status == Status.SENDING
            raise ValidationError(
                f"Too late: this message {'is just being sent' if is_leaving else 'has been sent already'}."
            )
        record_audit(actor=actor, action="took back message", row=message)
        give_back_draft(message=message)
        live.announce(chat=message.chat, kind=live.REMOVED, message_ids=[message.pk])
        detach(message)
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
