"""What each AI draft has earned: `AIResponse.revenue`, from the ledger, in net dollars.

A draft that was sent earns what fans paid to unlock its message, and the tips for which that message was our last one
within the window of the sales rules, whatever these say about whose tips are; less what was taken back of either. If
several drafts say that they became one message, the first has it, so that no dollar counts twice.
"""

from __future__ import annotations

from analytics.counted import COUNTED

#: The chats of these sales are stale.
STALE_OF_SALES = """
INSERT INTO stale_chat SELECT DISTINCT sale.chat_id
FROM unnest(%(sales)s::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
    SELECT chat_id FROM analytics_transaction WHERE agency_id = %(agency)s AND id = wanted.id OFFSET 0
) AS sale WHERE sale.chat_id IS NOT NULL ON CONFLICT DO NOTHING
"""

_OURS = f"direction = 'out' AND {COUNTED}"

# A message is the last one until our next, or until the window is over; who wrote last at the very time of a tip is
# told as in `attribution`. Names of reversals are put together before they are looked up, as there.
_EARNED = f"""
WITH draft AS MATERIALIZED (
    SELECT draft.* FROM stale_chat AS stale CROSS JOIN LATERAL (
        SELECT id, sent_message_id, revenue FROM chats_airesponse
        WHERE agency_id = %(agency)s AND chat_id = stale.chat_id AND (sent_message_id IS NOT NULL OR revenue <> 0)
        OFFSET 0
    ) AS draft
), owner AS MATERIALIZED (
    SELECT DISTINCT ON (sent_message_id) id, sent_message_id FROM draft WHERE sent_message_id IS NOT NULL
    ORDER BY sent_message_id, id
), sent AS MATERIALIZED (
    SELECT owner.id AS draft_id, message.* FROM owner CROSS JOIN LATERAL (
        SELECT id, chat_id, sent_at, {_OURS} AS is_ours FROM chats_message
        WHERE agency_id = %(agency)s AND id = owner.sent_message_id OFFSET 0
    ) AS message
), last AS MATERIALIZED (
    SELECT sent.draft_id, sent.chat_id, sent.sent_at, LEAST(sent.sent_at + %(window)s, next.sent_at) AS until
    FROM sent LEFT JOIN LATERAL (
        SELECT sent_at FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = sent.chat_id AND {_OURS}
          AND sent_at >= sent.sent_at AND (sent_at, id) > (sent.sent_at, sent.id)
        ORDER BY sent_at, id LIMIT 1
    ) AS next ON true
    WHERE sent.is_ours
), sale AS MATERIALIZED (
    SELECT sent.draft_id, paid.* FROM sent CROSS JOIN LATERAL (
        SELECT id, of_transaction_id, net FROM analytics_transaction
        WHERE agency_id = %(agency)s AND message_id = sent.id AND kind IN ('ppv', 'chargeback') OFFSET 0
    ) AS paid
    UNION ALL
    SELECT last.draft_id, tip.* FROM last CROSS JOIN LATERAL (
        SELECT id, of_transaction_id, net FROM analytics_transaction
        WHERE agency_id = %(agency)s AND chat_id = last.chat_id AND kind = 'tip'
          AND occurred_at >= last.sent_at AND occurred_at < last.until OFFSET 0
    ) AS tip
), reversal AS MATERIALIZED (
    SELECT draft_id, 'reversal of ' || of_transaction_id AS name FROM sale WHERE of_transaction_id IS NOT NULL
), counted AS (
    SELECT draft_id, id, net FROM sale
    UNION
    SELECT reversal.draft_id, back.id, back.net FROM reversal CROSS JOIN LATERAL (
        SELECT id, net FROM analytics_transaction
        WHERE agency_id = %(agency)s AND of_transaction_id = reversal.name AND kind = 'chargeback' OFFSET 0
    ) AS back
), earned AS MATERIALIZED (
    SELECT draft_id, sum(net) AS net FROM counted GROUP BY draft_id
)
"""

#: Whether there is anything to look at: where no AI is used, this is all that it costs.
ANY = """
SELECT EXISTS (SELECT FROM stale_chat AS stale CROSS JOIN LATERAL (
    SELECT FROM chats_airesponse
    WHERE agency_id = %(agency)s AND chat_id = stale.chat_id AND (sent_message_id IS NOT NULL OR revenue <> 0)
    LIMIT 1
) AS draft)
"""
#: Put the drafts of stale chats in order; tells which ones differed.
FOLD = f"""
{_EARNED}, wrong AS MATERIALIZED (
    SELECT draft.id, CASE WHEN earned.net IS NULL THEN 0 ELSE earned.net END AS revenue
    FROM draft LEFT JOIN earned ON earned.draft_id = draft.id
    WHERE draft.revenue <> CASE WHEN earned.net IS NULL THEN 0 ELSE earned.net END
)
UPDATE chats_airesponse AS old SET revenue = wrong.revenue FROM wrong
WHERE old.agency_id = %(agency)s AND old.id = wrong.id
RETURNING old.id
"""
