"""The rules of an agency's AI."""

from __future__ import annotations

from uuid import UUID

from chats.models import AISettings


def ai_settings_of(agency_id: UUID) -> AISettings:
    """The agency's rules; the usual ones, unsaved, while it has set none. Call in the scope."""
    found: AISettings | None = AISettings.objects.filter(agency_id=agency_id).first()
    return found or AISettings(agency_id=agency_id)
