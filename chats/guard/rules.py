"""Which rules hold."""

from __future__ import annotations

from uuid import UUID

from chats.models import GuardRule


def rules_in_force(agency_id: UUID) -> list[GuardRule]:
    """The agency's rules that are switched on. Call in the scope."""
    return list(GuardRule.objects.filter(agency_id=agency_id, is_active=True))
