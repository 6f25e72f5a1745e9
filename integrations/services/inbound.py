"""What people do with events."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.scope import Actor
from agencies.services import record_audit
from integrations import tasks
from integrations.models import Connection, InboundEvent


def replay_events(*, actor: Actor, events: Any) -> int:
    """Have events worked off once more, after a fix, say; return how many. What was done already does no harm."""
    if actor.agency_id is None or not actor.may("change", InboundEvent):
        raise PermissionDenied
    rows = events.filter(agency_id=actor.agency_id)
    connections = list(rows.order_by().values_list("connection_id", flat=True).distinct())
    number = int(rows.update(status=InboundEvent.Status.WAITING, reason="", try_again_at=None, processed_at=None))
    for connection in Connection.objects.select_related("creator").filter(
        agency_id=actor.agency_id, pk__in=connections
    ):
        record_audit(actor=actor, action="replayed events", row=connection, changes={"events": number})
        transaction.on_commit(lambda pk=connection.pk: tasks.defer_events(actor.agency_id, pk))  # type: ignore[misc]
    return number
