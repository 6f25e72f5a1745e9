"""From stored events to what they mean. Any number of workers, killed at any moment, come to the same end.

Events are taken a few at a time, in the order in which they came; what becomes of them and their new status is one
transaction. What is about something that is not here yet waits, and is tried again whenever messages have come.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import psycopg
from django.db import DatabaseError, transaction
from django.utils import timezone

from agencies.tenancy import agency_scope
from integrations.inbound.apply import (
    Told,
    apply_fact,
    apply_messages,
    chats_with_reply_on_its_way,
    check_message,
)
from integrations.inbound.facts import Event, MessageTold, TooEarlyError, UnclearError
from integrations.models import Connection, InboundEvent
from integrations.providers.registry import provider_of

log = logging.getLogger(__name__)
Status = InboundEvent.Status
#: Events in one transaction.
TOGETHER = 200
#: How long an event waits for what it is about, and how often it is looked at meanwhile.
PATIENCE = dt.timedelta(hours=1)
AGAIN = dt.timedelta(minutes=1)


@dataclass(slots=True)
class _Batch:
    """Events that are being worked off, and what they say."""

    connection: Connection
    now: dt.datetime
    messages: dict[Connection, list[tuple[InboundEvent, MessageTold]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    facts: list[tuple[InboundEvent, Told]] = field(default_factory=list)
    #: Messages that were new or changed.
    written: int = 0
    size: int = 0
    last: UUID | None = None


def work_off(*, agency_id: UUID, connection_id: UUID) -> int:
    """Work off the events of a connection until none is left that could be; return how many were looked at."""
    looked_at, has_news = 0, True
    while has_news:
        has_news = False
        for is_waiting in (False, True):
            after = None
            while batch := _work_off_some(agency_id, connection_id, after, is_waiting=is_waiting, whenever=has_news):
                looked_at, after = looked_at + batch.size, batch.last
                has_news = has_news or bool(batch.written)
    return looked_at


def _work_off_some(
    agency_id: UUID, connection_id: UUID, after: UUID | None, *, is_waiting: bool, whenever: bool
) -> _Batch | None:
    """The next fresh events, or waiting ones whose time has come (`whenever`: or not); None if none is left."""
    with agency_scope(agency_id):
        connection = Connection.objects.filter(agency_id=agency_id, pk=connection_id, is_active=True).first()
        if connection is None:
            return None
        batch = _Batch(connection, timezone.now())
        events = InboundEvent.objects.filter(
            agency_id=agency_id, connection=connection, status=Status.WAITING, try_again_at__isnull=not is_waiting
        )
        if is_waiting and not whenever:
            events = events.filter(try_again_at__lte=batch.now)
        if after:
            events = events.filter(id__gt=after)
        some = list(events.order_by("id").select_for_update(skip_locked=True, of=("self",))[:TOGETHER])
        if not some:
            return None
        batch.size, batch.last = len(some), some[-1].pk
        for event in some:
            _read(batch, event)
        _apply(batch)
        if not is_waiting:
            newest = max(event.received_at for event in some)
            Connection.objects.filter(agency_id=agency_id, pk=connection_id).update(last_event_at=newest)
        InboundEvent.objects.bulk_update(some, ["status", "reason", "try_again_at", "processed_at", "event"])
    return batch


def _read(batch: _Batch, event: InboundEvent) -> None:
    """Find out what the event says and where it belongs."""
    try:
        told = provider_of(batch.connection).read(batch.connection.settings, event.told)
        connection = _account(batch.connection, told)
        event.event = told.name[:100]
        if isinstance(told.fact, MessageTold):
            check_message(told.fact)
            batch.messages[connection].append((event, told.fact))
        elif told.fact:
            is_late = batch.now - event.received_at > PATIENCE
            batch.facts.append((event, Told(connection, told.fact, event.received_at, is_last_chance=is_late)))
        else:
            _end(event, batch.now, Status.IGNORED, "of no consequence here")
    except UnclearError as error:
        _put_aside(event, batch.now, str(error))
    except ValueError:
        _put_aside(event, batch.now, "it is no JSON")


def _account(connection: Connection, told: Event) -> Connection:
    """The connection of the account that the event is about: one address may serve several. Raises `UnclearError`."""
    if told.account_id in ("", connection.account_id):
        return connection
    found: Connection | None = Connection.objects.filter(
        agency_id=connection.agency_id, provider=connection.provider, account_id=told.account_id
    ).first()
    if found is None:
        raise UnclearError(f"the account {told.account_id[:80]} is not connected")
    return found


def _apply(batch: _Batch) -> None:
    for connection, told in batch.messages.items():
        _apply_messages(batch, connection, told)
    for event, fact in batch.facts:
        _attempt(batch, event, partial(apply_fact, fact))


def _apply_messages(batch: _Batch, connection: Connection, told: list[tuple[InboundEvent, MessageTold]]) -> None:
    """All together; if the database objects, one by one, so that only the one it objects to is put aside."""
    busy = chats_with_reply_on_its_way(connection, {fact.message.fan_of_id for _, fact in told if fact.is_ours})
    ready = []
    for event, fact in told:
        is_echo = fact.is_ours and fact.message.fan_of_id in busy and batch.now - event.received_at < PATIENCE
        if is_echo:
            _wait(event, batch.now, "a reply of ours to this fan is on its way")
        else:
            ready.append((event, fact))
    try:
        with transaction.atomic():
            batch.written += apply_messages(connection, [fact for _, fact in ready])
    except (DatabaseError, psycopg.Error):
        log.exception("messages could not be recorded together")
        for event, fact in ready:
            _attempt(batch, event, partial(_alone, batch, connection, fact))
    else:
        for event, _ in ready:
            _end(event, batch.now, Status.DONE)


def _alone(batch: _Batch, connection: Connection, fact: MessageTold) -> str:
    batch.written += apply_messages(connection, [fact])
    return ""


def _attempt(batch: _Batch, event: InboundEvent, do: Callable[[], str]) -> None:
    """Do it, and write down how it went; what goes wrong undoes itself and nothing else."""
    try:
        with transaction.atomic():
            reason = do()
    except TooEarlyError as error:
        _wait(event, batch.now, str(error))
    except UnclearError as error:
        _put_aside(event, batch.now, str(error))
    except Exception as error:
        log.exception("event could not be worked off", extra={"inbound_event": str(event.pk)})
        _put_aside(event, batch.now, f"an error of ours ({type(error).__name__})")
    else:
        _end(event, batch.now, Status.IGNORED if reason else Status.DONE, reason)


def _end(event: InboundEvent, now: dt.datetime, status: str, reason: str = "") -> None:
    event.status, event.reason, event.try_again_at, event.processed_at = status, reason[:300], None, now


def _put_aside(event: InboundEvent, now: dt.datetime, reason: str) -> None:
    _end(event, now, Status.QUARANTINED, reason)


def _wait(event: InboundEvent, now: dt.datetime, reason: str) -> None:
    event.status, event.reason, event.try_again_at = Status.WAITING, reason[:300], now + AGAIN
