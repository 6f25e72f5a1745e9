"""What each fan has brought, from the days of the chat and the ledger."""

from __future__ import annotations

from analytics.folding.upsert import ONE_CHAT, replace

_VALUES = [
    "total_tips", "total_ppv_purchased", "total_subscriptions", "total_spent", "messages_sent", "messages_received",
    "ppv_sent", "ppv_unlocked", "avg_response_time_seconds", "last_purchase_at", "purchases", "turns", "turns_answered",
]  # fmt: skip

_FRESH = f"""
SELECT chat.id AS chat_id, paid.*, talk.*
FROM stale_chat AS stale
CROSS JOIN LATERAL (SELECT id FROM {ONE_CHAT.format("stale.chat_id")}) AS chat
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(gross) FILTER (WHERE kind = 'tip'), 0) AS total_tips,
           COALESCE(sum(gross) FILTER (WHERE kind = 'ppv'), 0) AS total_ppv_purchased,
           COALESCE(sum(gross) FILTER (WHERE kind IN ('subscription', 'renewal')), 0) AS total_subscriptions,
           COALESCE(sum(gross), 0) AS total_spent,
           max(occurred_at) FILTER (WHERE gross > 0) AS last_purchase_at,
           count(*) FILTER (WHERE gross > 0) AS purchases
    FROM analytics_transaction WHERE agency_id = %(agency)s AND chat_id = chat.id
) AS paid
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(sent), 0) AS messages_sent, COALESCE(sum(received), 0) AS messages_received,
           COALESCE(sum(ppv_sent), 0) AS ppv_sent, COALESCE(sum(ppv_unlocked), 0) AS ppv_unlocked,
           round(sum(reply_seconds) / NULLIF(sum(replies), 0))::int AS avg_response_time_seconds,
           COALESCE(sum(turns), 0) AS turns, COALESCE(sum(turns_answered), 0) AS turns_answered
    FROM analytics_chatday WHERE agency_id = %(agency)s AND chat_id = chat.id
) AS talk
"""

_STALE = """
stale_chat AS stale CROSS JOIN LATERAL (
    SELECT * FROM analytics_fanstats WHERE agency_id = %(agency)s AND chat_id = stale.chat_id OFFSET 0
) AS old
"""

#: Tells the chats whose numbers are others now, and whether the money is.
FOLD = f"""
{
    replace(
        "analytics_fanstats",
        _FRESH,
        key=["chat_id"],
        values=_VALUES,
        stale=_STALE,
        returning="id, chat_id, xmax = 0 AS is_new",
        stamp="updated_at",
    )
}
SELECT id, chat_id, is_new FROM changed
"""
