"""Who has which chat open, and who types there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats.live import announce as live
from chats.models import Chat, ChatClaim, ChatPresence, Message

#: A page that has not been seen for so long is gone; its stream says that it is there more often.
GONE_AFTER = dt.timedelta(seconds=90)


def enter_chat(*, actor: Actor, chat: Chat, page: UUID) -> None:
    """The browser page `page` of this member shows `chat` now, and no other any more."""
    if actor.membership_id is None:
        return
    if not actor.may("view", chat):
        raise PermissionDenied
    before = _chat_on(chat.agency_id, page)
    ChatPresence.objects.filter(agency_id=chat.agency_id, page=page).exclude(membership_id=actor.membership_id).delete()
    ChatPresence.objects.update_or_create(
        agency_id=chat.agency_id,
        page=page,
        defaults={"chat": chat, "membership_id": actor.membership_id, "seen_at": timezone.now()},
    )
    if before and before.pk != chat.pk:
        _left(before, actor.membership_id)
    live.announce_passing(chat=chat, kind=live.HERE)


def leave_page(*, agency_id: UUID, page: UUID) -> None:
    """The browser page is closed, or its connection is lost: its member is not in the chat any more."""
    with agency_scope(agency_id):
        presence = ChatPresence.objects.filter(agency_id=agency_id, page=page).select_related("chat").first()
        if presence is None:
            return
        presence.delete()
        _left(presence.chat, presence.membership_id)


def keep_pages(*, agency_id: UUID, pages: Collection[UUID]) -> None:
    """These pages are still open."""
    with agency_scope(agency_id):
        ChatPresence.objects.filter(agency_id=agency_id, page__in=pages).update(seen_at=timezone.now())


def _chat_on(agency_id: UUID, page: UUID) -> Chat | None:
    presence = ChatPresence.objects.filter(agency_id=agency_id, page=page).select_related("chat").first()
    return presence.chat if presence else None


def _left(chat: Chat, membership_id: UUID) -> None:
    """A member has one page less in the chat; with the last one goes their claim."""
    if not present(chat).filter(membership_id=membership_id).exists():
        released, _ = ChatClaim.objects.filter(
            agency_id=chat.agency_id, chat_id=chat.pk, membership_id=membership_id
        ).delete()
        if released:
            live.announce(chat=chat, kind=live.CHAT)
    live.announce_passing(chat=chat, kind=live.HERE)


def present(chat: Chat) -> Any:
    """The pages that show the chat now."""
    fresh = timezone.now() - GONE_AFTER
    return ChatPresence.objects.filter(agency_id=chat.agency_id, chat_id=chat.pk, seen_at__gte=fresh)


def people_in(chat: Chat) -> dict[str, Any]:
    """`people` who have the chat open ({id, name}, each once), and its `claim`."""
    people = {p.membership_id: str(p.membership) for p in present(chat).select_related("membership__user")}
    return {"people": [{"id": pk, "name": name} for pk, name in people.items()], "claim": claim_of(chat)}


def claim_of(chat: Chat) -> dict[str, Any] | None:
    """Who answers the chat ({id, name, until}), None if nobody does; for a chat read by `for_list`."""
    claim = chat.live_claim
    return claim and {"id": claim.membership_id, "name": str(claim.membership), "until": claim.expires_at}


def note_typing(*, actor: Actor, chat: Chat) -> None:
    """Tell the others that this member types here; nothing of it is kept."""
    if actor.membership_id is None:
        return
    if not actor.may("add", Message):
        raise PermissionDenied
    live.announce_passing(chat=chat, kind=live.TYPING, by=actor.membership_id, name=actor.label)


def note_fan_typing(*, agency_id: UUID, creator_id: UUID, fan_of_id: int) -> None:
    """Tell who has the chat open that the fan is writing; nothing of it is kept. Call in the agency's scope."""
    chat = _chat_with(agency_id, creator_id, fan_of_id).first()
    if chat:
        live.announce_passing(chat=chat, kind=live.TYPING)


def note_fan_seen(*, agency_id: UUID, creator_id: UUID, fan_of_id: int, at: dt.datetime) -> None:
    """Remember when the fan was last on the platform; an older visit changes nothing. Call in the agency's scope."""
    chats = _chat_with(agency_id, creator_id, fan_of_id)
    is_newer = Q(fan_seen_at__isnull=True) | Q(fan_seen_at__lt=at)
    if chats.filter(is_newer).update(fan_seen_at=at):
        live.announce(chat=chats.get(), kind=live.CARD)


def _chat_with(agency_id: UUID, creator_id: UUID, fan_of_id: int) -> Any:
    return Chat.objects.filter(agency_id=agency_id, creator_id=creator_id, fan_of_id=fan_of_id)
