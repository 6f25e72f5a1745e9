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
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import UUID

import orjson
import psycopg
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from agencies.sealing import SecretUnreadableError
from agencies.tenancy import BoundConnection, execute_in_scope
from integrations import tasks
from integrations.models import Connection
from integrations.providers.registry import PROVIDERS

log = logging.getLogger(__name__)
#: Bytes; the largest genuine event, a message with many media, has a tenth of it.
MAX_BODY = 1_000_000
#: Seconds that a connection's secrets are remembered, and so until a new one is taken everywhere.
REMEMBERED = 5.0
#: Seconds for which a write waits, under load, for others to go with it.
MOMENT = 0.001
#: Seconds for which news are gathered before a job is started for them.
GATHERED = 0.02
#: Ids that are remembered, right or wrong.
MAX_REMEMBERED = 10_000
#: What may wait to be written; more is refused, and delivered again by the service.
MAX_WAITING = 2_000

_PATH = re.compile(r"/webhooks/([\w-]+)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")

_STORE = """
INSERT INTO integrations_inboundevent
    (id, agency_id, created_at, connection_id, delivery_key, event, body, received_at, status, reason, processed_at)
SELECT told.id, %(agency)s, %(now)s, told.connection, told.key, '', decode(told.body, 'hex'), %(now)s,
       CASE WHEN told.is_json THEN 'waiting' ELSE 'quarantined' END,
       CASE WHEN told.is_json THEN '' ELSE 'it is no JSON' END,
       CASE WHEN NOT told.is_json THEN %(now)s END
FROM unnest(%(ids)s::uuid[], %(connections)s::uuid[], %(keys)s::text[], %(bodies)s::text[], %(are_json)s::boolean[])
     AS told (id, connection, key, body, is_json)
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


#: The answer to a delivery, and what is to be stored of it.
_Proved = tuple[HTTPStatus, _Event | None]


@dataclass(frozen=True, slots=True)
class _Door:
    """A connection that events come for; None as `secrets` if they cannot be read."""

    agency_id: UUID
    connection_id: UUID
    provider: str
    config: Any
    secrets: list[str] | None

    @classmethod
    def of(cls, connection: Connection) -> _Door:
        """Open the connection's secrets once for many events."""
        try:
            secrets = connection.webhook_secrets
        except SecretUnreadableError:
            secrets = None
        return cls(connection.agency_id, connection.pk, connection.provider, connection.settings, secrets)


@dataclass(slots=True)
class _Doors:
    """The connections that events come for, each remembered for a moment."""

    known: dict[UUID, tuple[float, _Door | None]] = field(default_factory=dict)

    def remembered(self, ids: set[UUID]) -> dict[UUID, _Door | None]:
        """Those of these connections that were looked up a moment ago, None for one that there is not."""
        now = time.monotonic()
        return {pk: found[1] for pk in ids if (found := self.known.get(pk)) and now - found[0] < REMEMBERED}

    def find(self, ids: set[UUID]) -> dict[UUID, _Door | None]:
        """The connections with these ids, None for one that there is not."""
        fresh = self.remembered(ids)
        missing = ids - set(fresh)
        if missing:
            rows = {row.pk: _Door.of(row) for row in Connection.objects.filter(pk__in=missing, agency__is_active=True)}
            # Strangers must not fill the memory with ids that they make up.
            if len(self.known) > MAX_REMEMBERED:
                self.known.clear()
            now = time.monotonic()
            for pk in missing:
                fresh[pk] = rows.get(pk)
                self.known[pk] = now, fresh[pk]
        return fresh


_doors = _Doors()


def take(deliveries: Sequence[Delivery]) -> tuple[list[HTTPStatus], set[tuple[UUID, UUID]]]:
    """Prove and store deliveries: the answer to each, and the (agency, connection) ids that have something new.

    An event that was delivered before is answered alike.
    """
    proved = _prove_each(deliveries, _doors.find({delivery.connection_id for delivery in deliveries}))
    for agency_id, events in _by_agency(proved).items():
        execute_in_scope(agency_id, _STORE, _rows(agency_id, events))
    return [status for status, _ in proved], _news(proved)


def _prove_each(deliveries: Sequence[Delivery], doors: Mapping[UUID, _Door | None]) -> list[_Proved]:
    return [_prove(delivery, doors[delivery.connection_id]) for delivery in deliveries]


def _by_agency(proved: Sequence[_Proved]) -> dict[UUID, list[_Event]]:
    events: dict[UUID, list[_Event]] = defaultdict(list)
    for _, event in proved:
        if event:
            events[event.agency_id].append(event)
    return events


def _news(proved: Sequence[_Proved]) -> set[tuple[UUID, UUID]]:
    return {(event.agency_id, event.connection_id) for _, event in proved if event}


def _prove(delivery: Delivery, door: _Door | None) -> _Proved:
    provider = PROVIDERS.get(delivery.provider)
    if door is None or provider is None or door.provider != delivery.provider:
        return HTTPStatus.NOT_FOUND, None
    if len(delivery.body) > MAX_BODY:
        return _refuse(door, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "is too big")
    if door.secrets is None:
        return _refuse(door, HTTPStatus.SERVICE_UNAVAILABLE, "cannot be proved: its secret is not readable")
    if not provider.is_signed(door.config, delivery.body, delivery.headers, door.secrets):
        return _refuse(door, HTTPStatus.UNAUTHORIZED, "is not signed with the connection's secret")
    key = provider.delivery_key(door.config, delivery.headers)[:255] or _own_key(delivery.body)
    is_json = _is_json(delivery.body)
    event = _Event(door.agency_id, door.connection_id, key, delivery.body, is_json)
    # Signed and unreadable is kept to be looked at, and still told to be wrong.
    return (HTTPStatus.ACCEPTED if is_json else HTTPStatus.BAD_REQUEST), event


def _refuse(door: _Door, status: HTTPStatus, why: str) -> tuple[HTTPStatus, None]:
    log.warning("event refused: it %s", why, extra={"connection": str(door.connection_id)})
    return status, None


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


def _rows(agency_id: UUID, events: Sequence[_Event]) -> dict[str, Any]:
    """The parameters of `_STORE`. Arrays of what needs no quotes are put together here, because that is faster."""
    return {
        "agency": agency_id,
        "now": timezone.now(),
        "ids": _array(str(uuid7()) for _ in events),
        "connections": _array(str(event.connection_id) for event in events),
        "keys": [event.key for event in events],
        "bodies": _array(event.body.hex() or '""' for event in events),
        "are_json": _array("t" if event.is_json else "f" for event in events),
    }


def _array(words: Iterable[str]) -> str:
    return "{" + ",".join(words) + "}"


@csrf_exempt
@require_POST
def receive(request: HttpRequest, provider: str, connection_id: UUID) -> HttpResponse:
    """The door without an ASGI server (in tests, say): one delivery, one transaction."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    # One byte more than may be shows that it is too big; the rest need not be read.
    (status,), news = take([Delivery(provider, connection_id, headers, request.read(MAX_BODY + 1))])
    _start_work(news)
    return HttpResponse(status=status)


class Receiver:
    """The door in an ASGI server."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Delivery, asyncio.Future[HTTPStatus]]] = []
        self._writer: asyncio.Task[None] | None = None
        #: How many were written together the last time, when that was, and what comes true when so many wait again.
        self._expected, self._answered_at = 0, 0.0
        self._gathered: asyncio.Future[None] | None = None
        self._thread = ThreadPoolExecutor(1, "events")
        self._database = BoundConnection(self._call)
        self._news: set[tuple[UUID, UUID]] = set()
        self._beginning: asyncio.Task[None] | None = None

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
        if self._gathered and len(self._waiting) >= self._expected:
            _set(self._gathered)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        await _answer(send, await answer)

    async def _write(self) -> None:
        """Write what waits, together, until nothing waits."""
        while self._waiting:
            await self._gather()
            some, self._waiting = self._waiting, []
            self._expected = len(some)
            try:
                answers = await self._take([delivery for delivery, _ in some])
            except Exception:
                log.exception("events could not be taken")
                answers = [HTTPStatus.SERVICE_UNAVAILABLE] * len(some)
            for (_, waiting), status in zip(some, answers, strict=True):
                if not waiting.done():
                    waiting.set_result(status)
            self._answered_at = asyncio.get_running_loop().time()
        self._writer = None

    async def _gather(self) -> None:
        """Under load, wait a moment for as many as came the last time: who was just answered sends the next."""
        loop = asyncio.get_running_loop()
        if len(self._waiting) < self._expected and loop.time() - self._answered_at < MOMENT:
            self._gathered = loop.create_future()
            timer = loop.call_later(MOMENT, _set, self._gathered)
            await self._gathered
            timer.cancel()
            self._gathered = None

    async def _take(self, deliveries: Sequence[Delivery]) -> list[HTTPStatus]:
        """Prove and store; the answer to each. An event that was delivered before is answered alike."""
        ids = {delivery.connection_id for delivery in deliveries}
        doors = _doors.remembered(ids)
        if len(doors) < len(ids):
            doors = await self._call(_find, ids)
        proved = _prove_each(deliveries, doors)
        by_agency = _by_agency(proved)
        lost = [event for agency_id, events in by_agency.items() for event in await self._store(agency_id, events)]
        self._tell(_news(proved))
        away = HTTPStatus.SERVICE_UNAVAILABLE
        return [away if any(event is one for one in lost) else status for status, event in proved]

    async def _store(self, agency_id: UUID, events: Sequence[_Event]) -> Sequence[_Event]:
        """Write the events of an agency; returns those that the database does not take."""
        for _ in range(2):
            try:
                await self._database.execute_in_scope(agency_id, _STORE, _rows(agency_id, events))
            except (psycopg.Error, OSError) as error:
                problem: Exception = error
                if self._database.is_open:
                    break
            else:
                return []
        if len(events) == 1 or not self._database.is_open:
            log.error("events could not be stored", exc_info=problem)
            return events
        # One that the database will not take must not cost the others their place.
        return [lost for event in events for lost in await self._store(agency_id, [event])]

    async def _call(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    def _tell(self, news: set[tuple[UUID, UUID]]) -> None:
        """Have the work begun in a moment: one job for all that comes until then."""
        if news and not self._news:
            asyncio.get_running_loop().call_later(GATHERED, self._begin)
        self._news |= news

    def _begin(self) -> None:
        news, self._news = self._news, set()
        self._beginning = asyncio.create_task(self._call(_start_work, news))


def _set(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _find(ids: set[UUID]) -> dict[UUID, _Door | None]:
    close_old_connections()
    return _doors.find(ids)


def _start_work(news: set[tuple[UUID, UUID]]) -> None:
    """Behind the commit: a job that waits already finds the events, and none is started for nothing."""
    for agency_id, connection_id in news:
        tasks.defer_events(agency_id, connection_id)


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
