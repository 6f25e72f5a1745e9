"""Who answers whom: claims, the queue, snoozes and assignments."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date
from uuid_utils.compat import uuid7

from agencies.models import Membership
from agencies.scope import Actor
from agencies.services import record_audit
from agencies.tenancy import agency_scope
from chats.live import announce as live
from chats.models import Chat, ChatClaim, ChatNote
from chats.queue import refresh_due, refresh_queue
from chats.services.chats import add_note
from chats.services.settings import settings_of

#: How often the next chat is looked for again, when somebody else was faster.
ATTEMPTS = 5

# One statement decides between two who claim at once: the second waits for the first and then finds its claim.
_CLAIM = """
INSERT INTO chats_chatclaim AS held (id, agency_id, created_at, chat_id, membership_id, claimed_at, expires_at)
VALUES (%(id)s, %(agency)s, %(now)s, %(chat)s, %(member)s, %(now)s, %(until)s)
ON CONFLICT (agency_id, chat_id) DO UPDATE SET
    membership_id = excluded.membership_id, expires_at = excluded.expires_at,
    claimed_at = CASE WHEN held.membership_id = excluded.membership_id AND held.expires_at > %(now)s
                      THEN held.claimed_at ELSE excluded.claimed_at END
WHERE held.membership_id = excluded.membership_id OR held.expires_at <= %(now)s OR %(take)s
RETURNING id
"""


def claim_chat(*, actor: Actor, chat: Chat, take_over: bool = False) -> None:
    """Answer this fan alone for the agency's `claim_minutes`; again, and the time starts anew.

    Raises `ValidationError` with the name of a colleague who holds the chat, unless told to `take_over`.
    """
    if not actor.may("change", chat) or actor.membership_id is None:
        raise PermissionDenied
    now = timezone.now()
    until = now + dt.timedelta(minutes=settings_of(chat.agency_id).claim_minutes)
    with transaction.atomic(), connection.cursor() as cursor:
        holder = _holder(chat)
        parameters: dict[str, Any] = {
            "id": uuid7(), "agency": chat.agency_id, "now": now, "until": until, "chat": chat.pk,
            "member": actor.membership_id, "take": take_over,
        }  # fmt: skip
        cursor.execute(_CLAIM, parameters)
        if cursor.fetchone() is None:
            raise ValidationError(_taken(_holder(chat)), code="claimed")
        if holder and holder.membership_id != actor.membership_id:
            record_audit(actor=actor, action="took over chat", row=chat, changes={"from": str(holder.membership)})
        if holder is None or holder.membership_id != actor.membership_id:
            live.announce(chat=chat, kind=live.CHAT)


def _holder(chat: Chat) -> ChatClaim | None:
    claims = ChatClaim.objects.filter(agency_id=chat.agency_id, chat_id=chat.pk, expires_at__gt=timezone.now())
    found: ChatClaim | None = claims.select_related("membership__user").first()
    return found


def _taken(holder: ChatClaim | None) -> str:
    if holder is None:
        return "Somebody else has just taken this chat."
    since = format_date(timezone.localtime(holder.claimed_at), "H:i")
    return f"{holder.membership} is answering this fan since {since}. Take the chat over first, or leave it to them."


def hold_for_reply(*, actor: Actor, chat: Chat) -> None:
    """Make sure that nobody else is answering; call in the transaction that writes a member's reply."""
    if actor.membership_id is not None:
        claim_chat(actor=actor, chat=chat)


def release_chat(*, actor: Actor, chat: Chat) -> None:
    """Leave the chat to the others. Without an own claim nothing happens."""
    if actor.membership_id is None:
        return
    released, _ = ChatClaim.objects.filter(
        agency_id=chat.agency_id, chat_id=chat.pk, membership_id=actor.membership_id
    ).delete()
    if released:
        live.announce(chat=chat, kind=live.CHAT)


def release_expired(*, agency_id: UUID) -> int:
    """Free the chats whose claims brought no answer in time; return how many."""
    with agency_scope(agency_id):
        late = ChatClaim.objects.filter(agency_id=agency_id, expires_at__lte=timezone.now())
        claims = list(late.select_related("chat").select_for_update(of=("self",), skip_locked=True))
        for claim in claims:
            claim.delete()
            live.announce(chat=claim.chat, kind=live.CHAT)
        return len(claims)


def next_chat(*, actor: Actor, after: Chat | None = None) -> Chat | None:
    """Claim the chat that most deserves an answer and that nobody else is answering; None if none does.

    A claim on `after`, the chat that is left, is given back, and that chat is not offered again right away.
    """
    if actor.agency_id is None or actor.membership_id is None or not actor.may("change", Chat):
        raise PermissionDenied
    refresh_due(actor.agency_id)
    if after is not None:
        release_chat(actor=actor, chat=after)
    waiting = Chat.objects.visible_to(actor).in_queue().open_to(actor.membership_id)
    if after is not None:
        waiting = waiting.exclude(pk=after.pk)
    # Whoever comes at the same moment passes over the chat that this one is about to claim.
    waiting = waiting.select_for_update(of=("self",), no_key=True, skip_locked=True)
    for _ in range(ATTEMPTS):
        chat: Chat | None = waiting.first()
        if chat is None:
            return None
        try:
            claim_chat(actor=actor, chat=chat)
        except ValidationError:
            continue
        return chat
    return None


def snooze_chat(*, actor: Actor, chat: Chat, until: dt.datetime | None) -> None:
    """Keep the chat out of the queue until then (None: no longer). Raises `ValidationError` for a time gone by."""
    if not actor.may("change", chat):
        raise PermissionDenied
    if until is not None and until <= timezone.now():
        raise ValidationError("Choose a time that is still to come.")
    chat.snoozed_until = until
    with transaction.atomic():
        chat.save(update_fields=["snoozed_until"])
        refresh_queue(chat.agency_id, [chat.pk])
        release_chat(actor=actor, chat=chat)
        live.announce(chat=chat, kind=live.CHAT)


def assign_chat(*, actor: Actor, chat: Chat, member: Membership | None, note: str = "") -> ChatNote | None:
    """Give the chat to a colleague (None: to nobody), with a note for them; return the note.

    Raises `ValidationError` for a member who may not see the chat.
    """
    if not actor.may("change", chat):
        raise PermissionDenied
    if member is not None and not _may_work(member, chat):
        raise ValidationError(f"{member} does not work for {chat.creator}.")
    with transaction.atomic():
        before, chat.assigned_to = chat.assigned_to, member
        chat.save(update_fields=["assigned_to"])
        if before != member:
            chat.note("assigned")
        written = add_note(actor=actor, chat=chat, text=note) if note.strip() else None
        if member is None or member.pk != actor.membership_id:
            release_chat(actor=actor, chat=chat)
        changes = {"from": str(before or ""), "to": str(member or "")}
        record_audit(actor=actor, action="assigned chat", row=chat, changes=changes)
        live.announce(chat=chat, kind=live.CHAT)
    return written


def _may_work(member: Membership, chat: Chat) -> bool:
    if member.agency_id != chat.agency_id or not member.is_active:
        return False
    return Chat.objects.visible_to(Actor.from_membership(member)).filter(pk=chat.pk).exists()
