"""The days of creators, members and offers, from the days of their chats and the ledger."""

from __future__ import annotations

from analytics.folding.upsert import replace
from analytics.models import MessageCounts, Transaction
from analytics.reply_times import CLASSES

HOURS = 24
_MESSAGES = [field.name for field in MessageCounts._meta.get_fields()]
_KINDS = list(Transaction.Kind.values)
_MONEY = ["sales", "subscriptions_sold", "renewals_sold", "tips_received", "gross", "fee", "net",
          *(f"net_{kind}" for kind in _KINDS)]  # fmt: skip
_BY_CLASS = {"received_by_hour": ("received_hours", HOURS), "sent_by_hour": ("sent_hours", HOURS),
             "reply_classes": ("reply_classes", CLASSES)}  # fmt: skip
_VALUES = [*_MESSAGES, "fans_chatted", *_MONEY, *_BY_CLASS, "net_by_hour"]


def _counts(size: int) -> str:
    """An array of how often each number below `size` comes."""
    return f"ARRAY[{', '.join(f'count(*) FILTER (WHERE number = {n})' for n in range(size))}]::int[]"


def _of_stale_days(table: str) -> str:
    """The rows of the stale days, found by their index whatever the planner thinks of a table it knows nothing of."""
    return f"""stale_day CROSS JOIN LATERAL (
        SELECT * FROM {table}
        WHERE agency_id = %(agency)s AND creator_id = stale_day.creator_id AND day = stale_day.day OFFSET 0
    ) AS old"""


def _fresh(key: list[str], *, chats: str, sales: str) -> str:
    """The totals of the stale days by `key`; `chats` and `sales` say which rows count, by the names of the key."""
    by = ", ".join(key)
    joins = " ".join(f"LEFT JOIN {name} USING ({by})" for name in ("talk", *_BY_CLASS, "money"))
    classes = ", ".join(
        f"{name} AS (SELECT {by}, {_counts(size)} AS {name} FROM part, unnest({column}) AS number GROUP BY {by})"
        for name, (column, size) in _BY_CLASS.items()
    )
    return f"""
    WITH part AS MATERIALIZED (
        SELECT old.* FROM {_of_stale_days("analytics_chatday")} WHERE {chats}
    ), talk AS (
        SELECT {by}, {", ".join(f"sum({name}) AS {name}" for name in _MESSAGES)},
               count(DISTINCT chat_id) FILTER (WHERE sent > 0) AS fans_chatted
        FROM part GROUP BY {by}
    ), {classes}, sold AS MATERIALIZED (
        SELECT {sales}, old.kind, old.gross, old.fee, old.net,
               EXTRACT(HOUR FROM old.occurred_at AT TIME ZONE %(timezone)s) AS hour
        FROM {_of_stale_days("analytics_transaction")}
    ), money AS (
        SELECT {by}, count(*) FILTER (WHERE kind <> 'chargeback') AS sales,
               count(*) FILTER (WHERE kind = 'subscription') AS subscriptions_sold,
               count(*) FILTER (WHERE kind = 'renewal') AS renewals_sold,
               count(*) FILTER (WHERE kind = 'tip') AS tips_received,
               sum(gross) AS gross, sum(fee) AS fee, sum(net) AS net,
               {", ".join(f"sum(net) FILTER (WHERE kind = '{kind}') AS net_{kind}" for kind in _KINDS)},
               ARRAY[{
        ", ".join(f"COALESCE(sum(net) FILTER (WHERE hour = {n}), 0)" for n in range(HOURS))
    }]::numeric(12, 2)[] AS net_by_hour
        FROM sold WHERE {" AND ".join(f"{name} IS NOT NULL" for name in key)} GROUP BY {by}
    ), whole AS (
        SELECT {by} FROM talk UNION SELECT {by} FROM money
    )
    SELECT {by}, {", ".join(f"COALESCE({name}, 0) AS {name}" for name in [*_MESSAGES, "fans_chatted", *_MONEY])},
           {
        ", ".join(f"COALESCE({name}, array_fill(0, ARRAY[{size}])) AS {name}" for name, (_, size) in _BY_CLASS.items())
    },
           COALESCE(net_by_hour, array_fill(0::numeric(12, 2), ARRAY[{HOURS}])) AS net_by_hour
    FROM whole {joins}
    """


#: Each tells how many rows differed.
FOLD_CREATORS = f"""
{
    replace(
        "analytics_creatorday",
        _fresh(["creator_id", "day"], chats="true", sales="old.creator_id, old.day"),
        key=["creator_id", "day"],
        values=_VALUES,
        stale=_of_stale_days("analytics_creatorday"),
        returning="1",
    )
}
SELECT count(*) FROM changed
"""
FOLD_MEMBERS = f"""
{
    replace(
        "analytics_memberday",
        _fresh(
            ["member_id", "creator_id", "day"],
            chats="old.member_id IN (SELECT id FROM agencies_membership WHERE agency_id = %(agency)s)",
            sales="old.attributed_to_id AS member_id, old.creator_id, old.day",
        ),
        key=["member_id", "creator_id", "day"],
        values=_VALUES,
        stale=_of_stale_days("analytics_memberday"),
        returning="1",
    )
}
SELECT count(*) FROM changed
"""

# Of messages that sell the same, one is kept as an example.
_OFFERS = f"""
SELECT old.creator_id, old.day, old.member_id, offer.offer, offer.price, count(*) AS sent,
       count(offer.unlocked) AS known, count(*) FILTER (WHERE offer.unlocked) AS unlocked,
       (array_agg(offer.message ORDER BY offer.message DESC))[1] AS message_id
FROM {_of_stale_days("analytics_chatday")}
CROSS JOIN LATERAL jsonb_to_recordset(old.offers) AS offer (message uuid, offer uuid, price numeric, unlocked boolean)
WHERE old.offers IS NOT NULL
GROUP BY old.creator_id, old.day, old.member_id, offer.offer, offer.price
"""
FOLD_OFFERS = f"""
{
    replace(
        "analytics_offerday",
        _OFFERS,
        key=["creator_id", "day", "member_id", "offer", "price"],
        nullable="member_id",
        values=["sent", "known", "unlocked", "message_id"],
        stale=_of_stale_days("analytics_offerday"),
        returning="1",
    )
}
SELECT count(*) FROM changed
"""
