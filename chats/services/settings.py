"""The rules of an agency's inbox."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from agencies.scope import Actor
from chats.models import InboxSettings
from chats.queue import refresh_all


def settings_of(agency_id: UUID) -> InboxSettings:
    """The agency's rules; the usual ones, unsaved, while it has set none. Call in scope."""
    found: InboxSettings | None = InboxSettings.objects.filter(agency_id=agency_id).first()
    return found or InboxSettings(agency_id=agency_id)


def save_settings(*, actor: Actor, settings: InboxSettings) -> InboxSettings:
    """Change the rules; the queue follows at once. Raises `PermissionDenied`, and `ValidationError` for bad figures."""
    action = "add" if settings._state.adding else "change"
    if actor.agency_id is None or not actor.may(action, settings):
        raise PermissionDenied
    settings.agency_id = actor.agency_id
    settings.full_clean(exclude=["agency"])
    settings.save()
    refresh_all(actor.agency_id)
    return settings
