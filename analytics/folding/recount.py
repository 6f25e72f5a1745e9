"""Counting everything anew: for agencies that were never counted, for new rules, and to prove that nothing is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from uuid import UUID

from django.db import transaction

from agencies.changes import horizon
from agencies.models import Creator
from agencies.tenancy import agency_scope
from analytics.engagement import compare_fans, verify_scores
from analytics.folding.fold import Step, hold_progress, timezone_of
from chats.models import Chat

#: Chats in one transaction.
CHATS_AT_ONCE = 500


class _UndoneError(Exception):
    """Raised to undo what was put in order, where it should only be looked at."""


def recount(agency_id: UUID, *, verify: bool = False) -> Counter[str]:
    """Count everything of an agency anew; return how many rows of which kind differed, and are in order now.

    With `verify` they stay as they are. Whoever folds meanwhile waits for a part of it.
    """
    differed: Counter[str] = Counter()
    # What changes while this runs is counted once more afterwards.
    reached = horizon().below
    with agency_scope(agency_id):
        timezone = timezone_of(agency_id)
        creators = list(Creator.objects.filter(agency_id=agency_id).order_by("pk").values_list("pk", flat=True))
    for chats in _all_chats(agency_id):
        differed.update(_part(agency_id, timezone, verify, chats=chats))
    for creator_id in creators:
        differed.update(_part(agency_id, timezone, verify, creator_id=creator_id))
    if not verify:
        with agency_scope(agency_id):
            progress = hold_progress(agency_id)
            progress.timezone, progress.transaction, progress.change = timezone, reached, None
            progress.save()
    differed["scores"] = _scores(agency_id, verify)
    return +differed


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
        hold_progress(agency_id)
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
