"""Starting, pausing and resuming the fetching of a connection's data."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from integrations import tasks
from integrations.models import Connection, InboundEvent, SyncRun
from integrations.models.inbound import PASSING_EVENTS
from integrations.providers.base import Ability
from integrations.providers.registry import provider_of

Kind, Status = SyncRun.Kind, SyncRun.Status
#: A run that nobody holds for so long has lost its job.
LOST = dt.timedelta(minutes=1)
#: How often gaps are looked for, and how long events are kept that were worked off.
REPAIR_EVERY = dt.timedelta(days=1)
EVENTS_KEPT, PASSING_KEPT = dt.timedelta(days=14), dt.timedelta(hours=1)


def start_sync(*, actor: Actor, connection: Connection, kind: str = Kind.FIRST) -> SyncRun:
    """Have a connection's data fetched. Raises `ValidationError` if that is under way already."""
    if not actor.may("change", connection):
        raise PermissionDenied
    if not connection.is_active:
        raise ValidationError("The connection is paused: resume it first.")
    if Ability.FETCH not in provider_of(connection).abilities(connection.settings):
        raise ValidationError(f"Nothing can be fetched from {connection.service}: what it tells comes as events.")
    run = _start(connection, kind)
    if run is None:
        raise ValidationError("Its data are being fetched already.")
    record_audit(actor=actor, action="started sync", row=connection, changes={"kind": kind})
    return run


def _start(connection: Connection, kind: str) -> SyncRun | None:
    try:
        with transaction.atomic():
            run: SyncRun = SyncRun.objects.create(agency_id=connection.agency_id, connection=connection, kind=kind)
    except IntegrityError:
        return None
    tasks.defer_sync(run.agency_id, run.pk)
    return run


def pause_sync(*, actor: Actor, run: SyncRun) -> None:
    """Stop fetching after the page at hand. Raises `ValidationError` if it has ended, or is paused."""
    _move(actor, run, "paused sync", [Status.WAITING, Status.RUNNING], Status.PAUSED)


def resume_sync(*, actor: Actor, run: SyncRun) -> None:
    """Go on where it stopped. Raises `ValidationError` if it is not paused."""
    _move(actor, run, "resumed sync", [Status.PAUSED], Status.WAITING)
    tasks.defer_sync(run.agency_id, run.pk)


def _move(actor: Actor, run: SyncRun, action: str, before: list[str], after: str) -> None:
    if not actor.may("change", run.connection):
        raise PermissionDenied
    rows = SyncRun.objects.filter(agency_id=run.agency_id, pk=run.pk, status__in=before)
    if not rows.update(status=after, resume_at=None, error="", attempts=0):
        raise ValidationError(f"It is {run.get_status_display()}, so there is nothing to do.")
    record_audit(actor=actor, action=action, row=run.connection)


def wake(*, agency_id: UUID, connection_id: UUID) -> None:
    """Give runs that lost their job a new one, and let those go on that waited for the account. In scope."""
    now = timezone.now()
    runs = SyncRun.objects.filter(agency_id=agency_id, connection_id=connection_id)
    is_due = Q(resume_at__isnull=True) | Q(resume_at__lt=now - LOST)
    is_free = Q(held_until__isnull=True) | Q(held_until__lt=now)
    for pk in runs.filter(is_due, is_free, status__in=[Status.WAITING, Status.RUNNING]).values_list("pk", flat=True):
        tasks.defer_sync(agency_id, pk)


def start_due(*, agency_id: UUID) -> None:
    """For each connection of the agency that was fetched once: what is new, and once a day, gaps. In scope."""
    usable = Connection.objects.filter(agency_id=agency_id, is_active=True, status=Connection.Status.ACTIVE)
    for connection in usable.filter(last_synced_at__isnull=False):
        repaired = connection.sync_runs.filter(kind__in=[Kind.REPAIR, Kind.FIRST], status=Status.DONE)
        is_due = not repaired.filter(started_at__gt=timezone.now() - REPAIR_EVERY).exists()
        _start(connection, Kind.REPAIR if is_due else Kind.NEWS)


def forget_events(*, agency_id: UUID) -> None:
    """Delete events that were worked off long ago; what was put aside stays until somebody looks at it. In scope."""
    now = timezone.now()
    ended = InboundEvent.objects.filter(agency_id=agency_id, status__in=["done", "ignored"])
    ended.filter(processed_at__lt=now - EVENTS_KEPT).delete()
    ended.filter(event__in=PASSING_EVENTS, processed_at__lt=now - PASSING_KEPT).delete()
