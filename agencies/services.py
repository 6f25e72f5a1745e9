"""Changes around people and access, each with its line in the audit."""

from __future__ import annotations

from typing import Any

from django.db import models

from agencies.models import AuditEvent
from agencies.scope import Actor


def record_audit(*, actor: Actor, action: str, row: models.Model, changes: dict[str, Any] | None = None) -> None:
    """Write down that `actor` did `action` to `row`; `changes` must hold no message text and no secret.

    The line goes to the actor's agency; an operator outside every agency leaves none here.
    """
    if actor.agency_id is None:
        return
    AuditEvent.objects.create(
        agency_id=actor.agency_id,
        membership_id=actor.membership_id,
        actor_label=actor.label[:200],
        action=action,
        object_type=row._meta.label_lower,
        object_id=str(row.pk),
        object_label=str(row)[:200],
        changes=changes or {},
    )
