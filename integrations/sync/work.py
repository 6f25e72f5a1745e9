"""Fetching a connection's data: phase by phase, a few pages at a time, each with its place in one transaction.

Whoever works on a run holds it for a while and renews that with each step, so that two never do, and a worker that
died is followed by another. What the next step needs is downloaded and made ready in a thread while one is written.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from agencies.tenancy import agency_scope
from integrations import tasks
from integrations.inbound.facts import UnclearError
from integrations.models import Connection, SyncRun
from integrations.providers.base import AwayError, BusyError, NoAccessError, RefusedError, Service
from integrations.providers.registry import provider_of
from integrations.services.connections import note_limits, note_status
from integrations.sync import phases

log = logging.getLogger(__name__)
Kind, Status = SyncRun.Kind, SyncRun.Status
#: How long a run is held without a sign of life; a page takes seconds.
HELD = dt.timedelta(minutes=2)
#: Waits after failures in a row; behind the last it is given up.
BACKOFF = [dt.timedelta(seconds=s) for s in (5, 30, 60, 120, 300, 600, 1800, 3600)]
#: Calls of a minute that are left to replies.
RESERVE = 0.2


class StoppedError(Exception):
    """Somebody has paused the run, or another worker has it."""


class Progress:
    """The run, as its phases keep it up to date."""

    def __init__(self, run: SyncRun, connection: Connection, service: Service) -> None:
        self.run, self.connection, self.service = run, connection, service
        self.agency_id: UUID = run.agency_id

    def keep(self, **values: Any) -> None:
        """Write down how far it is, in the transaction of the step. Raises `StoppedError`, which undoes the step."""
        now = timezone.now()
        held = SyncRun.objects.filter(
            agency_id=self.agency_id, pk=self.run.pk, status=Status.RUNNING, held_until=self.run.held_until
        )
        self.run.held_until = now + HELD
        for name, value in values.items():
            setattr(self.run, name, value)
        values = {**values, "counts": self.run.counts, "held_until": self.run.held_until, "attempts": 0, "error": ""}
        if not held.update(**values):
            raise StoppedError
        note_limits(self.connection, self.service.limits)

    def count(self, **more: int) -> None:
        """Add to the run's counters; `keep` writes them."""
        for name, number in more.items():
            self.run.counts[name] = self.run.counts.get(name, 0) + number

    def breathe(self) -> None:
        """Raise `BusyError` where the calls that are left of this minute should be left to replies."""
        limits = self.service.limits
        if limits.left is None or not limits.per_minute or limits.counted_at is None:
            return
        if limits.left <= limits.per_minute * RESERVE:
            raise BusyError(max(dt.timedelta(seconds=1), limits.counted_at + dt.timedelta(minutes=1) - timezone.now()))


def go_on(*, agency_id: UUID, run_id: UUID) -> None:
    """Work on a run until it is done, somebody pauses it, or it has to wait; a job for later is then started."""
    run = _take(agency_id, run_id)
    if run is None:
        return
    try:
        _work(run)
    except StoppedError:
        return
    except BusyError as error:
        _wait(run, error.wait, error)
    except NoAccessError as error:
        note_status(run.connection, problem=str(error), at=timezone.now())
        _stop(run, Status.PAUSED, str(error))
    except AwayError as error:
        if run.attempts >= len(BACKOFF):
            _stop(run, Status.FAILED, str(error))
        else:
            _wait(run, BACKOFF[run.attempts], error, failed=1)
    except (RefusedError, UnclearError) as error:
        _stop(run, Status.FAILED, str(error))


def _take(agency_id: UUID, run_id: UUID) -> SyncRun | None:
    """The run, if it is to be worked on and nobody holds it."""
    now = timezone.now()
    with agency_scope(agency_id):
        free = SyncRun.objects.filter(
            Q(held_until__isnull=True) | Q(held_until__lt=now),
            Q(resume_at__isnull=True) | Q(resume_at__lte=now),
            agency_id=agency_id, pk=run_id, status__in=[Status.WAITING, Status.RUNNING], connection__is_active=True,
        )  # fmt: skip
        run: SyncRun | None = (
            free.select_for_update(of=("self",), skip_locked=True).select_related("connection").first()
        )
        if run is None:
            return None
        run.status, run.held_until, run.resume_at = Status.RUNNING, now + HELD, None
        run.started_at = run.started_at or now
        run.save(update_fields=["status", "held_until", "resume_at", "started_at"])
    return run


def _work(run: SyncRun) -> None:
    service: Service = provider_of(run.connection).open(run.connection)
    progress = Progress(run, run.connection, service)
    try:
        todo = phases.of(run)
        for phase in todo[todo.index(run.phase) if run.phase in todo else 0 :]:
            if run.phase != phase:
                with agency_scope(run.agency_id):
                    progress.keep(phase=phase, cursor="")
            phases.PHASES[phase](progress)
    finally:
        note_limits(run.connection, service.limits)
        service.close()
    _finish(progress)


def _finish(progress: Progress) -> None:
    run, now = progress.run, timezone.now()
    with agency_scope(run.agency_id):
        progress.keep(status=Status.DONE, finished_at=now, phase="", cursor="")
        SyncRun.objects.filter(agency_id=run.agency_id, pk=run.pk).update(held_until=None)
        Connection.objects.filter(agency_id=run.agency_id, pk=run.connection_id).update(last_synced_at=now)
        if run.kind == Kind.FIRST:
            # Chats that became the most recent meanwhile have moved to pages that were read already.
            follow_up = SyncRun(agency_id=run.agency_id, connection_id=run.connection_id, kind=Kind.NEWS)
            follow_up.save()
            transaction.on_commit(lambda: tasks.defer_sync(run.agency_id, follow_up.pk))
    note_status(run.connection, problem="", at=now)


def _wait(run: SyncRun, wait: dt.timedelta, error: Exception, failed: int = 0) -> None:
    at = timezone.now() + wait
    if _release(run, resume_at=at, error=str(error)[:300], attempts=F("attempts") + failed):
        tasks.defer_sync(run.agency_id, run.pk, at)


def _stop(run: SyncRun, status: str, reason: str) -> None:
    ended = {"finished_at": timezone.now()} if status == Status.FAILED else {}
    _release(run, status=status, error=reason[:300], **ended)


def _release(run: SyncRun, **values: Any) -> bool:
    """Let go of the run; False if it is not ours any more."""
    with agency_scope(run.agency_id):
        ours = SyncRun.objects.filter(agency_id=run.agency_id, pk=run.pk, held_until=run.held_until)
        return bool(ours.filter(status=Status.RUNNING).update(held_until=None, **values))
