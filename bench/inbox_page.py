"""The inbox's pages over real HTTP, in an agency of 5,000,000 messages and in one of 50,000."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from agencies.models import Agency  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from bench.people import Visitor, session_of  # noqa: E402
from bench.server import server  # noqa: E402
from chats.models import Chat  # noqa: E402
from chats.queue import refresh_all  # noqa: E402
from integrations.demo.seeding import seed  # noqa: E402

ROUNDS, WARM_UP, PER_ROUND = 30, 40, 5
#: Chats of the two agencies; the rival has a hundredth.
CHATS, MESSAGES_PER_CHAT, RIVAL = 25_000, 200, 0.01
TARGET = 1.2
PART = {"HX-Request": "true", "HX-Target": "conversation"}


def run() -> dict[str, dict[str, Any]]:
    """Measure in turns, so that a busy machine slows both alike; medians count."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    seed(now=timezone.now(), chats=CHATS, messages_per_chat=MESSAGES_PER_CHAT, password="measure-me-123", rival=RIVAL)
    _fill_queues()
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("VACUUM ANALYZE")
    with server() as port:
        sides = [_pages(Visitor(port, session_of(f"chatter@{slug}.test")), slug) for slug in ("demo", "rival")]
        found = {name: _ratio([side[name] for side in sides]) for name in sides[0]}
    call_command("flush", interactive=False, verbosity=0)
    results: dict[str, dict[str, Any]] = {}
    for name, (ratio, seconds) in found.items():
        results[name] = {"value": ratio, "target": TARGET, "unit": "× (5M ÷ 50k)", "higher_is_better": False}
        results[f"{name}_ms"] = {
            "value": seconds * 1000, "target": None, "unit": "ms at 5M", "higher_is_better": False
        }  # fmt: skip
    return results


def _fill_queues() -> None:
    for agency in Agency.objects.all():
        with agency_scope(agency.pk):
            refresh_all(agency.pk)


def _pages(visitor: Visitor, slug: str) -> dict[str, Callable[[], None]]:
    agency = Agency.objects.get(slug=slug)
    listed = visitor.ask("GET", "/inbox/").decode()
    chat = listed.split('data-chat="')[1].split('"')[0]
    with agency_scope(agency.pk):
        assert Chat.objects.get(pk=chat).agency_id == agency.pk
    given = {"chat": chat}

    def first_page() -> None:
        assert visitor.ask("GET", "/inbox/").count(b'class="chat-row') == 40

    def thread() -> None:
        assert visitor.ask("GET", f"/inbox/{chat}/", **PART).count(b'id="message-') == 50

    def next_chat() -> None:
        page = visitor.ask("POST", "/inbox/next/", f"after={given['chat']}", **PART)
        given["chat"] = page.split(b'data-chat="')[1].split(b'"')[0].decode()

    return {"inbox_page": first_page, "thread_page": thread, "next_chat": next_chat}


def _ratio(calls: list[Callable[[], None]]) -> tuple[float, float]:
    """How much longer the first takes than the second, and its seconds."""
    for _ in range(WARM_UP):
        for call in calls:
            call()
    times: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for call, taken in zip(calls, times, strict=True):
            taken += [_timed(call) for _ in range(PER_ROUND)]
    big, small = (statistics.median(taken) for taken in times)
    return big / small, big


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
