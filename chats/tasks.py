"""Background jobs: they enter the agency's scope by calling a service."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


@app.task(name="chats.index_messages", queue="search")
def index_messages(agency_id: str) -> None:
    """Make what was written findable."""
    from chats.search.index import work_off

    work_off(UUID(agency_id))


def defer_search_job(agency_id: UUID) -> None:
    """Start the job of an agency, unless one waits already."""
    name = f"search {agency_id}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        index_messages.configure(queueing_lock=name, lock=name).defer(agency_id=str(agency_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="chats.sweep_search_backlog", queue="search", queueing_lock="sweep search")
def sweep_search_backlog(timestamp: int) -> None:
    """Work off what no job was started for: after a migration, or a crash between writing and starting it."""
    from agencies.models import Agency
    from chats.search.index import work_off

    for agency_id in Agency.objects.values_list("pk", flat=True):
        work_off(agency_id)


@app.periodic(cron="* * * * *")
@app.task(name="chats.release_expired_claims", queue="inbox", queueing_lock="release expired claims")
def release_expired_claims(timestamp: int) -> None:
    """Each minute: chats that somebody claimed and did not answer go back to the queue."""
    from agencies.models import Agency
    from chats import services

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        services.release_expired(agency_id=agency_id)


@app.periodic(cron="17 * * * *")
@app.task(name="chats.forget_events", queue="inbox", queueing_lock="forget events")
def forget_events(timestamp: int) -> None:
    """Each hour: what nobody can catch up on any more goes."""
    from agencies.models import Agency
    from chats.live.announce import forget_events as forget

    for agency_id in Agency.objects.values_list("pk", flat=True):
        forget(agency_id=agency_id)
