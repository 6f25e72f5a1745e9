"""The queue: which chat deserves an answer next, and why.

A chat is in the queue while something of the fan's is unanswered: a message, or a purchase of the last
`purchase_hours`. Its place is a moment in time, and the earliest comes first:

    the moment since when it waits
    - minutes_per_dollar × min(dollars the fan has spent, spending_cap)
    - expiring_minutes, if the subscription ends within expiring_days
    - purchase_minutes, if a purchase is unanswered

So every bonus counts as so many minutes of waiting, and waiting itself needs no recomputing: it is the same for
all. What time alone changes (a snooze that ends, a subscription that comes near its end, a purchase that
grows old) is found by `queue_recheck_at`. The figures are the agency's `InboxSettings`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil

from agencies import changes
from chats.models import Chat, InboxSettings

#: Chats whose place is looked at again before somebody is given the next one.
RECHECKED = 500

_RULES = {
    name: getattr(InboxSettings(), name)
    for name in (
        "minutes_per_dollar", "spending_cap", "expiring_days", "expiring_minutes", "purchase_minutes",
        "purchase_hours", "forget_days",
    )
}  # fmt: skip

# Only chats of which something is unanswered, or was, are computed and written: an import of old
# conversations costs no more than a look at them.
_REFRESH = """
UPDATE chats_chat AS chat SET queue_rank = place.rank, queue_recheck_at = place.recheck
FROM (
    SELECT self.id,
        CASE WHEN it.since > %(now)s - make_interval(days => rules.forget_days)
              AND (self.snoozed_until IS NULL OR self.snoozed_until <= %(now)s)
             THEN EXTRACT(EPOCH FROM it.since) - 60 * (
                rules.minutes_per_dollar * LEAST(COALESCE(stats.total_spent, 0), rules.spending_cap)
                + CASE WHEN ends.soon <= %(now)s AND self.subscription_expires_at > %(now)s
                       THEN rules.expiring_minutes ELSE 0 END
                + CASE WHEN it.bought IS NOT NULL THEN rules.purchase_minutes ELSE 0 END)
        END::double precision AS rank,
        CASE WHEN it.since > %(now)s - make_interval(days => rules.forget_days) THEN LEAST(
            CASE WHEN self.snoozed_until > %(now)s THEN self.snoozed_until END,
            CASE WHEN ends.soon > %(now)s THEN ends.soon END,
            CASE WHEN self.subscription_expires_at > %(now)s AND self.subscription_active IS NOT FALSE
                 THEN self.subscription_expires_at END,
            it.bought + make_interval(hours => rules.purchase_hours),
            it.since + make_interval(days => rules.forget_days)) END AS recheck
    FROM chats_chat AS self
    CROSS JOIN (
        SELECT COALESCE(own.minutes_per_dollar, %(minutes_per_dollar)s) AS minutes_per_dollar,
               COALESCE(own.spending_cap, %(spending_cap)s) AS spending_cap,
               COALESCE(own.expiring_days, %(expiring_days)s)::int AS expiring_days,
               COALESCE(own.expiring_minutes, %(expiring_minutes)s) AS expiring_minutes,
               COALESCE(own.purchase_minutes, %(purchase_minutes)s) AS purchase_minutes,
               COALESCE(own.purchase_hours, %(purchase_hours)s)::int AS purchase_hours,
               COALESCE(own.forget_days, %(forget_days)s)::int AS forget_days
        FROM (SELECT 1) AS one LEFT JOIN chats_inboxsettings AS own ON own.agency_id = %(agency)s
    ) AS rules
    LEFT JOIN analytics_fanstats AS stats ON stats.agency_id = self.agency_id AND stats.chat_id = self.id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN self.subscription_active IS NOT FALSE
                    THEN self.subscription_expires_at - make_interval(days => rules.expiring_days) END AS soon
    ) AS ends
    CROSS JOIN LATERAL (
        SELECT bought.at AS bought, LEAST(self.awaiting_reply_since, bought.at) AS since
        FROM (SELECT CASE WHEN self.purchase_unanswered_at > %(now)s - make_interval(hours => rules.purchase_hours)
                          THEN self.purchase_unanswered_at END AS at) AS bought
    ) AS it
    WHERE self.agency_id = %(agency)s AND {which}
      AND (self.awaiting_reply_since IS NOT NULL OR self.purchase_unanswered_at IS NOT NULL
           OR self.queue_rank IS NOT NULL OR self.queue_recheck_at IS NOT NULL)
) AS place
WHERE chat.agency_id = %(agency)s AND chat.id = place.id
  AND (chat.queue_rank, chat.queue_recheck_at) IS DISTINCT FROM (place.rank, place.recheck)
RETURNING chat.id
"""
_OF_CHATS = _REFRESH.format(which="self.id = ANY(%(chats)s)")
_DUE = _REFRESH.format(
    which="""self.id IN (
        SELECT id FROM chats_chat WHERE agency_id = %(agency)s AND queue_recheck_at <= %(now)s
        ORDER BY queue_recheck_at LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED)"""
)
_ALL = _REFRESH.format(which="true")


def refresh_queue(agency_id: UUID, chat_ids: Collection[UUID]) -> None:
    """Give these chats their place in the queue; call in the transaction that changed them, in scope."""
    if chat_ids:
        _run(_OF_CHATS, agency_id, chats=list(chat_ids))


def refresh_due(agency_id: UUID) -> None:
    """Give those chats their place whose place time has changed; some at a time."""
    _run(_DUE, agency_id, limit=RECHECKED)


def refresh_all(agency_id: UUID) -> None:
    """Give every chat of the agency its place anew, after a change of the rules."""
    _run(_ALL, agency_id)


def _run(statement: str, agency_id: UUID, **parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"agency": agency_id, "now": timezone.now(), **_RULES, **parameters})
        written = [row[0] for row in cursor.fetchall()]
    changes.note(model=Chat, agency_id=agency_id, ids=written, event=changes.CHANGED)


def reasons(chat: Chat, settings: InboxSettings) -> list[str]:
    """Why the chat is where it is in the queue, in a few words each, the weightiest kind first."""
    now = timezone.now()
    found = []
    bought = chat.purchase_unanswered_at
    if bought and bought > now - dt.timedelta(hours=settings.purchase_hours):
        found.append(f"bought or tipped {timesince(bought, now, depth=1)} ago")
    if chat.awaiting_reply_since:
        found.append(f"waits {timesince(chat.awaiting_reply_since, now, depth=2)}")
    ends = chat.subscription_expires_at
    if ends and chat.subscription_active is not False and now < ends <= now + dt.timedelta(days=settings.expiring_days):
        found.append(f"subscription ends in {timeuntil(ends, now, depth=1)}")
    stats = getattr(chat, "fan_stats", None)
    if stats and stats.total_spent:
        found.append(f"has spent ${stats.total_spent:,.0f}")
    return found
