"""The messages and their conversations as tables. Rows are read in parts, each in a scope of its own: a file may be
on its way to the browser for longer than a request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from agencies.models import Membership
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.review.finding import DAY, Place, Wanted, find, finding, values
from analytics.review.outcome import ASKED, EARNED, Sent, sent_messages
from chats.models import Chat, Message

#: Rows of a file; a line at its end says if there would be more.
MOST_ROWS = 100_000
#: Messages that are read at once.
PART = 1_000

_CONVERSATIONS = f"""
WITH conversation AS MATERIALIZED (SELECT DISTINCT chat_id FROM ({{found}}) AS found)
SELECT conversation.chat_id, talk.*
FROM conversation CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT message.sent_by_id) FILTER (WHERE message.sent_by_id IS NOT NULL) AS members,
           array_agg(DISTINCT message.source)
               FILTER (WHERE message.direction = 'out' AND message.sent_by_id IS NULL) AS sources,
           count(*) FILTER (WHERE message.direction = 'in') AS received,
           count(*) FILTER (WHERE message.direction = 'out') AS sent,
           min(message.sent_at) AS first_at, max(message.sent_at) AS last_at,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY message.sent_at - asked.sent_at) AS reply_time,
           count(*) FILTER (WHERE message.is_ppv AND message.direction = 'out') AS ppv_sent,
           count(*) FILTER (WHERE message.unlocked AND message.direction = 'out') AS ppv_bought,
           sum(earned.net) AS earned
    FROM chats_message AS message {ASKED}{EARNED}
    WHERE message.agency_id = %(agency)s AND message.chat_id = conversation.chat_id
      AND message.sent_at >= %(start)s AND message.sent_at < %(until)s AND message.direction IN ('in', 'out')
      AND message.deleted_at IS NULL AND message.status <> 'failed'
) AS talk
WHERE talk.last_at IS NOT NULL
ORDER BY talk.last_at DESC, conversation.chat_id
"""


@dataclass(frozen=True)
class Table:
    """What a file holds: its columns, and its rows for an actor, a filter and the zone of the reader's clock."""

    columns: Sequence[str]
    rows: Callable[[Actor, Wanted, dt.tzinfo], Iterator[list[Any]]]


def capped(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The first rows, and if there are more, a line that says so."""
    numbered = iter(rows)
    yield from islice(numbered, MOST_ROWS)
    if next(numbered, None) is not None:
        yield [f"Only the first {MOST_ROWS:,} rows are here. Choose fewer days, or narrow it, to get the rest."]


def _messages(actor: Actor, wanted: Wanted, zone: dt.tzinfo) -> Iterator[list[Any]]:
    before: Place | None = None
    while True:
        with agency_scope(wanted.agency_id):
            places = find(wanted, count=PART, before=before)
            rows = [_message_row(sent, zone) for sent in sent_messages(actor, [place.id for place in places])]
        yield from rows
        if len(places) < PART:
            return
        before = places[-1]


def _message_row(sent: Sent, zone: dt.tzinfo) -> list[Any]:
    message, review = sent.message, sent.review
    return [
        message.sent_at.astimezone(zone), str(message.chat.creator), message.chat.fan_name, message.sender_label,
        message.text, sent.media, message.price if message.is_ppv else None, sent.offer, sent.earned,
        _seconds(sent.reply_time), sent.draft, "mass message" if message.source == "mass" else "",
        sent.trouble or message.get_status_display(), review.get_verdict_display() if review else "",
        review.comment if review else "", str(review.reviewer) if review and review.reviewer else "",
        message.pk, message.chat_id,
    ]  # fmt: skip


def _conversations(actor: Actor, wanted: Wanted, zone: dt.tzinfo) -> Iterator[list[Any]]:
    """Day by day, the latest first."""
    statement = _CONVERSATIONS.format(found=finding(wanted))
    end = wanted.end
    while end > wanted.start:
        start = end - DAY
        with agency_scope(wanted.agency_id):
            with connection.cursor() as cursor:
                cursor.execute(statement, values(wanted, start, Place(end, UUID(int=0))))
                found = cursor.fetchall()
            rows = list(_conversation_rows(actor, found, start.date(), zone))
        yield from rows
        end = start


def _conversation_rows(actor: Actor, found: list[Any], day: dt.date, zone: dt.tzinfo) -> Iterator[list[Any]]:
    chats = Chat.objects.visible_to(actor).filter(pk__in=[row[0] for row in found]).select_related("creator").in_bulk()
    members = {member.pk: member for member in Membership.objects.visible_to(actor).select_related("user")}
    for pk, member_ids, sources, received, sent, first, last, reply_time, offered, bought, earned in found:
        named = [Message(sent_by=members.get(member_id)) for member_id in member_ids or ()]
        unnamed = [Message(source=source) for source in sources or ()]
        senders = sorted(message.sender_label for message in (*named, *unnamed))
        yield [
            day, str(chats[pk].creator), chats[pk].fan_name, ", ".join(senders), received, sent,
            first.astimezone(zone), last.astimezone(zone), _seconds(reply_time), offered, bought, earned, pk,
        ]  # fmt: skip


def _seconds(time: dt.timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds())


TABLES = {
    "messages": Table(
        ["Sent at", "Creator", "Fan", "Sender", "Text", "Media", "Price", "Bought", "Earned, net",
         "Reply time, seconds", "AI", "Kind", "State", "Review", "Comment", "Reviewed by", "Message", "Chat"],
        _messages,
    ),
    "conversations": Table(
        ["Day", "Creator", "Fan", "Senders", "Messages received", "Messages sent", "First", "Last",
         "Median reply time, seconds", "PPVs sent", "PPVs bought", "Earned, net", "Chat"],
        _conversations,
    ),
}  # fmt: skip
