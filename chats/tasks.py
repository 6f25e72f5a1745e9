"""Background jobs: they enter the agency's scope by calling a service."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from agencies.tenancy import agency_scope


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


@app.task(name="chats.send_mass_batch", queue="mass", retry=False)
def send_mass_batch(agency_id: str, mass_id: str) -> None:
    """Send the next few of a mass message."""
    from chats.services import mass_sending

    mass_sending.run_batch(agency_id=UUID(agency_id), mass_id=UUID(mass_id))


def defer_mass_batch(agency_id: UUID, mass_id: UUID, wait: dt.timedelta | None = None) -> None:
    """Have the next batch sent after `wait`, unless a job for it waits already."""
    at = timezone.now() + wait if wait else None
    job = send_mass_batch.configure(queueing_lock=f"mass-{mass_id}", schedule_at=at)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(agency_id=str(agency_id), mass_id=str(mass_id))


@app.task(name="chats.take_back_mass", queue="mass", retry=5)
def take_back_mass(agency_id: str, mass_id: str) -> None:
    """Take back what a cancelled mass message has not sent yet."""
    from chats import services

    left = 1
    while left:
        with agency_scope(agency_id):
            left = services.take_back_queued(agency_id=UUID(agency_id), mass_id=UUID(mass_id))


@app.periodic(cron="* * * * *")
@app.task(name="chats.wake_mass_messages", queue="mass", queueing_lock="wake-mass-messages", retry=False)
def wake_mass_messages(timestamp: int) -> None:
    """Start mass messages that are due."""
    from chats.services import mass_sending

    mass_sending.wake_mass_messages()


@app.periodic(cron="*/5 * * * *")
@app.task(name="chats.end_forgotten_shifts", queue="inbox", queueing_lock="end-forgotten-shifts", retry=False)
def end_forgotten_shifts(timestamp: int) -> None:
    """End the shifts of people who have left without ending them."""
    from agencies.models import Agency
    from agencies.shifts import end_forgotten_shifts as end

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        with agency_scope(agency_id):
            end(agency_id=agency_id)


@app.task(name="chats.send_scheduled_message", queue="inbox", retry=3)
def send_scheduled_message(agency_id: str, scheduled_id: str) -> None:
    """Send one reply for later, now that its time has come."""
    from chats import services

    services.send_if_due(agency_id=UUID(agency_id), scheduled_id=UUID(scheduled_id))


def defer_scheduled(agency_id: UUID, scheduled_id: UUID, send_at: dt.datetime) -> None:
    """Have a reply for later sent at its time. The job of a time that was given up finds nothing to do."""
    send_scheduled_message.configure(schedule_at=send_at).defer(
        agency_id=str(agency_id), scheduled_id=str(scheduled_id)
    )


@app.periodic(cron="* * * * *")
@app.task(name="chats.send_scheduled", queue="inbox", queueing_lock="send scheduled")
def send_scheduled(timestamp: int) -> None:
    """Each minute: replies for later whose own job was lost, or came to nothing, leave."""
    from agencies.models import Agency
    from chats import services

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        services.send_due(agency_id=agency_id)


@app.task(name="chats.deliver", queue="delivery", retry=False)
def deliver(agency_id: str, chat_id: str) -> None:
    """Bring the replies of a chat that are due to the platform."""
    import_string(settings.MESSAGE_COURIER)(agency_id=UUID(agency_id), chat_id=UUID(chat_id))


def defer_delivery(agency_id: UUID, chat_id: UUID, at: dt.datetime | None = None) -> None:
    """Have the replies of a chat delivered, unless a job for it waits already; it looks for all that are due."""
    job = deliver.configure(queueing_lock=f"deliver {chat_id}", schedule_at=at)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(agency_id=str(agency_id), chat_id=str(chat_id))


@app.task(name="chats.make_drafts", queue="inbox", retry=False)
async def make_drafts(agency_id: str, request_id: str) -> None:
    """Work on a request for drafts that no page listens to."""
    from chats.ai.running import run_request

    await run_request(UUID(agency_id), UUID(request_id))


def defer_drafts(agency_id: UUID, request_id: UUID) -> None:
    """Have a request for drafts worked on, as soon as it is committed."""
    make_drafts.defer(agency_id=str(agency_id), request_id=str(request_id))


@app.periodic(cron="* * * * *")
@app.task(name="chats.tidy_drafts", queue="inbox", queueing_lock="tidy drafts")
def tidy_drafts(timestamp: int) -> None:
    """Each minute: drafts that nobody has decided about expire, and requests whose process died fail."""
    from agencies.models import Agency
    from chats import services

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        services.expire_drafts(agency_id=agency_id)
        services.fail_stuck_requests(agency_id=agency_id)


@app.task(name="chats.look_at_messages", queue="guard", retry=3)
def look_at_messages(agency_id: str, message_ids: list[str]) -> None:
    """See whether messages that came in break a rule of the guard."""
    from chats.guard.reading import look_at

    look_at(agency_id=UUID(agency_id), message_ids=[UUID(pk) for pk in message_ids])


@app.task(name="chats.refresh_summary", queue="ai", retry=False)
def refresh_summary(agency_id: str, chat_id: str) -> None:
    """Bring the summary of a fan up to date; what goes wrong shows in the calls, and the old one stays."""
    from chats import services

    services.refresh_summary(agency_id=UUID(agency_id), chat_id=UUID(chat_id))


def defer_summary(agency_id: UUID, chat_id: UUID) -> None:
    """Have a summary made anew, one chat of an agency at a time, unless a job for it waits already."""
    job = refresh_summary.configure(queueing_lock=f"summary {chat_id}", lock=f"summaries {agency_id}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(agency_id=str(agency_id), chat_id=str(chat_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="chats.wake_summaries", queue="ai", queueing_lock="wake summaries", retry=False)
def wake_summaries(timestamp: int) -> None:
    """Every five minutes: chats with enough that is new have their fan's summary brought up to date."""
    from agencies.models import Agency
    from chats import services

    for agency_id in Agency.objects.filter(is_active=True).values_list("pk", flat=True):
        services.wake_summaries(agency_id=agency_id)


@app.task(name="chats.translate", queue="ai", retry=False)
def translate(agency_id: str, translation_id: str) -> None:
    """Make a translation that a program has asked for."""
    from chats import services

    services.make_translation(agency_id=UUID(agency_id), translation_id=UUID(translation_id))


def defer_translation(agency_id: UUID, translation_id: UUID) -> None:
    """Have a translation made, as soon as it is committed."""
    translate.defer(agency_id=str(agency_id), translation_id=str(translation_id))
