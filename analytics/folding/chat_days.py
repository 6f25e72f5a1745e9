"""The days of chats, from their messages."""

from __future__ import annotations

from typing import Any

from analytics.counted import COUNTED
from analytics.folding.marks import RECEIVED, REPLY, SENT
from analytics.folding.totals import sums
from analytics.folding.upsert import ONE_CHAT, replace

#: Times of day are looked up by their UTC, so a day is read with this to spare: no clock is put forward by more.
SPARE = "interval '3 hours'"

STAGE = """
CREATE TEMP TABLE IF NOT EXISTS stale_day (creator_id uuid, day date, PRIMARY KEY (creator_id, day))
    ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS stale_span (chat_id uuid, first_day date, end_day date) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS stale_chat (chat_id uuid PRIMARY KEY) ON COMMIT DELETE ROWS;
DELETE FROM stale_span; DELETE FROM stale_chat; DELETE FROM stale_day
"""

_TALK = f"{COUNTED} AND direction IN ('in', 'out')"

# A message counts on its day, and decides what the next one and our next one count for. One that was there before may
# have stood elsewhere: its time moves a little when it arrives, by more than a day only with a note for the whole chat.
STALE_SPANS = f"""
WITH touched AS (
    SELECT message.id, message.chat_id, message.sent_at, day.day, wanted.margin
    FROM unnest(%(messages)s::uuid[], %(margins)s::int[]) AS wanted (id, margin)
    CROSS JOIN LATERAL (
        SELECT id, chat_id, sent_at FROM chats_message WHERE agency_id = %(agency)s AND id = wanted.id OFFSET 0
    ) AS message
    CROSS JOIN LATERAL (SELECT (message.sent_at AT TIME ZONE %(timezone)s)::date AS day) AS day
), place AS (
    SELECT chat_id, sent_at, id FROM touched
    UNION
    SELECT chat_id, (day + margin + 1)::timestamp AT TIME ZONE %(timezone)s, '00000000-0000-0000-0000-000000000000'
    FROM touched WHERE margin > 0
), days AS (
    SELECT chat_id, daterange(day - margin, day + margin + 1) AS days FROM touched
    UNION ALL
    SELECT place.chat_id, daterange(next.day, next.day + 1)
    FROM place
    CROSS JOIN (VALUES ('out', 'out'), ('in', 'out')) AS way (one, other)
    CROSS JOIN LATERAL (
        SELECT (sent_at AT TIME ZONE %(timezone)s)::date AS day FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = place.chat_id AND {_TALK} AND direction IN (way.one, way.other)
          AND sent_at >= place.sent_at AND (sent_at, id) > (place.sent_at, place.id)
        ORDER BY sent_at, id LIMIT 1
    ) AS next
    UNION ALL
    SELECT id, daterange(NULL, NULL) FROM unnest(%(chats)s::uuid[]) AS whole (id)
), merged AS (
    SELECT chat_id, unnest(range_agg(days)) AS days FROM days GROUP BY chat_id
)
INSERT INTO stale_span
SELECT chat_id, COALESCE(lower(days), '-infinity'), COALESCE(upper(days), 'infinity') FROM merged;
INSERT INTO stale_chat SELECT DISTINCT chat_id FROM stale_span ON CONFLICT DO NOTHING
"""

#: These chats as a whole.
TAKE_CHATS = """
INSERT INTO stale_span SELECT whole.id, '-infinity', 'infinity' FROM unnest(%(chats)s::uuid[]) AS whole (id);
INSERT INTO stale_chat SELECT chat_id FROM stale_span
"""

_KEY = ["chat_id", "day", "member_id"]
_VALUES = [
    "creator_id", "received", "sent", "mass_sent", "ppv_sent", "ppv_known", "ppv_unlocked", "ppv_sent_value",
    "ppv_unlocked_value", "replies", "reply_seconds", "turns", "turns_answered", "ai_sent", "marks", "offers",
]  # fmt: skip


def _gaps(prefix: str) -> str:
    """Of all rows of one chat: the days since its member has sent something before, and since anybody has; the latter
    once for each day. The columns are called `prefix` and their name."""
    own = "day - lag(day) OVER (PARTITION BY sent > 0, member_id ORDER BY day)"
    last = "day - lag(day) OVER (PARTITION BY sent > 0 ORDER BY day, member_id)"
    return f"""
    CASE WHEN sent > 0 THEN COALESCE({own}, 0) END AS {prefix}own_gap,
    CASE WHEN sent > 0 THEN CASE WHEN {last} IS NULL THEN 0 ELSE NULLIF({last}, 0) END END AS {prefix}gap
    """


#: What a PPV offers: its media, or else its words.
_OFFER = """COALESCE((
    SELECT md5(string_agg(of_media_id::text, ' ' ORDER BY of_media_id))::uuid FROM chats_mediaattachment
    WHERE agency_id = %(agency)s AND message_id = told.id
), words)"""

# Reading begins at our last message before the span: who waited over midnight is answered in the morning.
# `waited_from` is when the fan began to write after us. Chat by chat, the order of the thread's index is that of both
# windows, so nothing is sorted but the few days of a chat. What is offered is known by its media, or else its words.
_FRESH = f"""
WITH span AS MATERIALIZED (
    SELECT stale.chat_id, chat.creator_id, stale.first_day, stale.end_day,
           CASE WHEN answer.sent_at IS NULL THEN '-infinity' ELSE answer.sent_at END AS from_at,
           stale.end_day::timestamp AT TIME ZONE %(timezone)s + {SPARE} AS until
    FROM stale_span AS stale
    CROSS JOIN LATERAL (
        SELECT creator_id FROM {ONE_CHAT.format("stale.chat_id")}
    ) AS chat
    LEFT JOIN LATERAL (
        SELECT sent_at FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = stale.chat_id AND {_TALK} AND direction = 'out'
          AND sent_at < stale.first_day::timestamp AT TIME ZONE %(timezone)s - {SPARE}
          AND stale.first_day > '-infinity'
        ORDER BY sent_at DESC LIMIT 1
    ) AS answer ON true
)
SELECT span.chat_id, span.creator_id, told.* FROM span CROSS JOIN LATERAL (SELECT *, {_gaps("")} FROM (
    SELECT day, CASE WHEN ours THEN sent_by_id END AS member_id,
           count(*) FILTER (WHERE NOT ours) AS received,
           count(*) FILTER (WHERE ours) AS sent,
           count(*) FILTER (WHERE ours AND is_mass) AS mass_sent,
           count(*) FILTER (WHERE ours AND is_ppv) AS ppv_sent,
           count(*) FILTER (WHERE ours AND is_ppv AND unlocked IS NOT NULL) AS ppv_known,
           count(*) FILTER (WHERE ours AND unlocked) AS ppv_unlocked,
           COALESCE(sum(price) FILTER (WHERE ours AND is_ppv), 0) AS ppv_sent_value,
           COALESCE(sum(price) FILTER (WHERE ours AND unlocked), 0) AS ppv_unlocked_value,
           count(waited) AS replies,
           COALESCE(sum(waited), 0) AS reply_seconds,
           count(*) FILTER (WHERE ours AND begins) AS turns,
           count(*) FILTER (WHERE NOT ours AND begins AND before = 'out') AS turns_answered,
           count(*) FILTER (WHERE ours AND told.id IN (
               SELECT sent_message_id FROM chats_airesponse
               WHERE agency_id = %(agency)s AND chat_id = span.chat_id AND sent_message_id IS NOT NULL
           )) AS ai_sent,
           array_agg(((CASE WHEN ours THEN {SENT} ELSE {RECEIVED} END) + hour)::smallint ORDER BY sent_at, told.id)
               || array_agg(({REPLY} + width_bucket(waited, %(bounds)s::float8[]))::smallint ORDER BY sent_at, told.id)
                  FILTER (WHERE waited IS NOT NULL) AS marks,
           jsonb_agg(jsonb_build_object('message', told.id, 'offer', {_OFFER}, 'price', price, 'unlocked', unlocked)
                     ORDER BY sent_at, told.id) FILTER (WHERE ours AND is_ppv) AS offers
    FROM (
        SELECT turn.*, local::date AS day, EXTRACT(HOUR FROM local)::smallint AS hour,
               CASE WHEN ours AND begins AND before = 'in' AND NOT is_mass
                    THEN EXTRACT(EPOCH FROM sent_at - waited_from)::bigint END AS waited
        FROM (
            SELECT line.*, sent_at AT TIME ZONE %(timezone)s AS local, direction IS DISTINCT FROM before AS begins,
                   max(sent_at) FILTER (WHERE NOT ours AND direction IS DISTINCT FROM before) OVER thread AS waited_from
            FROM (
                SELECT id, sent_at, direction, direction = 'out' AS ours, sent_by_id, source = 'mass' AS is_mass,
                       is_ppv, unlocked, price, CASE WHEN is_ppv THEN md5(lower(btrim(text)))::uuid END AS words,
                       lag(direction) OVER (ORDER BY sent_at, id) AS before
                FROM chats_message
                WHERE agency_id = %(agency)s AND chat_id = span.chat_id AND {_TALK}
                  AND sent_at >= span.from_at AND sent_at < span.until
            ) AS line
            WINDOW thread AS (ORDER BY sent_at, id ROWS UNBOUNDED PRECEDING)
        ) AS turn
    ) AS told
    WHERE day >= span.first_day AND day < span.end_day
    GROUP BY day, CASE WHEN ours THEN sent_by_id END
) AS counted) AS told
"""

_STALE = """
stale_span AS span CROSS JOIN LATERAL (
    SELECT * FROM analytics_chatday
    WHERE agency_id = %(agency)s AND chat_id = span.chat_id AND day >= span.first_day AND day < span.end_day OFFSET 0
) AS old
"""

_GAP_COLUMNS = ["own_gap", "gap"]
_REPLACE: dict[str, Any] = {
    "key": _KEY, "nullable": "member_id", "stale": _STALE, "returning": "creator_id, day",
}  # fmt: skip

# Gaps are a guess at first: what is before the span is put in order by `FOLD_GAPS`.
#: Put the stale spans in order; the days of creators that change thereby are stale next. Tells how many rows differed.
FOLD = f"""
{replace("analytics_chatday", _FRESH, values=_VALUES, initial=_GAP_COLUMNS, **_REPLACE)}, stale AS (
    INSERT INTO stale_day SELECT DISTINCT creator_id, day FROM changed ON CONFLICT DO NOTHING
)
SELECT count(*) FROM changed
"""

_TALK, _MARK, _OFFERED = sums("fresh", "fresh CROSS JOIN LATERAL unnest(marks) AS mark", "fresh")
#: The same for whole chats, whose gaps are right at once, and whose days are added up on the way.
FOLD_WHOLE = f"""
{replace("analytics_chatday", _FRESH, values=[*_VALUES, *_GAP_COLUMNS], **_REPLACE)},
talk AS ({_TALK}), mark AS ({_MARK}), offered AS ({_OFFERED})
SELECT count(*) FROM changed
"""

#: Put the gaps of the stale chats in order, whose days are; tells how many rows differed.
FOLD_GAPS = f"""
WITH wrong AS MATERIALIZED (
    SELECT told.* FROM stale_chat CROSS JOIN LATERAL (
        SELECT * FROM (
            SELECT id, own_gap, gap, {_gaps("right_")} FROM analytics_chatday
            WHERE agency_id = %(agency)s AND chat_id = stale_chat.chat_id
        ) AS day WHERE own_gap IS DISTINCT FROM right_own_gap OR gap IS DISTINCT FROM right_gap
    ) AS told
), changed AS (
    UPDATE analytics_chatday AS old SET own_gap = wrong.right_own_gap, gap = wrong.right_gap FROM wrong
    WHERE old.agency_id = %(agency)s AND old.id = wrong.id RETURNING old.creator_id, old.day
), stale AS (
    INSERT INTO stale_day SELECT DISTINCT creator_id, day FROM changed ON CONFLICT DO NOTHING
)
SELECT count(*) FROM changed
"""
