"""Reading a chat, and what the team keeps about its fan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from agencies.scope import Actor
from agencies.services import record_audit
from chats.live import announce as live
from chats.models import Chat, ChatNote
from chats.summary import refresh_summaries

#: The tag that flags a fan; `flag:chargeback` and the like say why.
FLAG = "flag"


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


def note_read_elsewhere(*, agency_id: UUID, creator_id: UUID, read: Mapping[int, dt.datetime]) -> None:
    """On the platform itself these fans' chats were read up to these times. Call in the agency's scope."""
    chats = Chat.objects.filter(agency_id=agency_id, creator_id=creator_id)
    found = chats.filter(fan_of_id__in=read).select_for_update(no_key=True).order_by("pk")
    behind = [chat for chat in found if chat.read_until is None or chat.read_until < read[chat.fan_of_id]]
    for chat in behind:
        chat.read_until = read[chat.fan_of_id]
    Chat.objects.filter(agency_id=agency_id).bulk_update(behind, ["read_until"], batch_size=500)
    refresh_summaries(agency_id, [chat.pk for chat in behind])


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


def describe_fan(
    *,
    actor: Actor,
    chat: Chat,
    custom_name: str | None = None,
    tags: Iterable[str] | None = None,
    fan_timezone: str | None = None,
    fan_language: str | None = None,
) -> None:
    """Set what is given: our own name for the fan, the chat's tags, the fan's time zone and
    language.

    Raises `ValidationError` if a name or tag is too long or the zone is none.
    """
    if not actor.may("change", chat):
        raise PermissionDenied
    told = {
        "fan_custom_name": None if custom_name is None else custom_name.strip(),
        "tags": None if tags is None else _tidy(tags),
        "fan_timezone": None if fan_timezone is None else fan_timezone.strip(),
        "fan_language": None if fan_language is None else fan_language.strip(),
    }
    changed = sorted(name for name, value in told.items() if value is not None and value != getattr(chat, name))
    if not changed:
        return
    tags_before = list(chat.tags)
    for name in changed:
        setattr(chat, name, told[name])
    chat.clean_fields(exclude=[f.name for f in chat._meta.fields if f.name not in changed])
    chat.save(update_fields=changed)
    if _flags(chat.tags) - _flags(tags_before):
        chat.note("flagged")
    live.announce(chat=chat, kind=live.CARD)
    record_audit(actor=actor, action="described fan", row=chat, changes={"fields": changed})


def _flags(tags: Iterable[str]) -> set[str]:
    return {tag for tag in tags if tag == FLAG or tag.startswith(f"{FLAG}:")}


def _tidy(tags: Iterable[str]) -> list[str]:
    """Lower case, without blanks around, each once, in the order given."""
    return list(dict.fromkeys(tag.strip().lower() for tag in tags if tag.strip()))


def add_tags(*, actor: Actor, chat: Chat, tags: Iterable[str]) -> None:
    """Put tags on the chat, beside those that it has. Raises `ValidationError` if there is none, or one too long."""
    added = _tidy(tags)
    if not added:
        raise ValidationError({"tags": "Type a tag first."})
    with transaction.atomic():
        describe_fan(actor=actor, chat=chat, tags=[*_locked_tags(chat), *added])


def remove_tag(*, actor: Actor, chat: Chat, tag: str) -> None:
    """Take a tag off the chat; one that it does not have is gone already."""
    with transaction.atomic():
        describe_fan(actor=actor, chat=chat, tags=[kept for kept in _locked_tags(chat) if kept != tag])


def _locked_tags(chat: Chat) -> list[str]:
    """The chat's tags as they are now, so that two colleagues at once lose none."""
    rows = Chat.objects.select_for_update(no_key=True).filter(agency_id=chat.agency_id)
    chat.tags = rows.values_list("tags", flat=True).get(pk=chat.pk)
    return list(chat.tags)


def change_note(*, actor: Actor, note: ChatNote, text: str) -> None:
    """Write a note anew; a chatter only their own. Raises `ValidationError` as `add_note` does."""
    if not actor.may("change", note):
        raise PermissionDenied
    note.text = text.strip()
    note.full_clean(exclude=["agency", "chat", "author"])
    note.save(update_fields=["text", "updated_at"])
    live.announce(chat=note.chat, kind=live.CARD)
    record_audit(actor=actor, action="changed note", row=note.chat)


def delete_note(*, actor: Actor, note: ChatNote) -> None:
    """Remove a note; a chatter only their own."""
    if not actor.may("delete", note):
        raise PermissionDenied
    record_audit(actor=actor, action="deleted note", row=note.chat)
    note.delete()
    live.announce(chat=note.chat, kind=live.CARD)


def add_note(*, actor: Actor, chat: Chat, text: str) -> ChatNote:
    """Leave a note about the fan. Raises `ValidationError` if it is empty or over 4000 characters."""
    if not actor.may("add", ChatNote):
        raise PermissionDenied
    note = ChatNote(agency_id=chat.agency_id, chat=chat, author_id=actor.membership_id, text=text.strip())
    note.full_clean(exclude=["agency", "chat", "author"])
    note.save()
    live.announce(chat=chat, kind=live.CARD)
    return note
