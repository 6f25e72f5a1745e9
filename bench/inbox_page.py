"""The inbox's first page over real HTTP, in an agency of 1,000,000 messages and in one of 50,000."""

from __future__ import annotations

import http.client
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from agencies.models import User  # noqa: E402
from bench.server import SECRET_KEY, server  # noqa: E402
from integrations.demo.seeding import seed  # noqa: E402

ROUNDS, WARM_UP, PER_ROUND = 40, 60, 5
#: Chats of the two agencies; the rival has a twentieth.
CHATS, MESSAGES_PER_CHAT = 5_000, 200
TARGET = 1.2


def run() -> dict[str, dict[str, Any]]:
    """Measure in turns, so that a busy machine slows both alike; medians count."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    seed(now=timezone.now(), chats=CHATS, messages_per_chat=MESSAGES_PER_CHAT, password="measure-me-123", rival=0.05)
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("VACUUM ANALYZE")
    with server() as port:
        pages = [_page(port, _session(f"chatter@{slug}.test")) for slug in ("demo", "rival")]
        for _ in range(WARM_UP):
            for page in pages:
                page()
        times: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for page, taken in zip(pages, times, strict=True):
                taken += [_timed(page) for _ in range(PER_ROUND)]
    call_command("flush", interactive=False, verbosity=0)
    big, small = (statistics.median(taken) for taken in times)
    return {
        "inbox_page": {"value": big / small, "target": TARGET, "unit": "× (1M ÷ 50k)", "higher_is_better": False},
        "inbox_page_ms": {"value": big * 1000, "target": None, "unit": "ms at 1M", "higher_is_better": False},
    }


def _session(email: str) -> str:
    """Log a person in; return the session's key."""
    settings.SECRET_KEY = SECRET_KEY
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _page(port: int, session: str) -> Callable[[], None]:
    client = http.client.HTTPConnection("127.0.0.1", port)

    def page() -> None:
        client.request("GET", "/inbox/", headers={"Cookie": f"sessionid={session}"})
        response = client.getresponse()
        body = response.read()
        assert response.status == 200, body[:500]
        assert body.count(b'class="chat-row') == 40

    return page


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
