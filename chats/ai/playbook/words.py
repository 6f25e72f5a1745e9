"""What a question is looked for by: its words, each with its weight, and what of them is selective enough to ask for.

A word that stands in the share s of the agency's messages weighs ln(1/s), as in inverse document frequency (Spärck
Jones, 1972). Shares are counted in the newest messages and kept for some minutes; a word that is not among them is
taken to stand in one of so many.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import connection

from chats.search.query import words_of

SHARES = "SELECT * FROM playbook_word_shares(%s::integer)"
SIZE = """
SELECT (SELECT count(*) FROM (SELECT FROM chats_messagesearch WHERE agency_id = %s LIMIT %s) AS counted),
    (SELECT reltuples::bigint FROM pg_class WHERE oid = 'chats_messagesearch'::regclass)
"""
#: Messages that shares are counted in; and how far an agency's are counted, beyond which the table's size will do.
SAMPLE, COUNTED = 4_000, 50_000
#: How long, and of how many agencies, a process keeps the shares.
KEPT_SECONDS, AGENCIES_KEPT = 600, 200
#: Characters of a question that are read, and how many of its words, the rarest, it is looked for by.
READ, LOOKED_FOR = 1_000, 10
#: Rows that the index may be asked for: by one word or some together, and in all.
ROWS_OF_A_CLAUSE, ROWS_OF_ALL = 2_000, 5_000
#: Words of a phrase stand together so much more often than chance would have it.
TOGETHER = 4


class Shares(NamedTuple):
    """How common an agency's words are, and about how many messages it has."""

    of_word: dict[str, float]
    rarest: float
    messages: int

    def of(self, word: str) -> float:
        """The share of messages that the word stands in."""
        return self.of_word.get(word, self.rarest)


class Lookup(NamedTuple):
    """What the database is asked: `clauses` for `to_tsquery`; if they are too common, only the newest are walked."""

    words: list[str]
    weights: list[float]
    clauses: str
    is_common: bool


_kept: dict[UUID, tuple[float, Shares]] = {}


def shares_of(agency_id: UUID) -> Shares:
    """As of some minutes ago; call in the agency's scope."""
    known = _kept.get(agency_id)
    if known is None or known[0] < time.monotonic():
        if len(_kept) >= AGENCIES_KEPT:
            _kept.clear()
        known = _kept[agency_id] = (time.monotonic() + KEPT_SECONDS, _count(agency_id))
    return known[1]


def forget_shares() -> None:
    """Count anew when next asked."""
    _kept.clear()


def _count(agency_id: UUID) -> Shares:
    with cast(Any, connection).prepared_cursor() as cursor:
        cursor.execute(SIZE, [agency_id, COUNTED])
        counted, size = cursor.fetchone()
        cursor.execute(SHARES, [SAMPLE])
        of_word = dict(cursor.fetchall())
    messages = counted if counted < COUNTED else max(counted, size)
    return Shares(of_word, 1 / max(2, min(counted, SAMPLE)), messages)


def lookup(question: str, shares: Shares) -> Lookup | None:
    """What to ask for; None if the question has no word."""
    words = sorted({word.lower() for word in words_of(question[:READ])}, key=lambda word: (shares.of(word), word))
    words = words[:LOOKED_FOR]
    if not words:
        return None
    weights = [math.log(1 / min(shares.of(word), 0.95)) for word in words]
    clauses = list(_selective(words, shares))
    everything = tuple(words)
    is_common = not clauses and _rows(everything, shares) > ROWS_OF_ALL
    asked = clauses or ([everything] if not is_common else [(word,) for word in words])
    return Lookup(words, weights, " | ".join(map(_clause, asked)), is_common)


def _selective(words: list[str], shares: Shares) -> Iterator[tuple[str, ...]]:
    """Words, and some of them together, that few enough messages have: single words first, then pairs, and so on."""
    taken: list[tuple[str, ...]] = []
    left = float(ROWS_OF_ALL)
    for size in range(1, min(4, len(words)) + 1):
        for together in sorted(combinations(words, size), key=lambda clause: _rows(clause, shares)):
            rows = _rows(together, shares)
            if rows > min(left, ROWS_OF_A_CLAUSE):
                break
            if not any(set(clause) <= set(together) for clause in taken):
                taken.append(together)
                left -= rows
                yield together


def _rows(together: tuple[str, ...], shares: Shares) -> float:
    """About how many messages have all of these words."""
    return shares.messages * min(1.0, math.prod(map(shares.of, together)) * TOGETHER ** (len(together) - 1))


def _clause(together: tuple[str, ...]) -> str:
    return "({})".format(" & ".join(f"'{word}'" for word in together))
