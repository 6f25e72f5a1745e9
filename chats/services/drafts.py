"""Replies that somebody has begun, kept until they are sent or emptied."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from agencies.scope import Actor
from chats.models import AIResponse, Chat, Draft, Message
from chats.services.outgoing_rules import MAX_TEXT_LENGTH


def draft_of(*, actor: Actor, chat: Chat) -> Draft | None:
    """What this member has begun to write in the chat."""
    found: Draft | None = _own(actor, chat).first()
    return found


def with_own_drafts(*, actor: Actor, chats: list[Chat]) -> list[Chat]:
    """The chats, each with `own_draft`: what this member has begun to write there, None where that is nothing."""
    own: dict[str, Any] = {"agency_id": actor.agency_id, "membership_id": actor.membership_id}
    begun = Draft.objects.filter(chat__in=chats, **own) if actor.membership_id else []
    by_chat = {draft.chat_id: draft for draft in begun}
    for chat in chats:
        chat.own_draft = by_chat.get(chat.pk)  # type: ignore[attr-defined]
    return chats


def save_draft(
    *,
    actor: Actor,
    chat: Chat,
    text: str,
    price: Decimal | None = None,
    of_media_ids: Collection[int] = (),
    message_id: UUID | None = None,
    ai_response_id: UUID | None = None,
    typed_text: str = "",
) -> Draft | None:
    """Keep what was typed so far; an empty reply removes the draft. Text is cut at the platform's limit.

    `message_id` is the reply that it will become: once that has been sent, a late request keeps nothing.
    `ai_response_id` is the AI draft that it began as; one that is not this chat's is passed over. `typed_text` is what
    was typed where the text is its translation.
    Raises `PermissionDenied` for who writes as no member, such as an operator or an API key.
    """
    if not actor.may("add", Draft) or actor.membership_id is None:
        raise PermissionDenied
    was_sent = message_id and Message.objects.filter(agency_id=chat.agency_id, pk=message_id).exists()
    if was_sent:
        return None
    if not text.strip() and not of_media_ids and not price:
        discard_draft(actor=actor, chat=chat)
        return None
    draft, _ = Draft.objects.update_or_create(
        agency_id=chat.agency_id,
        chat=chat,
        membership_id=actor.membership_id,
        defaults={
            "text": text[:MAX_TEXT_LENGTH],
            "price": price,
            "of_media_ids": list(of_media_ids),
            "ai_response_id": known_draft_id(chat, ai_response_id),
            "typed_text": typed_text[:MAX_TEXT_LENGTH],
        },
    )
    return draft


def discard_draft(*, actor: Actor, chat: Chat) -> None:
    """Forget what this member has begun in the chat."""
    if actor.membership_id is not None:
        _own(actor, chat).delete()


def known_draft_id(chat: Chat, ai_response_id: UUID | None) -> UUID | None:
    """The id, if it is that of an AI draft of this chat."""
    if ai_response_id is None:
        return None
    known = AIResponse.objects.filter(agency_id=chat.agency_id, chat_id=chat.pk, pk=ai_response_id)
    return ai_response_id if known.exists() else None


def _own(actor: Actor, chat: Chat) -> Any:
    own: dict[str, Any] = {"membership_id": actor.membership_id}
    return Draft.objects.filter(agency_id=chat.agency_id, chat=chat, **own)
