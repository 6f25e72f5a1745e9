"""Counting everything anew: for agencies that were never counted, for new rules, and to prove that nothing is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from agencies.changes import horizon
from agencies.models import Creator
from agencies.tenancy import agency_scope
from analytics.engagement import compare_fans, verify_scores
from analytics.folding.fold import Step, hold_progress, timezone_of
from chats.models import Chat

#: What PostgreSQL may keep in memory of a part, where otherwise it would sort on disk.
WORK_MEMORY = "64MB"
#: Chats in one transaction.
CHATS_AT_ONCE = 500


class _UndoneError(Exception):
    """Raised to undo what was put in order, where it should only be looked at."""


def recount(agency_id: UUID, *, verify: bool = False, workers: int = 1) -> Counter[str]:
    """Count everything of an agency anew; return how many rows of which kind differed, and are in order now.

    With `verify` they stay as they are. Whoever folds meanwhile waits for a part of it. So many `workers` count parts
    side by side, each with a connection of its own; within a transaction, which only its own connection sees, one.
    """
    differed: Counter[str] = Counter()
    # What changes while this runs is counted once more afterwards.
    reached = horizon().below
    with agency_scope(agency_id):
        hold_progress(agency_id)
        timezone = timezone_of(agency_id)
        creators = list(Creator.objects.filter(agency_id=agency_id).order_by("pk").values_list("pk", flat=True))
    parts = [{"chats": chats} for chats in _all_chats(agency_id)], [{"creator_id": pk} for pk in creators]
    for some in parts:
        for found in _side_by_side(some, 1 if connection.in_atomic_block else workers, agency_id, timezone, verify):
            differed.update(found)
    if not verify:
        with agency_scope(agency_id):
            progress = hold_progress(agency_id)
            progress.timezone, progress.transaction, progress.change = timezone, reached, None
            progress.save()
    differed["scores"] = _scores(agency_id, verify)
    return +differed


def _side_by_side(parts: list[Any], workers: int, *arguments: Any) -> Iterator[dict[str, int]]:
    if workers == 1:
        yield from (_part(*arguments, **part) for part in parts)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda part: _in_thread(*arguments, **part), parts)


def _in_thread(*arguments: Any, **part: Any) -> dict[str, int]:
    try:
        return _part(*arguments, **part)
    finally:
        connection.close()


def _scores(agency_id: UUID, verify: bool) -> int:
    if not verify:
        return compare_fans(agency_id, at_once=True)
    wrong = 0
    with agency_scope(agency_id), suppress(_UndoneError), transaction.atomic():
        wrong = verify_scores(agency_id)
        raise _UndoneError
    return wrong


def _all_chats(agency_id: UUID) -> Iterator[list[UUID]]:
    last = UUID(int=0)
    while True:
        with agency_scope(agency_id):
            chats = Chat.objects.filter(agency_id=agency_id, pk__gt=last).order_by("pk")
            some = list(chats.values_list("pk", flat=True)[:CHATS_AT_ONCE])
        if not some:
            return
        yield some
        last = some[-1]


def _part(
    agency_id: UUID, timezone: str, verify: bool, *, chats: Sequence[UUID] = (), creator_id: UUID | None = None
) -> dict[str, int]:
    """Some chats, or what the chats of a creator add up to."""
    with agency_scope(agency_id), suppress(_UndoneError), transaction.atomic():
        _keep_out_folding(agency_id)
        step = Step(agency_id, timezone)
        step.begin(chats=chats)
        step.settle_and_attribute(chats=chats)
        if creator_id:
            step.take_all_days(creator_id, fans=False)
            step.add_up()
        else:
            step.count_chats()
        if verify:
            raise _UndoneError
    return step.differed


def _keep_out_folding(agency_id: UUID) -> None:
    """Until the end of the transaction nobody folds; parts of a recount, which have nothing in common, go on."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT FROM analytics_statsprogress WHERE agency_id = %s FOR SHARE; SET LOCAL work_mem = '{WORK_MEMORY}'",
            [agency_id],
        )
