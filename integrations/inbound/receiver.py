"""The door for events: proved, stored as they came, and answered at once; what they mean is found out later.

In an ASGI server all events that arrive while others are being written are written together, in one transaction for
each agency: under load a commit serves many. An event is answered when it is safely stored, and not before.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import UUID

import orjson
from django.db import DatabaseError, close_old_connections, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from agencies.sealing import SecretUnreadableError
from agencies.tenancy import agency_scope
from integrations import tasks
from integrations.models import Connection, InboundEvent
from integrations.providers.registry import PROVIDERS

log = logging.getLogger(__name__)
#: Bytes; the largest genuine event, a message with many media, has a tenth of it.
MAX_BODY = 1_000_000
#: Seconds that a connection's secrets are remembered, and so until a new one is taken everywhere.
REMEMBERED = 5.0
#: What may wait to be written; more is refused, and delivered again by the service.
MAX_WAITING = 2_000

_PATH = re.compile(r"/webhooks/([\w-]+)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")

_STORE = """
INSERT INTO integrations_inboundevent
    (id, agency_id, created_at, connection_id, delivery_key, event, body, received_at, status, reason, processed_at)
SELECT told.id, %(agency)s, %(now)s, told.connection, told.key, '', told.body, %(now)s, told.status, told.reason,
       CASE WHEN told.status <> 'waiting' THEN %(now)s END
FROM unnest(%(ids)s::uuid[], %(connections)s::uuid[], %(keys)s::text[], %(bodies)s::bytea[], %(states)s::text[],
            %(reasons)s::text[]) AS told (id, connection, key, body, status, reason)
ON CONFLICT (agency_id, connection_id, delivery_key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A request that claims to be from a service."""

    provider: str
    connection_id: UUID
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Event:
    """An event that has been proved."""

    agency_id: UUID
    connection_id: UUID
    key: str
    body: bytes
    is_json: bool


@dataclass(slots=True)
class _Doors:
    """The connections that events come for, each remembered for a moment."""

    known: dict[UUID, tuple[float, Connection | None]] = field(default_factory=dict)

    def find(self, ids: set[UUID]) -> dict[UUID, Connection | None]:
        """The connections with these ids, None for one that there is not."""
        now = time.monotonic()
        fresh = {pk: found for pk in ids if (found := self.known.get(pk)) and now - found[0] < REMEMBERED}
        missing = ids - set(fresh)
        if missing:
            rows = {row.pk: row for row in Connection.objects.filter(pk__in=missing, agency__is_active=True)}
            # Strangers must not fill the memory with ids that they make up.
            if len(self.known) > 10_000:
                self.known.clear()
            for pk in missing:
                self.known[pk] = fresh[pk] = now, rows.get(pk)
        return {pk: found for pk, (_, found) in fresh.items()}


_doors = _Doors()


def take(deliveries: Sequence[Delivery]) -> list[HTTPStatus]:
    """Prove and store deliveries; the answer to each. An event that was delivered before is answered alike."""
    found = _doors.find({delivery.connection_id for delivery in deliveries})
    answers, events = [], []
    for delivery in deliveries:
        answer, event = _prove(delivery, found[delivery.connection_id])
        answers.append(answer)
        if event:
            events.append(event)
    by_agency: dict[UUID, list[_Event]] = defaultdict(list)
    for event in events:
        by_agency[event.agency_id].append(event)
    for agency_id, of_agency in by_agency.items():
        _store(agency_id, of_agency)
    return answers


def _prove(delivery: Delivery, connection: Connection | None) -> tuple[HTTPStatus, _Event | None]:
    provider = PROVIDERS.get(delivery.provider)
    if connection is None or provider is None or connection.provider != delivery.provider:
        return HTTPStatus.NOT_FOUND, None
    if len(delivery.body) > MAX_BODY:
        _refused(connection, "is too big")
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None
    try:
        is_signed = provider.is_signed(delivery.body, delivery.headers, connection.webhook_secrets)
    except SecretUnreadableError as error:
        _refused(connection, str(error))
        return HTTPStatus.SERVICE_UNAVAILABLE, None
    if not is_signed:
        _refused(connection, "is not signed with the connection's secret")
        return HTTPStatus.UNAUTHORIZED, None
    key = provider.delivery_key(delivery.headers)[:255] or _own_key(delivery.body)
    is_json = _is_json(delivery.body)
    event = _Event(connection.agency_id, connection.pk, key, delivery.body, is_json)
    # Signed and unreadable is kept to be looked at, and still told to be wrong.
    return (HTTPStatus.ACCEPTED if is_json else HTTPStatus.BAD_REQUEST), event


def _refused(connection: Connection, why: str) -> None:
    log.warning("event refused: it %s", why, extra={"connection": str(connection.pk)})


def _own_key(body: bytes) -> str:
    """For events that a service does not number: the same bytes within the same minute are the same event."""
    minute = int(time.time() // 60)
    return f"{hashlib.sha256(body).hexdigest()}:{minute}"


def _is_json(body: bytes) -> bool:
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    return True


def _store(agency_id: UUID, events: list[_Event]) -> None:
    status = InboundEvent.Status
    with agency_scope(agency_id), connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            {
                "agency": agency_id,
                "now": timezone.now(),
                "ids": [uuid7() for _ in events],
                "connections": [event.connection_id for event in events],
                "keys": [event.key for event in events],
                "bodies": [event.body for event in events],
                "states": [(status.WAITING if event.is_json else status.QUARANTINED).value for event in events],
                "reasons": ["" if event.is_json else "it is no JSON" for event in events],
            },
        )
    # Behind the commit: a job that already waits then finds the events, and none is started for nothing.
    for connection_id in {event.connection_id for event in events}:
        tasks.defer_events(agency_id, connection_id)


@csrf_exempt
@require_POST
def receive(request: HttpRequest, provider: str, connection_id: UUID) -> HttpResponse:
    """The door without an ASGI server (in tests, say): one delivery, one transaction."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    too_big = int(request.headers.get("Content-Length") or 0) > MAX_BODY
    body = b"\0" * (MAX_BODY + 1) if too_big else request.body
    (status,) = take([Delivery(provider, connection_id, headers, body)])
    return HttpResponse(status=status)


class Receiver:
    """The door in an ASGI server."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Delivery, asyncio.Future[HTTPStatus]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "events")

    async def __call__(self, provider: str, connection_id: UUID, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        body = await _body(receive)
        if body is None:
            await _answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        if len(self._waiting) >= MAX_WAITING:
            await _answer(send, HTTPStatus.SERVICE_UNAVAILABLE)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        answer: asyncio.Future[HTTPStatus] = asyncio.get_running_loop().create_future()
        self._waiting.append((Delivery(provider, connection_id, headers, body), answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        await _answer(send, await answer)

    async def _write(self) -> None:
        """Write what waits, together, until nothing waits."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            some, self._waiting = self._waiting, []
            try:
                answers = await loop.run_in_executor(self._thread, _take, [delivery for delivery, _ in some])
            except Exception:
                log.exception("events could not be stored")
                answers = [HTTPStatus.SERVICE_UNAVAILABLE] * len(some)
            for (_, waiting), status in zip(some, answers, strict=True):
                if not waiting.done():
                    waiting.set_result(status)
        self._writer = None


def _take(deliveries: Sequence[Delivery]) -> list[HTTPStatus]:
    close_old_connections()
    try:
        return take(deliveries)
    except DatabaseError:
        # One that the database will not take must not cost the others their place.
        return [take([delivery])[0] for delivery in deliveries] if len(deliveries) > 1 else _raise()


def _raise() -> Any:
    raise


async def _body(receive: Any) -> bytes | None:
    """The body, None if it is too big."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


async def _answer(send: Any, status: HTTPStatus) -> None:
    await send({"type": "http.response.start", "status": status.value, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def asked_for(scope: Any) -> tuple[str, UUID] | None:
    """The service and the connection that a request delivers to; None if it does not."""
    if scope["method"] != "POST" or not (found := _PATH.fullmatch(scope["path"])):
        return None
    return found[1], UUID(found[2])


receiver = Receiver()
