"""Whose a sale is. The rules are the agency's `SalesRules`; what a person or a program has given stays theirs.

A PPV is whose message was bought. Tips, and what else the agency chooses, are whose message to the fan was the last
within the window before. What takes a sale back is whose sale it was. The reason is kept with the result.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from analytics.models import SalesRules

_CHOSEN = ("tip", "subscription", "renewal", "post", "stream")

_SALES = """
SELECT id FROM analytics_transaction WHERE agency_id = %(agency)s AND (
    id = ANY(%(sales)s::uuid[]) OR message_id = ANY(%(messages)s::uuid[]))
UNION
SELECT sale.id FROM (
    SELECT chat_id, first_day::timestamp AT TIME ZONE %(timezone)s - interval '3 hours' AS since,
           end_day::timestamp AT TIME ZONE %(timezone)s + interval '3 hours' + %(window)s AS until
    FROM stale_span OFFSET 0
) AS span CROSS JOIN LATERAL (
    SELECT id FROM analytics_transaction WHERE agency_id = %(agency)s AND chat_id = span.chat_id
       AND occurred_at >= span.since AND occurred_at < span.until OFFSET 0
) AS sale
"""
_ALL = "SELECT id FROM analytics_transaction WHERE agency_id = %(agency)s"

_RULE = "CASE kind " + " ".join(f"WHEN '{kind}' THEN %({kind}_rule)s" for kind in _CHOSEN) + " ELSE 'nobody' END"

# A reversal carries the id of what it takes back (`settlement.REVERSAL`). What is put together from columns is
# worked out before it is looked up: under row-level security no other function may stand in a condition of an index.
_ATTRIBUTED = f"""
WITH asked AS MATERIALIZED ({{sales}}), reversal AS MATERIALIZED (
    SELECT 'reversal of ' || told.of_transaction_id AS name
    FROM asked CROSS JOIN LATERAL (
        SELECT of_transaction_id FROM analytics_transaction WHERE agency_id = %(agency)s AND id = asked.id OFFSET 0
    ) AS told
), wanted AS MATERIALIZED (
    SELECT id FROM asked
    UNION
    SELECT back.id FROM reversal
    JOIN analytics_transaction AS back ON back.agency_id = %(agency)s AND back.of_transaction_id = reversal.name
), sale AS MATERIALIZED (
    SELECT sale.id, sale.creator_id, sale.chat_id, sale.message_id, sale.kind, sale.occurred_at, sale.day,
           sale.attributed_to_id, sale.attribution, {_RULE} AS rule,
           sale.attribution = 'by hand' OR (sale.attribution = '' AND sale.attributed_to_id IS NOT NULL) AS is_given,
           CASE WHEN sale.kind = 'chargeback'
                THEN substring(sale.of_transaction_id FROM '^reversal of (.*)$') END AS takes_back
    FROM wanted CROSS JOIN LATERAL (
        SELECT * FROM analytics_transaction WHERE agency_id = %(agency)s AND id = wanted.id OFFSET 0
    ) AS sale
), source AS MATERIALIZED (
    SELECT sale.*, CASE WHEN original.id IS NULL THEN sale.id ELSE original.id END AS source_id
    FROM sale LEFT JOIN LATERAL (
        SELECT id FROM analytics_transaction
        WHERE agency_id = %(agency)s AND of_transaction_id = sale.takes_back OFFSET 0
    ) AS original ON sale.takes_back IS NOT NULL
), found AS (
    SELECT source.id, source.creator_id, source.day, source.attributed_to_id, source.attribution,
           CASE WHEN source.is_given THEN source.attributed_to_id
                WHEN basis.is_given THEN basis.attributed_to_id
                WHEN basis.kind = 'ppv' THEN bought.sent_by_id
                WHEN basis.rule = 'last writer' THEN writer.sent_by_id END AS member_id,
           CASE WHEN source.is_given THEN 'by hand'
                WHEN source.source_id <> source.id THEN 'original'
                WHEN basis.kind = 'ppv' THEN CASE WHEN bought.sent_by_id IS NULL THEN 'stranger' ELSE 'sender' END
                WHEN basis.rule = 'nobody' THEN 'rule'
                WHEN writer.id IS NULL THEN 'silence'
                WHEN writer.sent_by_id IS NULL THEN 'stranger' ELSE 'last writer' END AS reason
    FROM source
    CROSS JOIN LATERAL (
        SELECT kind, chat_id, message_id, occurred_at, attributed_to_id, {_RULE} AS rule,
               attribution = 'by hand' OR (attribution = '' AND attributed_to_id IS NOT NULL) AS is_given
        FROM analytics_transaction WHERE agency_id = %(agency)s AND id = source.source_id OFFSET 0
    ) AS basis
    LEFT JOIN LATERAL (
        SELECT sent_by_id FROM chats_message WHERE agency_id = %(agency)s AND id = basis.message_id OFFSET 0
    ) AS bought ON basis.kind = 'ppv'
    LEFT JOIN LATERAL (
        SELECT id, sent_by_id FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = basis.chat_id AND direction = 'out' AND deleted_at IS NULL
          AND status <> 'failed' AND sent_at <= basis.occurred_at AND sent_at > basis.occurred_at - %(window)s
        ORDER BY sent_at DESC, id DESC LIMIT 1
    ) AS writer ON basis.rule = 'last writer'
), other AS MATERIALIZED (
    SELECT * FROM found WHERE (attributed_to_id, attribution) IS DISTINCT FROM (member_id, reason)
)
"""

#: Attributes the sales that are stale, and makes their days stale; returns which ones changed.
# Whoever has given the sale to somebody meanwhile has the last word. The array keeps the planner, which cannot know how
# few they are, from reading all sales there are.
_WRITE = """
, written AS (
    UPDATE analytics_transaction AS sale SET attributed_to_id = other.member_id, attribution = other.reason
    FROM other
    WHERE sale.agency_id = %(agency)s AND sale.id = ANY(ARRAY(SELECT id FROM other)) AND sale.id = other.id
      AND (sale.attributed_to_id, sale.attribution) IS NOT DISTINCT FROM (other.attributed_to_id, other.attribution)
    RETURNING sale.id, sale.creator_id, sale.day
), stale AS (
    INSERT INTO stale_day SELECT DISTINCT creator_id, day FROM written WHERE day IS NOT NULL ON CONFLICT DO NOTHING
)
SELECT id FROM written
"""
ATTRIBUTE = _ATTRIBUTED.format(sales=_SALES) + _WRITE

_PREVIEW = (
    _ATTRIBUTED.format(sales=_ALL)
    + """
SELECT sale.kind, other.attributed_to_id, other.member_id, count(*), sum(sale.net)
FROM other JOIN analytics_transaction AS sale ON sale.agency_id = %(agency)s AND sale.id = other.id
WHERE other.attributed_to_id IS DISTINCT FROM other.member_id
GROUP BY sale.kind, other.attributed_to_id, other.member_id ORDER BY abs(sum(sale.net)) DESC, 1, 2, 3
"""
)


class Move(NamedTuple):
    """So many sales of a kind, with so many net dollars, that would be `after`'s instead of `before`'s: members."""

    kind: str
    before: UUID | None
    after: UUID | None
    sales: int
    net: Decimal


def rule_values(rules: SalesRules) -> dict[str, Any]:
    """The rules as the statements take them."""
    return {
        "window": dt.timedelta(hours=rules.window_hours),
        **{f"{kind}_rule": getattr(rules, f"{kind}_rule") for kind in _CHOSEN},
    }


def preview(*, agency_id: UUID, rules: SalesRules) -> list[Move]:
    """Whose sales these rules would make others', those with most money first. Call in the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_PREVIEW, {"agency": agency_id, **rule_values(rules)})
        return [Move(*row) for row in cursor.fetchall()]
