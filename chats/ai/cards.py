"""How a draft is shown: its card, as the page asks for it and as it is told by the stream."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from chats.live.frames import frame
from chats.models import AIResponse

Reason = AIResponse.RejectReason
#: What a person can say of a draft.
REASONS = [(value, label) for value, label in Reason.choices if value != Reason.GUARD]


def card_context(draft: AIResponse, problem: str = "") -> dict[str, Any]:
    """What `_ai_draft.html` needs."""
    is_held = draft.reject_reason == Reason.GUARD
    is_open = draft.status == AIResponse.Status.SUGGESTED
    return {"draft": draft, "reasons": REASONS, "is_held": is_held, "is_open": is_open, "problem": problem}


def draft_frame(draft: AIResponse) -> bytes:
    """What a page is told of a draft that is whole."""
    html = render_to_string("chats/_ai_draft.html", card_context(draft))
    return frame("draft", {"number": draft.number, "html": html})
