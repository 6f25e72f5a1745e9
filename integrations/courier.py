"""How replies get to the platform: each chat's in their order, each exactly once as far as the platform allows.

Before an attempt a delivery is written down. Whoever finds one without an outcome (after a time-out, or a worker that
died) looks in the chat for the message before it is sent again; and it is sent under the same key, which the service
does not carry out twice. Where the service can do neither, a person looks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from agencies.tenancy import agency_scope
from chats.models import MediaAttachment, Message
from chats.models.chat import Direction
from chats.models.message import Status
from chats.richtext import plain_text
from chats.services import fail_message, first_to_send, note_arrival, take_for_sending
from chats.tasks import defer_delivery
from integrations import tasks
from integrations.models import Connection, MessageDelivery
from integrations.providers.base import (
    Ability,
    AwayError,
    BusyError,
    NoAccessError,
    Outgoing,
    RefusedError,
    Sent,
    Service,
    UnreachedError,
)
from integrations.providers.registry import provider_of
from integrations.services.connections import note_limits, note_status

#: Waits after attempts of which nobody knows whether they arrived; behind the last the chatter decides.
BACKOFF = [dt.timedelta(seconds=s) for s in (5, 15, 30, 60, 120, 300)]
#: An attempt that has had no outcome for so long has lost its worker.
LOST = dt.timedelta(minutes=2)
#: What has waited for longer (for a connection, say) may not fit any more: a person looks at it first.
STALE = dt.timedelta(hours=6)
#: How far the platform's clock may be from ours.
CLOCKS = dt.timedelta(minutes=2)
#: Pages of a chat in which a message is looked for; it is among the newest.
PAGES_LOOKED_AT = 3
RETRY_IS_SAFE = "It may have arrived: retrying will not send it twice."
LOOK_FIRST = "It may have arrived: look in the chat on the platform before you retry."


@dataclass(frozen=True)
class _Attempt:
    """A message that is ours to send now. `may_be_there`: an earlier attempt has had no outcome."""

    connection: Connection
    message: Message
    delivery: MessageDelivery
    outgoing: Outgoing
    may_be_there: bool


def deliver(*, agency_id: UUID, chat_id: UUID) -> None:
    """Send the replies of a chat that are due, one after the other; a job for the next one that is not is started."""
    while True:
        with agency_scope(agency_id):
            attempt = _begin(agency_id, chat_id)
        if attempt is None:
            return
        try:
            sent = _send(attempt)
        except BusyError as error:
            _rest(attempt.connection, error.wait)
            _later(attempt, error.wait, str(error), is_unsure=attempt.may_be_there)
        except AwayError as error:
            _try_again(attempt, error, is_unsure=attempt.may_be_there or not isinstance(error, UnreachedError))
        except NoAccessError as error:
            note_status(attempt.connection, problem=str(error), at=timezone.now())
            _fail(attempt, str(error))
        except RefusedError as error:
            _fail(attempt, str(error))
        else:
            _arrived(attempt, sent)


def wake(*, agency_id: UUID, connection_id: UUID) -> None:
    """Give chats whose replies lost their job, or waited for a connection, a new one. Call in the agency's scope."""
    waiting = Message.objects.filter(
        agency_id=agency_id, chat__creator__connections=connection_id, status__in=[Status.QUEUED, Status.SENDING]
    )
    for chat_id in waiting.values_list("chat_id", flat=True).distinct():
        defer_delivery(agency_id, chat_id)


def _begin(agency_id: UUID, chat_id: UUID) -> _Attempt | None:
    """Write down that the chat's next message is being sent; None if there is nothing to be done now."""
    now = timezone.now()
    while message := first_to_send(agency_id=agency_id, chat_id=chat_id):
        connection = _way_out(message)
        if connection is None:
            return None
        if reason := _reason_not_to_send(message, connection, now):
            fail_message(message=message, reason=reason)
            continue
        delivery = MessageDelivery.objects.filter(agency_id=agency_id, message=message).first()
        if due := _due(message, connection, delivery, now):
            defer_delivery(agency_id, chat_id, due)
            return None
        if message.status == Status.SENDING and delivery and delivery.is_unsure and not _is_safe_again(connection):
            fail_message(message=message, reason=LOOK_FIRST)
            continue
        return _attempt(connection, message, delivery, now)
    return None


def _way_out(message: Message) -> Connection | None:
    connections = Connection.objects.filter(
        agency_id=message.agency_id, creator_id=message.chat.creator_id, is_active=True, sends_messages=True
    )
    found: Connection | None = connections.select_related("creator").first()
    return found


def _reason_not_to_send(message: Message, connection: Connection, now: dt.datetime) -> str:
    if message.status == Status.SENDING:
        return ""
    if connection.status == Connection.Status.ATTENTION:
        return f"{connection} needs attention: {connection.status_reason}"
    if now - (message.send_after or message.sent_at) > STALE:
        return "It has waited too long to be sent without a look: see whether it still fits, and retry."
    return ""


def _due(
    message: Message, connection: Connection, delivery: MessageDelivery | None, now: dt.datetime
) -> dt.datetime | None:
    """When to look again; None if the message is to be sent now."""
    times = [connection.calls_resume_at]
    if message.status == Status.QUEUED:
        times.append(message.send_after)
    elif delivery:
        # Without a time for the next attempt, one is being made.
        times.append(delivery.next_try_at or delivery.last_tried_at + LOST)
    return max((at for at in times if at and at > now), default=None)


def _attempt(connection: Connection, message: Message, delivery: MessageDelivery | None, now: dt.datetime) -> _Attempt:
    may_be_there = bool(delivery and delivery.is_unsure)
    delivery = delivery or MessageDelivery(agency_id=message.agency_id, message=message, first_tried_at=now)
    delivery.attempts += 1
    delivery.last_tried_at, delivery.next_try_at, delivery.is_unsure = now, None, True
    delivery.save()
    take_for_sending(message)
    media = MediaAttachment.objects.filter(agency_id=message.agency_id, message=message).order_by("id")
    outgoing = Outgoing(
        key=str(message.pk),
        fan_of_id=message.chat.fan_of_id,
        text=message.text,
        price=message.price,
        of_media_ids=list(media.values_list("of_media_id", flat=True)),
    )
    return _Attempt(connection, message, delivery, outgoing, may_be_there)


def _send(attempt: _Attempt) -> Sent:
    """Raises any `ServiceError`."""
    service: Service = provider_of(attempt.connection).open(attempt.connection)
    try:
        can_look = Ability.LOOK in _abilities(attempt.connection)
        found = _look(service, attempt) if attempt.may_be_there and can_look else None
        return found or service.send(attempt.outgoing)
    finally:
        note_limits(attempt.connection, service.limits)
        service.close()


def _look(service: Service, attempt: _Attempt) -> Sent | None:
    """The message in the chat on the platform, if an earlier attempt has brought it there."""
    since, before = attempt.delivery.first_tried_at - CLOCKS, None
    for _ in range(PAGES_LOOKED_AT):
        page = service.messages(attempt.outgoing.fan_of_id, before)
        same = [
            message
            for message in page.items
            if message.direction == Direction.OUT
            and message.sent_at >= since
            and _words(plain_text(message.html)) == _words(attempt.outgoing.text)
            and message.price == attempt.outgoing.price
            and {item.of_media_id for item in message.media} == set(attempt.outgoing.of_media_ids)
        ]
        taken = _others(attempt, [message.of_message_id for message in same])
        # Of several that look alike the first is ours: those behind it were sent later.
        for message in sorted(same, key=lambda message: message.of_message_id):
            if message.of_message_id not in taken:
                return Sent(message.of_message_id, message.sent_at)
        if page.cursor is None or any(message.sent_at < since for message in page.items):
            return None
        before = int(page.cursor)
    return None


def _words(text: str) -> list[str]:
    """The text without regard to blanks and line breaks, with which platforms are free."""
    return text.split()


def _others(attempt: _Attempt, of_ids: list[int]) -> set[int]:
    """Which of the ids are those of other messages that we have sent."""
    with agency_scope(attempt.message.agency_id):
        sent = Message.objects.in_chat(attempt.message.chat).filter(of_message_id__in=of_ids)
        return set(sent.filter(delivery__isnull=False).values_list("of_message_id", flat=True))


def _arrived(attempt: _Attempt, sent: Sent) -> None:
    with agency_scope(attempt.message.agency_id):
        note_arrival(message=attempt.message, of_message_id=sent.of_message_id, sent_at=sent.at)
        _note(attempt, is_unsure=False)
    # What the service has told of it meanwhile waited for this.
    tasks.defer_events(attempt.connection.agency_id, attempt.connection.pk)


def _try_again(attempt: _Attempt, error: AwayError, *, is_unsure: bool) -> None:
    tries, is_safe = attempt.delivery.attempts, _is_safe_again(attempt.connection)
    if tries <= len(BACKOFF) and (is_safe or not is_unsure):
        _later(attempt, BACKOFF[tries - 1], str(error), is_unsure=is_unsure)
    elif not is_unsure:
        _fail(attempt, str(error))
    else:
        _fail(attempt, f"{error} {RETRY_IS_SAFE if is_safe else LOOK_FIRST}", is_unsure=True)


def _abilities(connection: Connection) -> frozenset[Ability]:
    return provider_of(connection).abilities(connection.settings)


def _is_safe_again(connection: Connection) -> bool:
    """Whether a reply that may be there can be sent once more without being there twice."""
    return bool(_abilities(connection) & {Ability.LOOK, Ability.SEND_ONCE})


def _rest(connection: Connection, wait: dt.timedelta) -> None:
    """No other chat's replies try their luck before the service takes calls again."""
    rows = Connection.objects.filter(agency_id=connection.agency_id, pk=connection.pk)
    rows.update(calls_resume_at=timezone.now() + wait)


def _later(attempt: _Attempt, wait: dt.timedelta, reason: str, *, is_unsure: bool) -> None:
    at = timezone.now() + wait
    with agency_scope(attempt.message.agency_id):
        _note(attempt, is_unsure=is_unsure, next_try_at=at, last_error=reason[:300])
        defer_delivery(attempt.message.agency_id, attempt.message.chat_id, at)


def _fail(attempt: _Attempt, reason: str, *, is_unsure: bool = False) -> None:
    with agency_scope(attempt.message.agency_id):
        fail_message(message=attempt.message, reason=reason)
        # Who retries begins to count anew.
        _note(attempt, is_unsure=is_unsure or attempt.may_be_there, last_error=reason[:300], attempts=0)


def _note(attempt: _Attempt, **values: object) -> None:
    rows = MessageDelivery.objects.filter(agency_id=attempt.message.agency_id, pk=attempt.delivery.pk)
    rows.update(**values)
