"""How long the fans had waited who were answered in the last minutes."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db import connection

from analytics.alerts.moment import CENT, Moment, Seen, plain
from analytics.counted import COUNTED
from analytics.models import AlertRule
from analytics.templatetags.analytics_format import in_words
from chats.models import Chat

#: A reply: whose it was, when, and the seconds that the fan had waited.
Reply = tuple[UUID, dt.datetime, float]

_IN_CHAT = f"agency_id = %(agency)s AND chat_id = chat.id AND {COUNTED}"

# As in `analytics.folding.chat_days`: the first message of ours behind one of the fan, unless it is a mass message;
# the fan waits from the first message behind our last one. Each look-up walks the index of a thread.
REPLIES = f"""
SELECT chat.creator_id, reply.sent_at, EXTRACT(EPOCH FROM reply.sent_at - asked.sent_at)::double precision
FROM unnest(%(chats)s::uuid[], %(creators)s::uuid[]) AS chat (id, creator_id)
CROSS JOIN LATERAL (
    SELECT id, sent_at FROM chats_message
    WHERE {_IN_CHAT} AND direction = 'out' AND source <> 'mass' AND sent_at > %(since)s AND sent_at <= %(now)s
    ORDER BY sent_at, id OFFSET 0
) AS reply
LEFT JOIN LATERAL (
    SELECT sent_at FROM chats_message
    WHERE {_IN_CHAT} AND direction = 'out'
      AND sent_at <= reply.sent_at AND (sent_at, id) < (reply.sent_at, reply.id)
    ORDER BY sent_at DESC, id DESC LIMIT 1
) AS answer ON true
CROSS JOIN LATERAL (
    SELECT sent_at FROM chats_message
    WHERE {_IN_CHAT} AND direction = 'in'
      AND sent_at > CASE WHEN answer.sent_at IS NULL THEN '-infinity' ELSE answer.sent_at END
      AND sent_at <= reply.sent_at
    ORDER BY sent_at LIMIT 1
) AS asked
"""


def reply_time(moment: Moment, rules: list[AlertRule]) -> dict[UUID, list[Seen]]:
    """The median reply time of the last minutes is above the limit."""
    widest = max(rule.window_minutes for rule in rules)
    replies = _replies(moment, moment.now - dt.timedelta(minutes=widest))
    return {rule.pk: [_median(moment, rule, replies)] for rule in rules}


def _replies(moment: Moment, since: dt.datetime) -> list[Reply]:
    chats = Chat.objects.filter(agency_id=moment.agency_id, creator_id__in=moment.creators).written_since(since)
    written = list(chats.order_by().values_list("pk", "creator_id"))
    with connection.cursor() as cursor:
        cursor.execute(
            REPLIES,
            {
                "agency": moment.agency_id, "since": since, "now": moment.now,
                "chats": [chat for chat, _ in written], "creators": [creator for _, creator in written],
            },
        )  # fmt: skip
        return cursor.fetchall()


def _median(moment: Moment, rule: AlertRule, replies: Iterable[Reply]) -> Seen:
    since, creators = moment.now - dt.timedelta(minutes=rule.window_minutes), moment.about(rule)
    waits = [seconds for creator, at, seconds in replies if at > since and creator in creators]
    window = f"the last {rule.window_minutes} minutes"
    if not waits:
        return Seen(f"No fan{moment.whose(rule)} was answered in {window}: there is no reply time.")
    seconds = statistics.median(waits)
    minutes = Decimal(str(seconds)) / 60
    number = f"{len(waits):,} repl{'y' if len(waits) == 1 else 'ies'}"
    words = (
        f"The median reply time{moment.whose(rule)} in {window} is {in_words(dt.timedelta(seconds=seconds))} "
        f"({number}); the limit is {plain(rule.limit)} minutes."
    )
    return Seen(words, minutes.quantize(CENT), minutes > rule.limit, rule.creator_id)
