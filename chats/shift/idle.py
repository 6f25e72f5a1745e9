"""From when on a pause counts as idle."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from chats.services import settings_of


def idle_after(agency_id: UUID) -> dt.timedelta:
    """The agency's choice; call in its scope."""
    return dt.timedelta(minutes=settings_of(agency_id).idle_minutes)
