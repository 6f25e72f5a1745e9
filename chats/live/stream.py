"""The event stream of an inbox page, as an ASGI application.

Who asks is found out by the view `events`, through the same middleware as any other request: its answer is
the stream's `Ticket`. Anything but a ticket (a redirect to the login, a 403) goes to the browser as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from chats.live.frames import frame
from chats.live.hub import Hub, Stream, Ticket
from chats.services.presence import keep_pages, leave_page

#: Seconds between signs of life; proxies close what is silent for a minute.
HEARTBEAT = 20.0
#: Heartbeats after which a stream proves itself anew, whether or not somebody has announced a change.
PROOF = 3
BEAT = frame("beat", {})
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class EventStream:
    """Answers `GET /inbox/events/` for as long as the page is open and its person may see what it shows."""

    def __init__(self, hub: Hub, views: Application) -> None:
        self.hub = hub
        self.views = views

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        changes = self.hub.access_changes
        status, headers, body = await ask_view(self.views, scope)
        if status != 200:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        stream = Stream(Ticket.parse(body), _cursor(scope))
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": b"retry: 1000\n\n", "more_body": True})
        self.hub.streams.add(stream)
        if self.hub.access_changes != changes:
            stream.doubt()
        gone = asyncio.create_task(_watch(receive, stream))
        try:
            await self.hub.catch_up(stream)
            await self._feed(stream, scope, send)
        finally:
            gone.cancel()
            self.hub.streams.discard(stream)
            if stream.ticket.page:
                await asyncio.shield(self.hub.call(_leave, stream.ticket.agency_id, stream.ticket.page))

    async def _feed(self, stream: Stream, scope: Any, send: Any) -> None:
        beats = 0
        while not stream.is_gone:
            if stream.is_doubtful or beats >= PROOF:
                beats = 0
                if not await self._is_proven(stream, scope):
                    await send({"type": "http.response.body", "body": frame("closed", {}), "more_body": False})
                    return
            try:
                async with asyncio.timeout(HEARTBEAT):
                    data, cursor = await stream.frames.get()
            except TimeoutError:
                beats += 1
                data, cursor = BEAT, None
                if stream.ticket.page:
                    await self.hub.call(_keep, stream.ticket.agency_id, stream.ticket.page)
            # What was queued before somebody's access changed is not told after it.
            if data and not stream.is_doubtful and not stream.is_gone:
                await send({"type": "http.response.body", "body": data, "more_body": True})
                stream.cursor = cursor or stream.cursor

    async def _is_proven(self, stream: Stream, scope: Any) -> bool:
        """Find out anew who listens, and tell them what was not told in doubt.

        What they may see may have changed; the page then looks again.
        """
        was_doubtful, stream.is_doubtful = stream.is_doubtful, False
        status, _, body = await ask_view(self.views, scope)
        if status != 200 or (ticket := Ticket.parse(body)).agency_id != stream.ticket.agency_id:
            return False
        if ticket.creator_ids != stream.ticket.creator_ids:
            stream.ticket = ticket
            stream.forget()
            stream.put(frame("access", {}))
        elif was_doubtful:
            await self.hub.catch_up(stream)
        return True


async def ask_view(views: Application, scope: Any) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """What the view of this address says of this request."""
    answer: dict[str, Any] = {"status": 500, "headers": [], "body": b""}

    async def nothing() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def collect(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.update(status=message["status"], headers=message["headers"])
        else:
            answer["body"] += message.get("body", b"")

    plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    await views({**scope, "headers": plain}, nothing, collect)
    return answer["status"], answer["headers"], answer["body"]


def _leave(agency_id: Any, page: Any) -> None:
    leave_page(agency_id=agency_id, page=page)


def _keep(agency_id: Any, page: Any) -> None:
    keep_pages(agency_id=agency_id, pages=[page])


async def _watch(receive: Any, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.hang_up()


def _cursor(scope: Any) -> str:
    """Where the browser was: `Last-Event-ID` after a lost connection, else what the page was made with."""
    headers = dict(scope["headers"])
    if last := headers.get(b"last-event-id"):
        return str(last.decode("latin1"))
    return parse_qs(scope["query_string"].decode("latin1")).get("since", [""])[0]
