"""The event stream of one request for drafts, as an ASGI application.

As with the inbox's stream, a view finds out who asks; its answer holds ids and nothing else. Whoever comes first has
the request worked on here; the others are told what was written so far, and the rest.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import orjson

from chats.ai.cards import draft_frame
from chats.ai.keeping import drafts_of
from chats.ai.running import run_of
from chats.ai.threads import in_thread
from chats.live.frames import frame
from chats.live.hub import Hub
from chats.live.stream import HEADERS, Application, ask_view
from chats.models import DraftRequest

PATH = re.compile(r"/inbox/[0-9a-f-]{36}/drafts/[0-9a-f-]{36}/events/")
#: Seconds between two looks at a request that another process works on, and looks until we give up.
LOOK_EVERY, LOOKS = 0.3, 1_200
BEGIN, DONE = frame("begin", {}), b"event: done"
ENDED = (DraftRequest.Status.DONE, DraftRequest.Status.FAILED)


class DraftStream:
    """Answers `GET /inbox/<chat>/drafts/<request>/events/` until the last draft is whole."""

    def __init__(self, hub: Hub, views: Application) -> None:
        self.hub = hub
        self.views = views

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        seen = self.hub.access_changes
        status, headers, body = await ask_view(self.views, scope)
        if status != 200:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        ticket = orjson.loads(body)
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": BEGIN, "more_body": True})
        gone = asyncio.create_task(_gone(receive))
        try:
            async for data in _told(UUID(ticket["agency"]), UUID(ticket["request"])):
                if gone.done():
                    return
                if seen != self.hub.access_changes:
                    # Somebody's access has changed, perhaps theirs.
                    seen = self.hub.access_changes
                    if (await ask_view(self.views, scope))[0] != 200:
                        break
                # The page hangs up when it reads that all is done.
                is_last = data.startswith(DONE)
                await send({"type": "http.response.body", "body": data, "more_body": not is_last})
                if is_last:
                    return
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()


async def _told(agency_id: UUID, request_id: UUID) -> AsyncIterator[bytes]:
    run = run_of(agency_id, request_id)
    async for data in run.follow():
        yield data
    if run.is_foreign:
        async for data in _of_another(agency_id, request_id):
            yield data


async def _of_another(agency_id: UUID, request_id: UUID) -> AsyncIterator[bytes]:
    """What comes of a request that another process works on, or that has ended."""
    told: set[UUID] = set()
    for _ in range(LOOKS):
        request, drafts = await in_thread(drafts_of, agency_id, request_id)
        for draft in drafts:
            if draft.pk not in told:
                told.add(draft.pk)
                yield draft_frame(draft)
        if request is None or request.status in ENDED:
            for number in sorted(set(range(1, request.wanted + 1 if request else 1)) - {d.number for d in drafts}):
                yield frame("none", {"number": number, "words": "No further draft."})
            yield frame("done", {"words": request.problem if request else ""})
            return
        await asyncio.sleep(LOOK_EVERY)


async def _gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
