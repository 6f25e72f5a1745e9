"""Prompts in their versions."""

from __future__ import annotations

from uuid import UUID

from chats.models import PromptVersion

_BUILT_IN = "You draft replies to fans for a creator. Answer the fan's last messages briefly, in the creator's voice."


def prompt_in_use(agency_id: UUID, kind: str) -> PromptVersion:
    """The current version, or a built-in one, unsaved, while none is. Call in the scope."""
    found: PromptVersion | None = PromptVersion.objects.filter(agency_id=agency_id, kind=kind, is_current=True).first()
    return found or PromptVersion(agency_id=agency_id, kind=kind, number=0, template=_BUILT_IN)
