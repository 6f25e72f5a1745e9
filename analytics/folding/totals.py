"""The days of creators, members and offers, from the days of their chats and the ledger."""

from __future__ import annotations

from analytics.folding.marks import HOURS, SERIES
from analytics.folding.upsert import replace
from analytics.models import MessageCounts, Transaction

_MESSAGES = [field.name for field in MessageCounts._meta.get_fields()]
_KINDS = list(Transaction.Kind.values)
_MONEY = ["sales", "subscriptions_sold", "renewals_sold", "tips_received", "gross", "fee", "net",
          *(f"net_{kind}" for kind in _KINDS)]  # fmt: skip
_VALUES = [*_MESSAGES, "fans_chatted", *_MONEY, *SERIES, "net_by_hour", "gaps", "fans_by_gap"]
_BY_MEMBER = "creator_id, day, member_id"

_STAGE = f"""
CREATE TEMP TABLE IF NOT EXISTS stale_talk (
    creator_id uuid, day date, member_id uuid, own_gap int, gap int, chats int,
    {", ".join(f"{name} numeric" for name in _MESSAGES)}
) ON COMMIT {{kept}} ROWS;
CREATE TEMP TABLE IF NOT EXISTS stale_mark (creator_id uuid, day date, member_id uuid, mark smallint, number int)
    ON COMMIT {{kept}} ROWS;
CREATE TEMP TABLE IF NOT EXISTS stale_offer (
    creator_id uuid, day date, member_id uuid, offer uuid, price numeric, sent int, known int, unlocked int,
    message_id uuid
) ON COMMIT {{kept}} ROWS
"""
STAGE = f"{_STAGE.format(kept='DELETE')}; DELETE FROM stale_talk; DELETE FROM stale_mark; DELETE FROM stale_offer"
#: What chats add up to is kept over several transactions.
FORGET = "DROP TABLE IF EXISTS pg_temp.stale_talk, pg_temp.stale_mark, pg_temp.stale_offer"
KEEP = f"{FORGET}; {_STAGE.format(kept='PRESERVE')}"


def _of_stale_days(table: str, columns: str = "*") -> str:
    """The rows of the stale days, found by their index whatever the planner thinks of a table it knows nothing of."""
    return f"""stale_day CROSS JOIN LATERAL (
        SELECT {columns} FROM {table}
        WHERE agency_id = %(agency)s AND creator_id = stale_day.creator_id AND day = stale_day.day OFFSET 0
    ) AS old"""


# Of messages that sell the same, one is kept as an example.
_EXAMPLE = "(array_agg({0} ORDER BY {0} DESC))[1] AS message_id"


def sums(days: str, marks: str, offers: str) -> list[str]:
    """Statements that add up days of chats, as far as creators and members have it in common; each argument is a FROM
    clause with these days: whole, with a `mark` of each message, and with each `offer`."""
    return [
        f"""
        INSERT INTO stale_talk
        SELECT {_BY_MEMBER}, own_gap, gap, count(*), {", ".join(f"sum({name})" for name in _MESSAGES)}
        FROM {days} GROUP BY {_BY_MEMBER}, own_gap, gap""",
        f"""
        INSERT INTO stale_mark SELECT {_BY_MEMBER}, mark, count(*) FROM {marks} GROUP BY {_BY_MEMBER}, mark""",
        f"""
        INSERT INTO stale_offer
        SELECT {_BY_MEMBER}, offer.offer, offer.price, count(*), count(offer.unlocked),
               count(*) FILTER (WHERE offer.unlocked), {_EXAMPLE.format("offer.message")}
        FROM {offers}
        CROSS JOIN LATERAL jsonb_to_recordset(offers)
            AS offer (message uuid, offer uuid, price numeric, unlocked boolean)
        WHERE offers IS NOT NULL GROUP BY {_BY_MEMBER}, offer.offer, offer.price""",
    ]


#: Adds up the stale days.
SUM_UP = ";".join(
    sums(
        _of_stale_days("analytics_chatday", ", ".join(["member_id", "own_gap", "gap", *_MESSAGES])),
        _of_stale_days("analytics_chatday", "member_id, unnest(marks) AS mark"),
        _of_stale_days("analytics_chatday", "member_id, offers"),
    )
)


def _fresh(key: list[str], *, gap: str, chats: str, sales: str) -> str:
    """The totals of the stale days by `key`; `chats` and `sales` say which rows count, by the names of the key, and
    `gap` which of the gaps is told."""
    by = ", ".join(key)
    joins = " ".join(f"LEFT JOIN {name} USING ({by})" for name in ("talk", "hours", "away", "money"))
    series = ", ".join(
        f"ARRAY[{', '.join(f'COALESCE(sum(number) FILTER (WHERE mark = {first + n}), 0)' for n in range(size))}]::int[]"
        f" AS {name}"
        for name, (first, size) in SERIES.items()
    )
    return f"""
    WITH talk AS (
        SELECT {by}, {", ".join(f"sum({name}) AS {name}" for name in _MESSAGES)},
               sum(chats) FILTER (WHERE {gap} IS NOT NULL) AS fans_chatted
        FROM stale_talk WHERE {chats} GROUP BY {by}
    ), hours AS (
        SELECT {by}, {series} FROM (
            SELECT {by}, mark, sum(number) AS number FROM stale_mark WHERE {chats} GROUP BY {by}, mark
        ) AS each GROUP BY {by}
    ), away AS (
        SELECT {by}, array_agg({gap} ORDER BY {gap}) AS gaps, array_agg(chats ORDER BY {gap}) AS fans_by_gap
        FROM (
            SELECT {by}, {gap}, sum(chats)::int AS chats FROM stale_talk
            WHERE {gap} IS NOT NULL AND {chats} GROUP BY {by}, {gap}
        ) AS each GROUP BY {by}
    ), sold AS MATERIALIZED (
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
        ", ".join(f"COALESCE({name}, array_fill(0, ARRAY[{size}])) AS {name}" for name, (_, size) in SERIES.items())
    },
           COALESCE(net_by_hour, array_fill(0::numeric(12, 2), ARRAY[{HOURS}])) AS net_by_hour,
           COALESCE(gaps, '{{}}') AS gaps, COALESCE(fans_by_gap, '{{}}') AS fans_by_gap
    FROM whole {joins}
    """


#: Each tells how many rows differed.
FOLD_CREATORS = f"""
{
    replace(
        "analytics_creatorday",
        _fresh(["creator_id", "day"], gap="gap", chats="true", sales="stale_day.creator_id, stale_day.day"),
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
            gap="own_gap",
            chats="member_id IN (SELECT id FROM agencies_membership WHERE agency_id = %(agency)s)",
            sales="old.attributed_to_id AS member_id, stale_day.creator_id, stale_day.day",
        ),
        key=["member_id", "creator_id", "day"],
        values=_VALUES,
        stale=_of_stale_days("analytics_memberday"),
        returning="1",
    )
}
SELECT count(*) FROM changed
"""

_OFFERS = f"""
SELECT {_BY_MEMBER}, offer, price, sum(sent) AS sent, sum(known) AS known, sum(unlocked) AS unlocked,
       {_EXAMPLE.format("message_id")}
FROM stale_offer GROUP BY {_BY_MEMBER}, offer, price
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
