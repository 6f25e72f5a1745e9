"""Counting everything anew: for agencies that were never counted, for new rules, and to prove that nothing is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from agencies.changes import horizon
from agencies.models import Creator
from agencies.tenancy import agency_scope
from analytics.engagement import compare_fans, verify_scores
from analytics.folding.fold import Step, hold_progress, take_turn, timezone_of
from chats.models import Chat

#: What PostgreSQL may keep in memory of a part, where otherwise it would sort on disk.
WORK_MEMORY = "64MB"
#: Chats in one statement.
CHATS_AT_ONCE = 500


class _UndoneError(Exception):
    """Raised to undo what was put in order, where it should only be looked at."""


def recount(agency_id: UUID, *, verify: bool = False, workers: int = 1) -> Counter[str]:
    """Count everything of an agency anew; return how many rows of which kind differed, and are in order now.

    With `verify` they stay as they are. Whoever folds waits until it is over. So many `workers` count creators side by
    side, each with a connection of its own; within a transaction, which only its own connection sees, one.
    """
    is_inside = connection.in_atomic_block
    # What changes while this runs is counted once more afterwards.
    reached = horizon().below
    with agency_scope(agency_id):
        hold_progress(agency_id)
        timezone = timezone_of(agency_id)
        creators = list(Creator.objects.filter(agency_id=agency_id).order_by("pk").values_list("pk", flat=True))
    with agency_scope(agency_id):
        take_turn(agency_id)
        differed = sum(
            _side_by_side(creators, 0 if is_inside else workers, agency_id, timezone, verify), Counter[str]()
        )
    if not verify:
        with agency_scope(agency_id):
            progress = hold_progress(agency_id)
            progress.timezone, progress.transaction, progress.change = timezone, reached, None
            progress.save()
    differed["scores"] = _scores(agency_id, verify)
    return +differed


def _side_by_side(creators: list[UUID], workers: int, *arguments: Any) -> list[Counter[str]]:
    if not workers:
        return [_count(*arguments, creator_id=creator_id) for creator_id in creators]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda creator_id: _in_thread(*arguments, creator_id=creator_id), creators))


def _in_thread(*arguments: Any, creator_id: UUID) -> Counter[str]:
    try:
        return _count(*arguments, creator_id=creator_id)
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


def _count(agency_id: UUID, timezone: str, verify: bool, *, creator_id: UUID) -> Counter[str]:
    """A creator's chats, some in each transaction, and what they add up to."""
    differed: Counter[str] = Counter()

    @contextmanager
    def part() -> Iterator[Step]:
        with agency_scope(agency_id), suppress(_UndoneError), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
            step = Step(agency_id, timezone)
            yield step
            differed.update(step.differed)
            if verify:
                raise _UndoneError

    last: UUID | None = UUID(int=0)
    with part() as step:
        step.keep_sums()
    while last:
        with part() as step:
            chats = Chat.objects.filter(agency_id=agency_id, creator_id=creator_id, pk__gt=last).order_by("pk")
            some = list(chats.values_list("pk", flat=True)[:CHATS_AT_ONCE])
            last = some[-1] if some else None
            step.count_whole_chats(some, is_kept=not verify)
    with part() as step:
        # What was only looked at has left no sums behind.
        step.begin_days(is_summed=not verify)
        step.take_all_days(creator_id, fans=False)
        step.add_up(is_summed=not verify)
        step.keep_sums(is_over=True)
    return differed
