"""Reading a chat, and what the team keeps about its fan."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from agencies.scope import Actor
from agencies.services import record_audit
from chats.live import announce as live
from chats.models import Chat, ChatNote
from chats.summary import refresh_summaries


def mark_read(*, actor: Actor, chat: Chat, until: dt.datetime | None = None) -> None:
    """The chat has been seen up to `until` (None: its last message); what came later stays unread."""
    if not actor.may("change", chat):
        raise PermissionDenied
    seen = min(filter(None, (until, chat.last_message_at)), default=None)
    with transaction.atomic():
        if seen:
            row = Chat.objects.filter(agency_id=chat.agency_id, pk=chat.pk)
            row.update(read_until=Greatest("read_until", Value(seen)))
        refresh_summaries(chat.agency_id, [chat.pk])
        live.announce(chat=chat, kind=live.CHAT)
    chat.refresh_from_db(fields=["read_until", "unread_count"])


def mark_unread(*, actor: Actor, chat: Chat) -> None:
    """Put the chat back among the unread: as if the fan's last messages had not been opened."""
    if not actor.may("change", chat):
        raise PermissionDenied
    with transaction.atomic():
        chat.read_until = None
        chat.save(update_fields=["read_until"])
        refresh_summaries(chat.agency_id, [chat.pk])
    chat.refresh_from_db()
    if not chat.unread_count:
        chat.unread_count = 1
        chat.save(update_fields=["unread_count"])
    live.announce(chat=chat, kind=live.CHAT)


def describe_fan(*, actor: Actor, chat: Chat, custom_name: str, tags: list[str]) -> None:
    """Set our own name for the fan and the chat's tags. Raises `ValidationError` if one is too long."""
    if not actor.may("change", chat):
        raise PermissionDenied
    chat.fan_custom_name = custom_name.strip()
    chat.tags = list(dict.fromkeys(tag.strip().lower() for tag in tags if tag.strip()))
    chat.clean_fields(exclude=[f.name for f in chat._meta.fields if f.name not in ("fan_custom_name", "tags")])
    chat.save(update_fields=["fan_custom_name", "tags"])
    live.announce(chat=chat, kind=live.CHAT)


def delete_note(*, actor: Actor, note: ChatNote) -> None:
    """Remove a note; a chatter only their own."""
    if not actor.may("delete", note):
        raise PermissionDenied
    record_audit(actor=actor, action="deleted note", row=note.chat)
    note.delete()


def add_note(*, actor: Actor, chat: Chat, text: str) -> ChatNote:
    """Leave a note about the fan. Raises `ValidationError` if it is empty or over 4000 characters."""
    if not actor.may("add", ChatNote):
        raise PermissionDenied
    note = ChatNote(agency_id=chat.agency_id, chat=chat, author_id=actor.membership_id, text=text.strip())
    note.full_clean(exclude=["agency", "chat", "author"])
    note.save()
    return note
