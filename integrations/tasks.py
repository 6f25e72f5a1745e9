"""Background jobs: they enter the agency's scope by calling a service."""

from __future__ import annotations

import datetime as dt
import time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from agencies.jobs import defer_once
from agencies.tenancy import agency_scope

#: How soon changes are looked at again that somebody's open transaction holds back.
AGAIN = dt.timedelta(seconds=1)
#: Seconds for which a process remembers whether an agency has webhook endpoints.
KNOWN_SECONDS = 5


@app.task(name="integrations.run_import", queue="imports", retry=False)
def run_import(agency_id: str, run_id: str) -> None:
    """Import an uploaded file."""
    from integrations import services
    from integrations.providers.importing import ImportFileError

    try:
        services.run_import(agency_id=UUID(agency_id), run_id=UUID(run_id))
    except ImportFileError:
        # The run holds the sentence for the person; for the job there is nothing to retry.
        return


@app.task(name="integrations.work_off_events", queue="events", retry=False)
def work_off_events(agency_id: str, connection_id: str) -> None:
    """Find out what the events of a connection mean, and do it."""
    from integrations.inbound import processing

    processing.work_off(agency_id=UUID(agency_id), connection_id=UUID(connection_id))


def defer_events(agency_id: UUID, connection_id: UUID) -> None:
    """Have a connection's events worked off, unless a job for it waits already. Call behind the commit."""
    defer_once(work_off_events, f"events {connection_id}", agency_id=str(agency_id), connection_id=str(connection_id))


@app.task(name="integrations.sync", queue="sync", retry=False)
def sync(agency_id: str, run_id: str) -> None:
    """Fetch a connection's data, or go on with it."""
    from integrations.sync import work

    work.go_on(agency_id=UUID(agency_id), run_id=UUID(run_id))


def defer_sync(agency_id: UUID, run_id: UUID, at: dt.datetime | None = None) -> None:
    """Have a fetching begun or gone on with, at once or at a time."""
    defer_once(sync, f"sync {run_id}", at, agency_id=str(agency_id), run_id=str(run_id))


@app.periodic(cron="* * * * *")
@app.task(name="integrations.look_after_connections", queue="events", queueing_lock="look after connections")
def look_after_connections(timestamp: int) -> None:
    """Each minute: events that wait for something, and fetchings and replies whose job was lost."""
    from integrations import courier
    from integrations.models import Connection
    from integrations.services import sync as syncs

    for agency_id, pk in Connection.objects.filter(is_active=True, agency__is_active=True).values_list(
        "agency_id", "pk"
    ):
        work_off_events.func(str(agency_id), str(pk))
        with agency_scope(agency_id):
            syncs.wake(agency_id=agency_id, connection_id=pk)
            courier.wake(agency_id=agency_id, connection_id=pk)


@app.periodic(cron="23 * * * *")
@app.task(name="integrations.keep_up", queue="sync", queueing_lock="keep up")
def keep_up(timestamp: int) -> None:
    """Each hour: fetch what no event has told; once a day, look for gaps. What was worked off long ago goes."""
    from agencies.models import Agency
    from integrations.services import sync as syncs
    from integrations.webhooks import dispatch

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        with agency_scope(agency_id):
            syncs.start_due(agency_id=agency_id)
            syncs.forget_events(agency_id=agency_id)
            dispatch.forget(agency_id)


@app.task(name="integrations.dispatch_webhooks", queue="webhooks", retry=False)
def dispatch_webhooks(agency_id: str) -> None:
    """Find out what the latest changes mean for whom, and have it delivered."""
    from integrations.webhooks import dispatch

    agency = UUID(agency_id)
    busy, is_behind = dispatch.dispatch(agency)
    for endpoint_id in busy:
        _defer_webhooks(agency, endpoint_id)
    if is_behind:
        defer_once(dispatch_webhooks, f"dispatch {agency} again", timezone.now() + AGAIN, agency_id=agency_id)


@app.task(name="integrations.deliver_webhooks", queue="webhooks", retry=False)
def deliver_webhooks(agency_id: str, endpoint_id: str) -> None:
    """Send what is due to an endpoint."""
    from integrations.webhooks import deliver

    again_at = deliver.deliver(agency_id=UUID(agency_id), endpoint_id=UUID(endpoint_id))
    if again_at:
        # Under another name, so that what comes meanwhile does not wait for it.
        name = f"webhooks {endpoint_id} again"
        defer_once(deliver_webhooks, name, again_at, agency_id=agency_id, endpoint_id=endpoint_id)


def defer_webhooks(agency_id: UUID, endpoint_id: UUID) -> None:
    """Have what is due delivered, as soon as the transaction is through."""
    transaction.on_commit(lambda: _defer_webhooks(agency_id, endpoint_id))


def _defer_webhooks(agency_id: UUID, endpoint_id: UUID) -> None:
    defer_once(deliver_webhooks, f"webhooks {endpoint_id}", agency_id=str(agency_id), endpoint_id=str(endpoint_id))


#: Until when this process takes it as known whether an agency has endpoints.
_followers: dict[UUID, tuple[float, bool]] = {}


def follow_changes(agency_id: UUID) -> None:
    """Something of the agency has changed, or whom it tells of it. Call behind the commit."""
    from integrations.webhooks import dispatch

    known_until, has_some = _followers.get(agency_id, (0.0, False))
    if time.monotonic() > known_until:
        has_some = dispatch.has_endpoints(agency_id)
        _followers[agency_id] = time.monotonic() + KNOWN_SECONDS, has_some
    if has_some:
        defer_once(dispatch_webhooks, f"dispatch {agency_id}", agency_id=str(agency_id))


@app.periodic(cron="* * * * *")
@app.task(name="integrations.look_after_webhooks", queue="webhooks", queueing_lock="look after webhooks")
def look_after_webhooks(timestamp: int) -> None:
    """Each minute: what is to be tried again, and whatever a job that was lost should have told."""
    from agencies.models import Agency
    from integrations.webhooks import dispatch

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        if not dispatch.has_endpoints(agency_id):
            continue
        dispatch_webhooks.func(str(agency_id))
        with agency_scope(agency_id):
            due = dispatch.due(agency_id)
        for endpoint_id in due:
            _defer_webhooks(agency_id, endpoint_id)
