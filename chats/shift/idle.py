"""From when on a pause counts as idle."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from chats.models import InboxSettings


def idle_after(agency_id: UUID) -> dt.timedelta:
    """The agency's choice, in its scope; without settings the model's own default."""
    chosen = InboxSettings.objects.filter(agency_id=agency_id).values_list("idle_minutes", flat=True).first()
    return dt.timedelta(minutes=InboxSettings().idle_minutes if chosen is None else chosen)
