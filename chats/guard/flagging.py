"""Chats that are flagged."""

from __future__ import annotations

from chats.models import Chat, GuardEvent


def why_no_drafts(chat: Chat) -> str:
    """Why no drafts may be made in this chat; "" if they may. Call in the scope."""
    open_events = GuardEvent.objects.filter(agency_id=chat.agency_id, chat=chat, status="open", stops_drafts=True)
    event = open_events.first()
    return f"No drafts while “{event.title}” is open: look at the chat first." if event else ""
