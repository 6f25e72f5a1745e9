"""Which class asks for a row, and which rows are asked in which order."""

from __future__ import annotations

from uuid import UUID

from chats.ai.providers.base import Provider
from chats.models import AIProvider


def provider_of(row: AIProvider) -> Provider:
    """The provider that a row sets up."""
    if row.kind == AIProvider.Kind.PLAYBOOK:
        from chats.ai.providers.playbook import Playbook

        return Playbook(row)
    # The library takes its time to load, which only who needs it shall wait for.
    from chats.ai.providers.openai_compatible import OpenAICompatible

    return OpenAICompatible(row)


def providers_in_force(agency_id: UUID) -> list[AIProvider]:
    """The providers in the order in which they are asked. Call in the agency's scope."""
    return with_last_resort(agency_id, list(AIProvider.objects.filter(agency_id=agency_id).order_by("place", "name")))


def with_last_resort(agency_id: UUID, rows: list[AIProvider]) -> list[AIProvider]:
    """Those of an agency's `rows` that are active; where it has no playbook, an unsaved one comes last."""
    active = [row for row in rows if row.is_active]
    if any(row.kind == AIProvider.Kind.PLAYBOOK for row in rows):
        return active
    return [
        *active,
        AIProvider(agency_id=agency_id, name="playbook", kind=AIProvider.Kind.PLAYBOOK, time_limit_seconds=5),
    ]
