"""Flags on chats."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from chats.guard.looking import Seen
from chats.models import AIResponse, Chat, GuardEvent, Message


def flag(
    *,
    chat: Chat,
    seen: Iterable[Seen],
    origin: GuardEvent.Origin | str,
    message: Message | None = None,
    ai_response: AIResponse | None = None,
    member_id: UUID | None = None,
) -> list[GuardEvent]:
    """Log what was seen; the chat is flagged until somebody has decided. Call in the transaction, in scope."""
    return GuardEvent.objects.bulk_create(
        GuardEvent(
            agency_id=chat.agency_id,
            chat=chat,
            rule=each.rule,
            kind=each.rule.kind,
            title=each.rule.title,
            origin=origin,
            stops_drafts=each.rule.stops_drafts,
            message=message,
            ai_response=ai_response,
            member_id=member_id,
            excerpt=each.excerpt[:200],
        )
        for each in seen
    )


def why_no_drafts(chat: Chat) -> str:
    """Why no drafts are made in this chat, in a sentence; nothing if they may be made. Call in scope."""
    opened = GuardEvent.objects.filter(
        agency_id=chat.agency_id, chat_id=chat.pk, status=GuardEvent.Status.OPEN, stops_drafts=True
    )
    event = opened.order_by("created_at").first()
    return f"No drafts here until an admin has looked at this chat: {event.title}." if event else ""
