"""The entry: `granian --interface asgi ofagency.asgi:application`.

Event streams are served and services' events taken here, on the process's one loop; every other request goes to the
WSGI application, whose threads, and so their database connections, live on.
"""

from __future__ import annotations

import asyncio
import gc
import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
#: Requests that one process answers at the same time, each with a database connection.
THREADS = int(os.environ.get("WEB_THREADS", "8"))
#: Seconds to wait for the next part of a body.
BODY_PATIENCE = float(os.environ.get("BODY_PATIENCE", "60"))
views = WSGIMiddleware(cast(Any, get_wsgi_application()), workers=THREADS)

from django.urls import reverse  # noqa: E402  (needs Django to be set up, as the rest does)

from chats.ai.providers.openai_compatible import close_clients  # noqa: E402  (loaded now, and not when a draft is asked for)
from chats.ai.stream import PATH as DRAFTS  # noqa: E402
from chats.ai.stream import DraftStream  # noqa: E402
from chats.live.hub import hub  # noqa: E402
from chats.live.stream import EventStream  # noqa: E402
from integrations.inbound.receiver import asked_for, receiver  # noqa: E402

events = EventStream(hub, views)
drafts = DraftStream(hub, views)
EVENTS = reverse("inbox_events")


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Serve one connection, or the process's start and end."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == EVENTS and scope["method"] == "GET":
        await events(scope, receive, send)
    elif scope["type"] == "http" and scope["method"] == "GET" and DRAFTS.fullmatch(scope["path"]):
        await drafts(scope, receive, send)
    elif scope["type"] == "http" and (delivery := asked_for(scope)):
        await receiver(*delivery, scope, receive, send)
    else:

        async def body() -> Any:
            # A thread waits for it, and there are few: who sends nothing for long gives it back. And a body that broke
            # off would look to a2wsgi like one that has ended.
            async with asyncio.timeout(BODY_PATIENCE):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionResetError("The client went away.")
            return message

        await views(scope, body, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.start()
            # The program stays as long as the process. To walk through it again and again would keep all requests
            # waiting, for more than 0.1 s each time.
            gc.collect()
            gc.freeze()
            await send({"type": "lifespan.startup.complete"})
        else:
            hub.stop()
            await close_clients()
            await send({"type": "lifespan.shutdown.complete"})
            return
