"""Full-text search over a million messages, first 20 hits, against bare SQL on the same table.

Each is one transaction, sent at once, so that one round trip and not three is in the figure. Ours goes through the
function, as the role that row-level security binds; bare is what a person would write for the tables' owner, with
literal values, and so planned each time. Both are asked in a big agency and in a small one, for a rare word and a
common one.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from agencies.models import Agency, Creator  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from chats.models import Chat  # noqa: E402
from chats.search.find import FIND_MESSAGES, FIRST, LAST, LOWEST_ID, common_words  # noqa: E402
from chats.search.index import announce_all, work_off  # noqa: E402
from chats.search.query import parse  # noqa: E402

HITS, ROUNDS, WARM_UP = 20, 200, 50
TARGET = 1.5
#: Chats of each agency, and messages in each chat.
SIZES = {"big": (2_500, 400), "small": (10, 100)}
#: One message in so many has the word.
WORDS = {"common": ("hello", 3), "rare": ("pineapple", 10_000)}
"""Twelve words each from a vocabulary whose words grow rarer and rarer, as in talk."""
FILL = """
INSERT INTO chats_message (id, agency_id, chat_id, of_message_id, direction, text, is_ppv, price, is_tip, sent_at,
    source, status, created_at)
SELECT gen_random_uuid(), chat.agency_id, chat.id, n, CASE WHEN n %% 2 = 0 THEN 'in' ELSE 'out' END,
    (SELECT string_agg(said.word, ' ') FROM (
        SELECT 'w' || floor(exp(random() * ln(20000))) AS word FROM generate_series(1, 12 + 0 * n)) AS said)
    || CASE WHEN random() < 1.0 / %(common)s THEN ' hello' ELSE '' END
    || CASE WHEN random() < 1.0 / %(rare)s THEN ' pineapple' ELSE '' END,
    false, 0, false, now() - random() * interval '300 days', 'bench', 'sent', now()
FROM chats_chat AS chat, generate_series(1, %(length)s) AS n WHERE chat.agency_id = %(agency)s
"""
BARE = """
SELECT id, sent_at FROM chats_messagesearch WHERE agency_id = '{agency}' AND vector @@ '{query}'::tsquery
ORDER BY sent_at DESC, id DESC LIMIT {limit}
"""


def run() -> dict[str, dict[str, Any]]:
    """Measure in turns, so that a busy machine slows both alike; medians count."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    agencies = {size: _fill(size, *counts) for size, counts in SIZES.items()}
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("VACUUM ANALYZE chats_messagesearch, chats_message, chats_chat")
    results = {}
    for size, agency in agencies.items():
        for name, (word, _) in WORDS.items():
            results |= _measure(f"search_{size}_agency_{name}_word", agency, word)
    call_command("flush", interactive=False, verbosity=0)
    return results


def _fill(size: str, chats: int, length: int) -> Agency:
    agency = Agency.objects.create(name=size, slug=size)
    with agency_scope(agency.pk), connection.cursor() as cursor:
        creator = Creator.objects.create(agency=agency, username=size, of_user_id=1)
        Chat.objects.bulk_create([Chat(agency=agency, creator=creator, fan_of_id=n) for n in range(1, chats + 1)])
        often = {name: often for name, (_, often) in WORDS.items()}
        cursor.execute(FILL, {"agency": agency.pk, "length": length, **often})
        announce_all(agency.pk)
    work_off(agency.pk)
    return agency


def _measure(name: str, agency: Agency, word: str) -> dict[str, dict[str, Any]]:
    asked = [_ours(agency, word), _bare(agency, word)]
    assert [row[0] for row in asked[0]()] == [row[0] for row in asked[1]()], name
    times: list[list[float]] = [[], []]
    for round_ in range(-WARM_UP, ROUNDS):
        for ask, taken in zip(asked, times, strict=True):
            spent = _timed(ask)
            taken += [spent] if round_ >= 0 else []
    ours, bare = (statistics.median(taken) for taken in times)
    lower = {"higher_is_better": False}
    return {
        f"{name}_vs_bare_sql": {"value": ours / bare, "target": TARGET, "unit": "ratio", **lower},
        f"{name}": {"value": ours * 1000, "target": None, "unit": "ms", **lower},
    }


def _ours(agency: Agency, word: str) -> Callable[[], list[Any]]:
    session = _session()
    session.execute(f"SET ROLE {connection.bound_role}")  # type: ignore[attr-defined]
    with agency_scope(agency.pk):
        query, common = parse(word), common_words(agency.pk)
    asked = [query.tsquery, None, query.may_be_common(common), None, None, None, FIRST, LAST, LOWEST_ID, HITS]

    def ask() -> list[Any]:
        with session.pipeline():
            session.execute("BEGIN")
            session.execute(f"SET LOCAL app.agency_id = '{agency.pk}'")
            found = session.execute(FIND_MESSAGES, asked)
            session.execute("COMMIT")
        return found.fetchall()

    return ask


def _bare(agency: Agency, word: str) -> Callable[[], list[Any]]:
    session = _session()
    (query,) = session.execute("SELECT search_query(%s, %s)::text", [f"'{word}'", agency.pk]).fetchone()  # type: ignore[misc]
    statement = BARE.format(agency=agency.pk, query=query.replace("'", "''"), limit=HITS)

    def ask() -> list[Any]:
        with session.pipeline():
            session.execute("BEGIN")
            found = session.execute(statement, prepare=False)
            session.execute("COMMIT")
        return found.fetchall()

    return ask


def _session() -> psycopg.Connection[Any]:
    """A connection of the tables' owner."""
    parameters = connection.get_connection_params()
    for django_only in ("cursor_factory", "context", "assume_role", "prepare_threshold"):
        parameters.pop(django_only, None)
    return psycopg.connect(**parameters, autocommit=True)


def _timed(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


if __name__ == "__main__":
    for name, row in run().items():
        print(name, row)
