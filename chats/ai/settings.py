"""The rules of an agency's AI."""

from __future__ import annotations

import functools
from typing import cast
from uuid import UUID

from agencies.statements import Slot, Statement, compiled
from chats.models import AISettings

_NAMES = [field.attname for field in AISettings._meta.concrete_fields]


# Whoever asks for a draft waits for this.
@functools.cache
def _read() -> Statement:
    own = AISettings.objects.filter(agency_id=Slot("agency", AISettings._meta.get_field("agency")))
    return cast(Statement, compiled(own.order_by().values_list(*_NAMES)))


def ai_settings_of(agency_id: UUID) -> AISettings:
    """The agency's rules; the usual ones, unsaved, while it has set none. Call in scope."""
    for row in _read().run({"agency": agency_id}):
        return AISettings.from_db("default", _NAMES, row)
    return AISettings(agency_id=agency_id)
