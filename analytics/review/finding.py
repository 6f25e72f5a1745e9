"""Finds what went to fans, latest first, in steps whose cost does not grow with the history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

#: The sender, where it shall be nobody of the team.
NOBODY = "nobody"
DAY = dt.timedelta(days=1)
#: How long it may take until the statistics have counted what was written.
UNCOUNTED = DAY
#: By how much the clock of whoever sent a message may be behind ours.
BEHIND = dt.timedelta(minutes=10)

_DRAFTED = """EXISTS (SELECT FROM chats_airesponse AS draft
    WHERE draft.agency_id = %(agency)s AND draft.sent_message_id = message.id)"""
_REVIEWED = """EXISTS (SELECT FROM analytics_messagereview AS review
    WHERE review.agency_id = %(agency)s AND review.message_id = message.id{verdict})"""

#: What the list can be narrowed to, by the name of the filter and the word in the address.
CONDITIONS = {
    "offer": {
        "ppv": "is_ppv",
        "bought": "unlocked",
        "not-bought": "NOT unlocked",
        "not-known": "is_ppv AND unlocked IS NULL",
    },
    "draft": {"ai": _DRAFTED, "own": f"NOT {_DRAFTED}"},
    "review": {
        "none": "NOT " + _REVIEWED.format(verdict=""),
        "any": _REVIEWED.format(verdict=""),
        "good": _REVIEWED.format(verdict=" AND review.verdict = 'good'"),
        "needs-work": _REVIEWED.format(verdict=" AND review.verdict = 'needs_work'"),
    },
}
_OF_CREATORS = """EXISTS (SELECT FROM chats_chat AS chat WHERE chat.agency_id = %(agency)s
    AND chat.id = message.chat_id AND chat.creator_id = ANY(%(creators)s::uuid[]))"""

_MESSAGE = """
    SELECT id, chat_id, sent_at FROM chats_message AS message
    WHERE agency_id = %(agency)s AND {whose} AND direction = 'out' AND sent_at >= %(start)s
      AND sent_at <= %(until)s AND (sent_at, id) < (%(until)s, %(until_id)s){conditions}{order}
"""
_MEMBERS = """
SELECT message.* FROM agencies_membership AS member
CROSS JOIN LATERAL ({message}) AS message
WHERE member.agency_id = %(agency)s{member}
"""
_STRANGERS = """
SELECT message.* FROM (
    SELECT chat_id FROM analytics_chatday
    WHERE agency_id = %(agency)s AND creator_id = ANY(%(creators)s::uuid[]) AND member_id IS NULL
      AND day BETWEEN %(first_day)s AND %(last_day)s
    UNION
    SELECT id FROM chats_chat
    WHERE agency_id = %(agency)s AND creator_id = ANY(%(creators)s::uuid[]) AND last_message_at >= %(uncounted)s
) AS chat
CROSS JOIN LATERAL ({message}) AS message
"""
_ORDER = " ORDER BY sent_at DESC, id DESC LIMIT %(count)s"


class Place(NamedTuple):
    """Where a message stands in the list; the list goes from the latest to the earliest."""

    sent_at: dt.datetime
    id: UUID


def _just_before(moment: dt.datetime) -> Place:
    return Place(moment, UUID(int=0))


@dataclass(frozen=True)
class Wanted:
    """Which messages the list is about; `creator_ids` are those that the actor may see, or one that was chosen.

    From `start` to `end`; `sender` is a member, `NOBODY` or None for all; `words` are keys of `CONDITIONS` with the
    chosen word. With `made_since` only what was written down here since then.
    """

    agency_id: UUID
    zone: ZoneInfo
    start: dt.datetime
    end: dt.datetime
    creator_ids: list[UUID]
    one_creator: bool = False
    sender: UUID | str | None = None
    words: tuple[tuple[str, str], ...] = ()
    made_since: dt.datetime | None = None


def find(wanted: Wanted, *, count: int, before: Place | None = None) -> list[Place]:
    """The latest `count` messages, of those `before` a place if one is given.

    Looks through one day, then the two before it, then four, and so on, until there are enough. Call in the scope.
    """
    found: list[Place] = []
    until, span = min(filter(None, (before, _just_before(wanted.end)))), DAY
    while len(found) < count and until.sent_at > wanted.start:
        start = max(wanted.start, until.sent_at - span)
        statement = f"SELECT sent_at, id FROM ({finding(wanted, order=_ORDER)}) AS found{_ORDER}"
        with connection.cursor() as cursor:
            cursor.execute(statement, {**values(wanted, start, until), "count": count - len(found)})
            found += [Place(*row) for row in cursor.fetchall()]
        until, span = _just_before(start), 2 * span
    return found


def finding(wanted: Wanted, *, order: str = "") -> str:
    """The statement whose rows (id, chat_id, sent_at) are the messages; each part of it in `order`, if one is given."""
    conditions = [CONDITIONS[name][word] for name, word in wanted.words]
    if wanted.made_since:
        conditions.append("created_at > %(made_since)s")
    parts = []
    if wanted.sender != NOBODY:
        narrowed = [*conditions, *([_OF_CREATORS] if wanted.one_creator else [])]
        message = _message("sent_by_id = member.id", narrowed, order)
        parts.append(_MEMBERS.format(message=message, member=" AND member.id = %(sender)s" if wanted.sender else ""))
    if wanted.sender in (None, NOBODY):
        message = _message("chat_id = chat.chat_id AND sent_by_id IS NULL", conditions, order)
        parts.append(_STRANGERS.format(message=message))
    return " UNION ALL ".join(parts)


def values(wanted: Wanted, start: dt.datetime, until: Place) -> dict[str, Any]:
    """What the statement of `finding` takes for the messages from `start` on that stand before `until`."""
    now = timezone.now()
    return {
        "agency": wanted.agency_id,
        "creators": wanted.creator_ids,
        "sender": wanted.sender,
        "made_since": wanted.made_since,
        "start": start,
        "until": until.sent_at,
        "until_id": until.id,
        "first_day": start.astimezone(wanted.zone).date(),
        "last_day": until.sent_at.astimezone(wanted.zone).date(),
        "uncounted": max(start, now - UNCOUNTED) if until.sent_at > now - UNCOUNTED else "infinity",
    }


def _message(whose: str, conditions: list[str], order: str) -> str:
    more = "".join(f"\n      AND {condition}" for condition in conditions)
    return _MESSAGE.format(whose=whose, conditions=more, order=order)
