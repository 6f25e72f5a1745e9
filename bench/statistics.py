"""Statistics: one new message in a long chat and a short one, everything anew, dashboards, and a worker's delay."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from agencies.models import Agency, Creator, Membership  # noqa: E402
from agencies.scope import Actor  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from analytics.dashboards import activity, offers, revenue, team  # noqa: E402
from analytics.folding.fold import fold  # noqa: E402
from analytics.folding.recount import recount  # noqa: E402
from analytics.models import CreatorDay, Transaction  # noqa: E402
from analytics.reports import Question  # noqa: E402
from chats.incoming import IncomingMessage  # noqa: E402
from chats.ingest import record_messages  # noqa: E402
from chats.models import Message  # noqa: E402
from integrations.demo.seeding import seed  # noqa: E402

CHATS, MESSAGES_PER_CHAT = int(os.environ.get("BENCH_CHATS", 25_000)), 200
#: Sales for each chat beside those of the demo, so that a million messages have a hundred thousand.
MORE_SALES = 8
LONG, SHORT, ROUNDS, DELAYS = 100_000, 100, 60, 20
FOLDING_TARGET, RECOUNT_TARGET, DASHBOARD_TARGET, DELAY_TARGET = 1.5, 4, 1 / 50, 2
WORKERS = min(os.cpu_count() or 1, 4)
#: What anybody would ask for first, over all messages.
_BARE = """
SELECT chat_id, count(*), count(*) FILTER (WHERE direction = 'out'), sum(price) FILTER (WHERE unlocked), max(sent_at)
FROM chats_message WHERE agency_id = %(agency)s GROUP BY chat_id
"""
_SELL_MORE = """
INSERT INTO analytics_transaction
    (id, agency_id, created_at, creator_id, chat_id, kind, gross, fee, net, occurred_at, attribution)
SELECT gen_random_uuid(), agency_id, now(), creator_id, id, 'post', 10, 2, 8,
       last_message_at - n * interval '29 days', ''
FROM chats_chat CROSS JOIN generate_series(1, %(each)s) AS n
WHERE agency_id = %(agency)s AND last_message_at IS NOT NULL
"""
_LOCAL = "(sent_at AT TIME ZONE %(zone)s)"
_MESSAGES = "chats_message WHERE agency_id = %(agency)s AND deleted_at IS NULL AND status <> 'failed'"
_REPLIES = f"""
SELECT {{key}} AS key, EXTRACT(EPOCH FROM sent_at - asked_at) AS seconds FROM (
    SELECT *, max(sent_at) FILTER (WHERE direction = 'in' AND before IS DISTINCT FROM 'in')
               OVER (PARTITION BY chat_id ORDER BY sent_at, id) AS asked_at
    FROM (SELECT *, lag(direction) OVER (PARTITION BY chat_id ORDER BY sent_at, id) AS before FROM {_MESSAGES}) AS line
) AS turn WHERE direction = 'out' AND before = 'in' AND source <> 'mass'
"""
#: What each page answers, asked of the rows themselves.
_PLAIN = {
    "revenue": [
        "SELECT (occurred_at AT TIME ZONE %(zone)s)::date, creator_id, kind, sum(gross), sum(net), count(*) "
        "FROM analytics_transaction WHERE agency_id = %(agency)s GROUP BY 1, 2, 3"
    ],
    "activity": [
        f"SELECT {_LOCAL}::date, EXTRACT(HOUR FROM {_LOCAL}), direction, count(*) FROM {_MESSAGES} GROUP BY 1, 2, 3",
        "SELECT (occurred_at AT TIME ZONE %(zone)s)::date, EXTRACT(HOUR FROM occurred_at AT TIME ZONE %(zone)s), "
        "sum(net) FROM analytics_transaction WHERE agency_id = %(agency)s GROUP BY 1, 2",
        f"SELECT key, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds) "
        f"FROM ({_REPLIES.format(key=f'{_LOCAL}::date')}) AS replies GROUP BY key",
    ],
    "team": [
        f"SELECT sent_by_id, count(*), count(DISTINCT chat_id), count(*) FILTER (WHERE is_ppv), "
        f"count(*) FILTER (WHERE unlocked) FROM {_MESSAGES} AND direction = 'out' GROUP BY 1",
        f"SELECT key, avg(seconds), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds) "
        f"FROM ({_REPLIES.format(key='sent_by_id')}) AS replies GROUP BY key",
        "SELECT attributed_to_id, (occurred_at AT TIME ZONE %(zone)s)::date, kind, sum(net) "
        "FROM analytics_transaction WHERE agency_id = %(agency)s GROUP BY 1, 2, 3",
    ],
    "ppv": [
        f"SELECT price, count(*), count(unlocked), count(*) FILTER (WHERE unlocked) FROM {_MESSAGES} AND is_ppv "
        "GROUP BY 1",
        "SELECT offer, count(*), count(*) FILTER (WHERE unlocked), sum(price) FILTER (WHERE unlocked) FROM ("
        "SELECT message.id, unlocked, price, string_agg(of_media_id::text, ' ' ORDER BY of_media_id) AS offer "
        "FROM chats_message AS message JOIN chats_mediaattachment AS media ON media.agency_id = message.agency_id "
        "AND media.message_id = message.id WHERE message.agency_id = %(agency)s AND is_ppv "
        "GROUP BY message.id, unlocked, price) AS offers GROUP BY offer",
    ],
}
_PAGES = {"revenue": revenue.page, "activity": activity.page, "team": team.page, "ppv": offers.page}


def run() -> dict[str, dict[str, Any]]:
    """Measure in turns within one run; the best of some rounds where nothing but the machine differs."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    seed(now=timezone.now(), chats=CHATS, messages_per_chat=MESSAGES_PER_CHAT, password="measure-me-123", rival=0.001)
    agency = Agency.objects.get(slug="demo")
    with agency_scope(agency.pk), connection.cursor() as cursor:
        cursor.execute(_SELL_MORE, {"agency": agency.pk, "each": MORE_SALES})
    _analyze()
    first = _seconds(lambda: recount(agency.pk, workers=WORKERS))
    _analyze()
    _say("first recount", first)
    assert not recount(agency.pk, verify=True, workers=WORKERS)
    again = min(_seconds(lambda: recount(agency.pk, workers=WORKERS)) for _ in range(2))
    bare = min(_seconds(lambda: _ask(agency, _BARE)) for _ in range(3))
    _say("recount, bare scan", (again, bare))
    pages = _dashboards(agency)
    _say("pages", pages)
    folding, short = _folding(agency)
    _say("folding", (folding, short))
    delay = _delay(agency)
    with agency_scope(agency.pk):
        size = f"{Message.objects.count():,} messages, {Transaction.objects.count():,} transactions"
    call_command("flush", interactive=False, verbosity=0)
    return {
        "dashboards": _figure(sum(p for p, _ in pages.values()) / sum(q for _, q in pages.values()), DASHBOARD_TARGET,
                              f"× plain GROUP BY ({size})"),
        **{f"dashboard_{name}": _figure(ours / plain, None, f"× ({ours * 1000:.0f} ms ÷ {plain * 1000:.0f} ms)")
           for name, (ours, plain) in pages.items()},
        "recount": _figure(again / bare, RECOUNT_TARGET, "× one bare aggregate scan"),
        "recount_s": _figure(again, None, f"s with {WORKERS} workers"),
        "recount_first_s": _figure(first, None, "s when nothing had been counted"),
        "bare_scan_s": _figure(bare, None, "s"),
        "folding": _figure(folding, FOLDING_TARGET, f"× (chat of {LONG:,} ÷ chat of {SHORT})"),
        "folding_ms": _figure(short * 1000, None, "ms for one message in the short chat"),
        "statistics_delay": _figure(delay, DELAY_TARGET, f"s from commit to statistics, the longest of {DELAYS}"),
    }  # fmt: skip


def _figure(value: float, target: float | None, unit: str) -> dict[str, Any]:
    return {"value": value, "target": target, "unit": unit, "higher_is_better": False}


def _analyze() -> None:
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("VACUUM ANALYZE")


def _say(what: str, value: Any) -> None:
    print(f"  {what}: {value}", flush=True)


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _ask(agency: Agency, statement: str) -> None:
    with agency_scope(agency.pk), connection.cursor() as cursor:
        cursor.execute(statement, {"agency": agency.pk, "zone": agency.timezone})
        cursor.fetchall()


def _dashboards(agency: Agency) -> dict[str, tuple[float, float]]:
    """Seconds for each page of a year, and for the same asked of the rows."""
    with agency_scope(agency.pk):
        actor = Actor.from_membership(Membership.objects.get(agency=agency, role="owner"))
    today = timezone.now().date()
    question = Question(actor, agency.timezone, today - dt.timedelta(days=364), today)

    def page(name: str) -> None:
        with agency_scope(agency.pk):
            _PAGES[name](question)

    return {
        name: (
            min(_seconds(lambda name=name: page(name)) for _ in range(5)),
            min(_seconds(lambda told=told: [_ask(agency, one) for one in told]) for _ in range(2)),
        )
        for name, told in _PLAIN.items()
    }


def _folding(agency: Agency) -> tuple[float, float]:
    """How much longer one new message takes in the long chat, and seconds in the short one; medians."""
    creator, now = _creator(agency), timezone.now()
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


def _delay(agency: Agency) -> float:
    """Seconds from the commit of a message until the creator's day has it, the worker having nothing else to do."""
    creator, found = _creator(agency), []
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        # The worker shall have nothing else to do, such as indexing millions of words.
        cursor.execute("DELETE FROM chats_searchbacklog; DELETE FROM procrastinate_jobs")
    with _worker():
        for number in range(DELAYS + 3):
            before, at = _received(agency, creator), timezone.now()
            _write(agency, creator, 3, [(2 * number + 1, at)])
            begun = time.perf_counter()
            while _received(agency, creator) == before:
                assert time.perf_counter() - begun < 60
                time.sleep(0.01)
            found.append(time.perf_counter() - begun)
            time.sleep(0.3)
    return max(found[3:])


@contextlib.contextmanager
def _worker() -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(5)
        yield
    finally:
        process.kill()
        process.wait()


def _received(agency: Agency, creator: Creator) -> int:
    with agency_scope(agency.pk):
        return sum(CreatorDay.objects.filter(agency=agency, creator=creator).values_list("received", flat=True))


def _creator(agency: Agency) -> Creator:
    with agency_scope(agency.pk):
        return Creator.objects.filter(agency=agency).order_by("pk").first()  # type: ignore[return-value]


def _write(agency: Agency, creator: Creator, fan: int, told: list[tuple[int, dt.datetime]]) -> None:
    messages = [
        IncomingMessage(
            fan_of_id=fan, of_message_id=number, direction="in" if number % 2 else "out", sent_at=at, html="hey"
        )
        for number, at in told
    ]
    record_messages(agency_id=agency.pk, creator_id=creator.pk, messages=messages, source="bench")
