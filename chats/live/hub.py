"""One listener for each web process, and the streams that it feeds."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import orjson
import psycopg
from django.db import connection

from chats.live.announce import ACCESS, BULK, CHANNEL
from chats.live.frames import Frame, Notice, frame, missed, render

log = logging.getLogger(__name__)
#: Frames that may wait for a slow browser before it is told to ask for everything anew.
WAITING = 200
#: Notifications that are rendered together.
TOGETHER = 50
#: Seconds between two attempts to reach the database, and between two "much has changed" of one creator.
RETRY, CALM = 1.0, 3.0


@dataclass(frozen=True)
class Ticket:
    """Who listens: what the view `events` has found out about the request."""

    agency_id: UUID
    creator_ids: frozenset[UUID] | None
    user_id: UUID
    zone: str
    page: UUID | None

    @classmethod
    def parse(cls, body: bytes) -> Ticket:
        """Read the view's answer."""
        told = orjson.loads(body)
        creators = told["creators"]
        return cls(
            UUID(told["agency"]),
            None if creators is None else frozenset(map(UUID, creators)),
            UUID(told["user"]),
            told["zone"],
            UUID(told["page"]) if told["page"] else None,
        )

    def may_see(self, creator_id: UUID) -> bool:
        """Whether chats of this creator are theirs."""
        return self.creator_ids is None or creator_id in self.creator_ids


class Told(NamedTuple):
    """A frame on its way; a browser that has it has been told as far as `cursor`."""

    data: bytes
    cursor: str | None


@dataclass(eq=False)
class Stream:
    """One open inbox page. `cursor` is how far it has been told: what waits in `frames`, it has not."""

    ticket: Ticket
    cursor: str
    frames: asyncio.Queue[Told] = field(default_factory=lambda: asyncio.Queue(WAITING))
    #: Somebody's access has changed: who listens, and what they may see, is found out before anything is told.
    is_doubtful: bool = False
    #: The browser has hung up.
    is_gone: bool = False
    told_of_bulk: dict[UUID, float] = field(default_factory=dict)

    def put(self, data: bytes, cursor: str | None = None) -> None:
        """Queue a frame; a browser that reads too slowly gets one that makes it load everything anew."""
        if self.frames.full():
            self.forget()
            data = RESYNC
        self.frames.put_nowait(Told(data, cursor))

    def forget(self) -> None:
        """Tell nothing of what waits."""
        while not self.frames.empty():
            self.frames.get_nowait()

    def doubt(self) -> None:
        """Tell nothing more before the stream has proved itself anew."""
        self.is_doubtful = True
        self.wake()

    def hang_up(self) -> None:
        """The browser is not there any more."""
        self.is_gone = True
        self.wake()

    def wake(self) -> None:
        """Let whoever waits for a frame look at the flags."""
        if self.frames.empty():
            self.frames.put_nowait(Told(b"", None))


RESYNC = frame("resync", {})


class Hub:
    """Listens on one connection and tells the streams; lives in the loop that it was started in."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        #: How often somebody's access has changed; a stream that began meanwhile was not there to be doubted.
        self.access_changes = 0
        #: Database work of the streams; one thread keeps one connection.
        self.thread = ThreadPoolExecutor(1, "live")
        self._notices: asyncio.Queue[Notice] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to listen."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._tell())]

    def stop(self) -> None:
        """Stop listening."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self.thread.shutdown(wait=False, cancel_futures=True)

    async def call(self, function: Any, *arguments: Any) -> Any:
        """Run a function that uses the database."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, function, *arguments)

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**await self.call(_address), autocommit=True) as raw:
                    await raw.execute(f"LISTEN {CHANNEL}")
                    # What happened while nobody listened, the events still know; whose access changed, they do not.
                    self._doubt(self.streams)
                    async for notification in raw.notifies():
                        self._take(notification.payload)
            except (psycopg.Error, OSError) as error:
                log.warning("live_listener_lost", extra={"reason": type(error).__name__})
                await asyncio.sleep(RETRY)

    def _take(self, payload: str) -> None:
        told = orjson.loads(payload)
        if told["k"] == ACCESS:
            user, agency = told.get("user"), told["a"]
            self._doubt(
                stream
                for stream in self.streams
                if user in (None, str(stream.ticket.user_id)) and agency in (None, str(stream.ticket.agency_id))
            )
            return
        self._notices.put_nowait(Notice.parse(told))

    def _doubt(self, streams: Iterable[Stream]) -> None:
        self.access_changes += 1
        for stream in streams:
            stream.doubt()

    async def _tell(self) -> None:
        while True:
            notices = [await self._notices.get()]
            while not self._notices.empty() and len(notices) < TOGETHER:
                notices.append(self._notices.get_nowait())
            by_agency: dict[UUID, list[Notice]] = defaultdict(list)
            for notice in notices:
                by_agency[notice.agency_id].append(notice)
            for agency_id, of_agency in by_agency.items():
                listening = [s for s in self.streams if s.ticket.agency_id == agency_id]
                try:
                    await self._tell_agency(agency_id, of_agency, listening)
                except Exception:
                    # A stream that misses something must load anew; the next notice must still be told.
                    log.exception("live_render_failed")
                    for stream in listening:
                        stream.put(RESYNC)

    async def _tell_agency(self, agency_id: UUID, notices: list[Notice], listening: list[Stream]) -> None:
        self._tell_of_bulk([n for n in notices if n.kind == BULK], listening)
        wanted = [n for n in notices if n.kind != BULK and any(s.ticket.may_see(n.creator_id) for s in listening)]
        if wanted:
            zones = frozenset(stream.ticket.zone for stream in listening)
            self._deliver(await self.call(render, agency_id, wanted, zones), listening)

    def _tell_of_bulk(self, notices: Iterable[Notice], listening: list[Stream]) -> None:
        """Of an import every page is told at most once in `CALM` seconds, and once more at its end."""
        loop = asyncio.get_running_loop()
        for creator_id in {notice.creator_id for notice in notices}:
            for stream in listening:
                if not stream.ticket.may_see(creator_id) or creator_id in stream.told_of_bulk:
                    continue
                stream.told_of_bulk[creator_id] = loop.time()
                loop.call_later(CALM, self._end_calm, stream, creator_id)

    def _end_calm(self, stream: Stream, creator_id: UUID) -> None:
        stream.told_of_bulk.pop(creator_id, None)
        if stream in self.streams:
            stream.put(frame(BULK, {"creator": creator_id}))

    def _deliver(self, frames: list[Frame], listening: list[Stream]) -> None:
        for made in frames:
            for stream in listening:
                # The right to see is looked up now, and not when the frame was asked for.
                if stream in self.streams and not stream.is_doubtful and stream.ticket.may_see(made.creator_id):
                    stream.put(made.bytes_by_zone[stream.ticket.zone], made.cursor)

    async def catch_up(self, stream: Stream) -> None:
        """Tell a stream what has happened since its cursor, if it has one."""
        if not stream.cursor:
            return
        ticket = stream.ticket
        notices = await self.call(missed, ticket.agency_id, ticket.creator_ids, stream.cursor)
        if notices is None:
            stream.put(RESYNC)
        elif notices:
            self._tell_of_bulk([n for n in notices if n.kind == BULK], [stream])
            rest = [n for n in notices if n.kind != BULK]
            self._deliver(await self.call(render, ticket.agency_id, rest, {ticket.zone}), [stream])


def _address() -> dict[str, Any]:
    return connection.get_address()  # type: ignore[attr-defined,no-any-return]


hub = Hub()
