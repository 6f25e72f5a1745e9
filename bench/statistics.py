"""How fast statistics are counted: one new message in a long chat and a short one, and everything anew."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from agencies.models import Agency, Creator  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from analytics.folding.fold import fold  # noqa: E402
from analytics.folding.recount import recount  # noqa: E402
from chats.incoming import IncomingMessage  # noqa: E402
from chats.ingest import record_messages  # noqa: E402
from integrations.demo.seeding import seed  # noqa: E402

CHATS, MESSAGES_PER_CHAT = int(os.environ.get("BENCH_CHATS", 25_000)), 200
LONG, SHORT, ROUNDS = 100_000, 100, 60
FOLDING_TARGET, RECOUNT_TARGET = 1.5, 4
#: What anybody would ask for first, over all messages.
_BARE = """
SELECT chat_id, count(*), count(*) FILTER (WHERE direction = 'out'), sum(price) FILTER (WHERE unlocked), max(sent_at)
FROM chats_message WHERE agency_id = %s GROUP BY chat_id
"""


def run() -> dict[str, dict[str, Any]]:
    """Measure folding in turns; recount and bare scan after each other, the best of three."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    seed(now=timezone.now(), chats=CHATS, messages_per_chat=MESSAGES_PER_CHAT, password="measure-me-123", rival=0.001)
    agency = Agency.objects.get(slug="demo")
    _analyze()
    begun = time.perf_counter()
    recount(agency.pk)
    first = time.perf_counter() - begun
    _analyze()
    assert not recount(agency.pk, verify=True)
    counted = min(_seconds(lambda: recount(agency.pk, verify=True)) for _ in range(2))
    bare = min(_seconds(lambda: _scan(agency)) for _ in range(3))
    folding, short = _folding(agency)
    call_command("flush", interactive=False, verbosity=0)
    return {
        "recount": _figure(counted / bare, RECOUNT_TARGET, "× one bare aggregate scan"),
        "recount_s": _figure(counted, None, f"s for {CHATS * MESSAGES_PER_CHAT:,} messages"),
        "recount_first_s": _figure(first, None, "s when nothing had been counted"),
        "bare_scan_s": _figure(bare, None, "s"),
        "folding": _figure(folding, FOLDING_TARGET, f"× (chat of {LONG:,} ÷ chat of {SHORT})"),
        "folding_ms": _figure(short * 1000, None, "ms for one message in the short chat"),
    }


def _figure(value: float, target: float | None, unit: str) -> dict[str, Any]:
    return {"value": value, "target": target, "unit": unit, "higher_is_better": False}


def _analyze() -> None:
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("VACUUM ANALYZE")


def _seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _scan(agency: Agency) -> None:
    with agency_scope(agency.pk), connection.cursor() as cursor:
        cursor.execute(_BARE, [agency.pk])
        cursor.fetchall()


def _folding(agency: Agency) -> tuple[float, float]:
    """How much longer one new message takes in the long chat, and seconds in the short one; medians."""
    with agency_scope(agency.pk):
        creator = Creator.objects.filter(agency=agency).first()
    now = timezone.now()
    for fan, length in ((1, LONG), (2, SHORT)):
        for start in range(0, length, 20_000):
            numbers = range(start, min(length, start + 20_000))
            _write(agency, creator, fan, [(n, now - dt.timedelta(minutes=10 * (length - n))) for n in numbers])
    _analyze()
    while fold(agency.pk):
        pass
    times: dict[int, list[float]] = {1: [], 2: []}
    for number in range(ROUNDS):
        for fan, found in times.items():
            _write(agency, creator, fan, [(1_000_000 + number, now + dt.timedelta(seconds=number))])
            found.append(_seconds(lambda: fold(agency.pk)))
    long, short = (statistics.median(times[fan][5:]) for fan in (1, 2))
    return long / short, short


def _write(agency: Agency, creator: Creator, fan: int, told: list[tuple[int, dt.datetime]]) -> None:
    messages = [
        IncomingMessage(
            fan_of_id=fan, of_message_id=number, direction="in" if number % 2 else "out", sent_at=at, html="hey"
        )
        for number, at in told
    ]
    record_messages(agency_id=agency.pk, creator_id=creator.pk, messages=messages, source="bench")
