"""The SQL of `chats.ingest`.

PostgreSQL refuses COPY into a table under row-level security, so rows are copied into temporary tables of
the connection and go from there, by INSERT … SELECT … ON CONFLICT on keys that carry the agency, which is
what idempotency wants anyway. Rows go in key order, so that two writers never wait for each other in a circle.
"""

from __future__ import annotations

STAGE = """
CREATE TEMP TABLE IF NOT EXISTS incoming_message (
    id uuid, fan_of_id bigint, of_message_id bigint, direction text, text text, is_ppv boolean, price numeric,
    unlocked boolean, unlocked_at timestamptz, is_tip boolean, tip_amount numeric, sent_at timestamptz,
    read_at timestamptz, deleted_at timestamptz
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS incoming_media (
    id uuid, fan_of_id bigint, of_message_id bigint, of_media_id bigint, media_type text, url text,
    thumbnail_url text, duration integer, is_preview boolean
) ON COMMIT DELETE ROWS;
DELETE FROM incoming_message;
DELETE FROM incoming_media
"""

MESSAGE_TYPES = [
    "uuid", "int8", "int8", "text", "text", "bool", "numeric", "bool", "timestamptz", "bool", "numeric",
    "timestamptz", "timestamptz", "timestamptz",
]  # fmt: skip
COPY_MESSAGES = "COPY incoming_message FROM STDIN (FORMAT BINARY)"
MEDIA_TYPES = ["uuid", "int8", "int8", "int8", "text", "text", "text", "int4", "bool"]
COPY_MEDIA = "COPY incoming_media FROM STDIN (FORMAT BINARY)"

# Search learns of new names at once, and costs nothing for those it knows.
WRITE_CHATS = """
WITH written AS (
INSERT INTO chats_chat AS old (
    id, agency_id, created_at, creator_id, fan_of_id, fan_username, fan_display_name, fan_avatar_url,
    fan_custom_name, tags, last_message_preview, last_message_direction, unread_count
)
SELECT told.id, %(agency)s, now(), %(creator)s, told.fan, told.username, told.name, told.avatar, '', '{}', '', '', 0
FROM unnest(%(ids)s::uuid[], %(fans)s::bigint[], %(usernames)s::text[], %(names)s::text[], %(avatars)s::text[])
    AS told (id, fan, username, name, avatar)
ORDER BY told.fan
ON CONFLICT (agency_id, creator_id, fan_of_id) DO UPDATE SET
    fan_username = COALESCE(NULLIF(excluded.fan_username, ''), old.fan_username),
    fan_display_name = COALESCE(NULLIF(excluded.fan_display_name, ''), old.fan_display_name),
    fan_avatar_url = COALESCE(NULLIF(excluded.fan_avatar_url, ''), old.fan_avatar_url)
WHERE (excluded.fan_username <> '' AND excluded.fan_username <> old.fan_username)
   OR (excluded.fan_display_name <> '' AND excluded.fan_display_name <> old.fan_display_name)
   OR (excluded.fan_avatar_url <> '' AND excluded.fan_avatar_url <> old.fan_avatar_url)
RETURNING id, agency_id, creator_id, fan_of_id, fan_custom_name, fan_display_name, fan_username
)
INSERT INTO chats_fansearch (id, agency_id, created_at, creator_id, vector)
SELECT id, agency_id, now(), creator_id, search_fan_vector(
    concat_ws(' ', fan_custom_name, fan_display_name, fan_username), fan_of_id, agency_id)
FROM written
ON CONFLICT (id, agency_id) DO UPDATE SET vector = excluded.vector
RETURNING id, xmax = 0
"""

_CHAT_OF_ROW = """
JOIN chats_chat AS chat
  ON chat.agency_id = %(agency)s AND chat.creator_id = %(creator)s AND chat.fan_of_id = incoming.fan_of_id
"""

# A new row has no xmax; one that ON CONFLICT updated carries the updating transaction's. An offer that was not known as
# bought before the statement and is now has just been unlocked; told twice rather than never where two tell it at once.
# A statement does not see what it writes: in `moved` messages still stand where they stood before (20 hours are what
# `chats.models.message.NEARBY` is). Those who follow what changes (`agencies.changes`) are told here: the ids of a big
# batch need not come to us and back.
WRITE_MESSAGES = f"""
WITH bought AS (
    SELECT message.id
    FROM incoming_message AS incoming {_CHAT_OF_ROW}
    CROSS JOIN LATERAL (
        SELECT id, unlocked FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = incoming.of_message_id
        LIMIT 1
    ) AS message
    WHERE incoming.unlocked AND message.unlocked
), written AS (
    INSERT INTO chats_message AS old (
        id, agency_id, created_at, chat_id, of_message_id, direction, text, is_ppv, price, unlocked, unlocked_at,
        is_tip, tip_amount, sent_at, read_at, deleted_at, source, status
    )
    SELECT incoming.id, %(agency)s, now(), chat.id, incoming.of_message_id, incoming.direction, incoming.text,
           incoming.is_ppv, incoming.price, incoming.unlocked, incoming.unlocked_at, incoming.is_tip,
           incoming.tip_amount, incoming.sent_at, incoming.read_at, incoming.deleted_at, %(source)s, 'sent'
    FROM incoming_message AS incoming {_CHAT_OF_ROW}
    ORDER BY chat.id, incoming.of_message_id
    ON CONFLICT (agency_id, chat_id, of_message_id) DO UPDATE SET
        direction = CASE WHEN excluded.direction = 'unknown' THEN old.direction ELSE excluded.direction END,
        text = COALESCE(NULLIF(excluded.text, ''), old.text),
        is_ppv = old.is_ppv OR excluded.is_ppv,
        price = CASE WHEN excluded.price > 0 THEN excluded.price ELSE old.price END,
        unlocked = CASE WHEN old.unlocked THEN true ELSE COALESCE(excluded.unlocked, old.unlocked) END,
        unlocked_at = COALESCE(old.unlocked_at, excluded.unlocked_at),
        is_tip = old.is_tip OR excluded.is_tip,
        tip_amount = COALESCE(excluded.tip_amount, old.tip_amount),
        sent_at = excluded.sent_at,
        read_at = COALESCE(old.read_at, excluded.read_at),
        deleted_at = COALESCE(old.deleted_at, excluded.deleted_at),
        status = 'sent'
    WHERE (excluded.direction <> 'unknown' AND excluded.direction <> old.direction)
       OR (excluded.text <> '' AND excluded.text <> old.text)
       OR (excluded.price > 0 AND excluded.price <> old.price)
       OR (excluded.unlocked IS NOT NULL AND old.unlocked IS NOT TRUE
           AND excluded.unlocked IS DISTINCT FROM old.unlocked)
       OR (excluded.unlocked_at IS NOT NULL AND old.unlocked_at IS NULL)
       OR (excluded.is_tip AND NOT old.is_tip)
       OR (excluded.tip_amount IS NOT NULL AND excluded.tip_amount IS DISTINCT FROM old.tip_amount)
       OR excluded.sent_at <> old.sent_at
       OR (excluded.read_at IS NOT NULL AND old.read_at IS NULL)
       OR (excluded.deleted_at IS NOT NULL AND old.deleted_at IS NULL)
       OR old.status <> 'sent'
    RETURNING id, chat_id, old.xmax = 0 AS is_new, old.unlocked, sent_at
), moved AS (
    SELECT array_agg(DISTINCT written.chat_id) AS chats
    FROM written CROSS JOIN LATERAL (
        SELECT sent_at FROM chats_message WHERE agency_id = %(agency)s AND id = written.id OFFSET 0
    ) AS before
    WHERE NOT written.is_new AND abs(EXTRACT(EPOCH FROM written.sent_at - before.sent_at)) > 72000
), announced AS (
    INSERT INTO chats_searchbacklog (id, agency_id, created_at, message_ids)
    SELECT %(batch)s, %(agency)s, now(), array_agg(id) FROM written HAVING count(*) > 0
), noted AS (
    INSERT INTO agencies_change (id, agency_id, created_at, transaction, told_as, event, object_ids)
    SELECT (%(notes)s::uuid[])[kind.number], %(agency)s, now(), pg_current_xact_id()::text::bigint, kind.told_as,
           kind.event, kind.ids
    FROM moved, (
        SELECT array_agg(id) FILTER (WHERE is_new) AS created, array_agg(id) FILTER (WHERE NOT is_new) AS changed,
               array_agg(id) FILTER (WHERE NOT is_new AND unlocked AND id NOT IN (SELECT id FROM bought)) AS unlocked
        FROM written
    ) AS all_of_them
    CROSS JOIN LATERAL (VALUES (1, 'message', 'created', created), (2, 'message', 'changed', changed),
                               (3, 'message', 'unlocked', unlocked), (4, 'chat', 'recount', moved.chats))
        AS kind (number, told_as, event, ids)
    WHERE kind.ids IS NOT NULL
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new),
       CASE WHEN count(*) <= %(told)s THEN array_agg(ARRAY[chat_id, id]) END,
       CASE WHEN %(tells)s THEN array_agg(id) FILTER (WHERE is_new) END,
       CASE WHEN %(tells)s THEN array_agg(id) FILTER (WHERE NOT is_new) END
FROM written
"""

# Of a batch too big to be named: what is recent enough to be watched, with something in it to look at.
WATCHED_IDS = f"""
SELECT message.id
FROM incoming_message AS incoming {_CHAT_OF_ROW}
CROSS JOIN LATERAL (
    SELECT id FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = incoming.of_message_id
    LIMIT 1
) AS message
WHERE incoming.sent_at >= %(watched)s AND incoming.text <> '' AND incoming.deleted_at IS NULL
"""

TELL_IDS = f"""
SELECT incoming.fan_of_id, incoming.of_message_id, message.id
FROM incoming_message AS incoming {_CHAT_OF_ROW}
CROSS JOIN LATERAL (
    SELECT id FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = incoming.of_message_id
    LIMIT 1
) AS message
"""

# LIMIT keeps the look-up of a media's message on its whole unique key; as a plain join, a planner without
# statistics on the temporary table may walk all messages of the chat for each media.
WRITE_MEDIA = f"""
WITH written AS (
    INSERT INTO chats_mediaattachment AS old (
        id, agency_id, created_at, message_id, of_media_id, media_type, url, thumbnail_url, duration, is_preview
    )
    SELECT incoming.id, %(agency)s, now(), message.id, incoming.of_media_id, incoming.media_type, incoming.url,
           incoming.thumbnail_url, incoming.duration, incoming.is_preview
    FROM incoming_media AS incoming {_CHAT_OF_ROW}
    CROSS JOIN LATERAL (
        SELECT id FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = incoming.of_message_id
        LIMIT 1
    ) AS message
    ORDER BY message.id, incoming.of_media_id
    ON CONFLICT (agency_id, message_id, of_media_id) DO UPDATE SET
        media_type = excluded.media_type,
        url = COALESCE(NULLIF(excluded.url, ''), old.url),
        thumbnail_url = COALESCE(NULLIF(excluded.thumbnail_url, ''), old.thumbnail_url),
        duration = COALESCE(excluded.duration, old.duration),
        is_preview = excluded.is_preview
    WHERE excluded.media_type <> old.media_type
       OR (excluded.url <> '' AND excluded.url <> old.url)
       OR (excluded.thumbnail_url <> '' AND excluded.thumbnail_url <> old.thumbnail_url)
       OR (excluded.duration IS NOT NULL AND excluded.duration IS DISTINCT FROM old.duration)
       OR excluded.is_preview <> old.is_preview
    RETURNING message_id, old.xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), CASE WHEN %(notes_media)s THEN array_agg(DISTINCT message_id) END FROM written
"""

TOUCHED_CHATS = """
SELECT id FROM chats_chat
WHERE agency_id = %(agency)s AND creator_id = %(creator)s
  AND fan_of_id IN (SELECT DISTINCT fan_of_id FROM incoming_message)
ORDER BY id
"""

# What fans were sent, from outgoing messages alone. A fact that is told once more changes nothing, and each row is a
# minimum or a maximum over the messages, so that any order of telling ends in the same.
_KNOWN = """
), known AS (
    INSERT INTO chats_creatormedia AS old (
        id, agency_id, created_at, creator_id, of_media_id, media_type, thumbnail_url, duration, last_sent_at
    )
    SELECT (array_agg(fact.id))[1], %(agency)s, now(), %(creator)s, fact.of_media_id, max(fact.media_type),
           max(fact.thumbnail_url), max(fact.duration), max(fact.sent_at)
    FROM fact GROUP BY fact.of_media_id ORDER BY fact.of_media_id
    ON CONFLICT (agency_id, creator_id, of_media_id) DO UPDATE SET
        media_type = excluded.media_type,
        thumbnail_url = COALESCE(NULLIF(excluded.thumbnail_url, ''), old.thumbnail_url),
        duration = GREATEST(old.duration, excluded.duration),
        last_sent_at = GREATEST(old.last_sent_at, excluded.last_sent_at)
    WHERE old.media_type <> excluded.media_type
       OR (excluded.thumbnail_url <> '' AND excluded.thumbnail_url <> old.thumbnail_url)
       OR excluded.duration > COALESCE(old.duration, -1)
       OR excluded.last_sent_at > COALESCE(old.last_sent_at, '-infinity')
)
INSERT INTO chats_sentmedia AS old (id, agency_id, created_at, chat_id, of_media_id, sent_at, bought_at)
SELECT (array_agg(fact.id))[1], %(agency)s, now(), fact.chat_id, fact.of_media_id, min(fact.sent_at),
       min(fact.bought_at)
FROM fact GROUP BY fact.chat_id, fact.of_media_id ORDER BY fact.chat_id, fact.of_media_id
ON CONFLICT (agency_id, chat_id, of_media_id) DO UPDATE SET
    sent_at = LEAST(old.sent_at, excluded.sent_at),
    bought_at = LEAST(old.bought_at, excluded.bought_at)
WHERE excluded.sent_at < old.sent_at
   OR (excluded.bought_at IS NOT NULL AND (old.bought_at IS NULL OR excluded.bought_at < old.bought_at))
"""
_FACT = """
    SELECT {id} AS id, message.chat_id, {media}.of_media_id, {media}.media_type, {media}.thumbnail_url,
           {media}.duration, message.sent_at,
           CASE WHEN message.unlocked THEN COALESCE(message.unlocked_at, message.sent_at) END AS bought_at
"""

# The media of this batch, with what is known by now of their messages.
KNOW_MEDIA = (
    "WITH fact AS ("
    + _FACT.format(id="incoming.id", media="incoming")
    + f"""
    FROM incoming_media AS incoming {_CHAT_OF_ROW}
    CROSS JOIN LATERAL (
        SELECT chat_id, direction, sent_at, unlocked, unlocked_at FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = incoming.of_message_id
        LIMIT 1
    ) AS message
    WHERE message.direction = 'out'
"""
    + _KNOWN
)

# Messages that were there before and are told more of: their media may have come earlier.
KNOW_MEDIA_AGAIN = (
    "WITH fact AS ("
    + _FACT.format(id="gen_random_uuid()", media="media")
    + f"""
    FROM incoming_message AS incoming {_CHAT_OF_ROW}
    CROSS JOIN LATERAL (
        SELECT id, chat_id, direction, sent_at, unlocked, unlocked_at FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = incoming.of_message_id
        LIMIT 1
    ) AS message
    JOIN chats_mediaattachment AS media ON media.agency_id = %(agency)s AND media.message_id = message.id
    WHERE message.direction = 'out' AND message.id <> incoming.id
"""
    + _KNOWN
)

# All media of a creator, for rows that were written before this was kept.
KNOW_ALL_MEDIA = (
    "WITH fact AS ("
    + _FACT.format(id="gen_random_uuid()", media="media")
    + """
    FROM chats_chat AS chat
    JOIN chats_message AS message ON message.agency_id = chat.agency_id AND message.chat_id = chat.id
    JOIN chats_mediaattachment AS media ON media.agency_id = chat.agency_id AND media.message_id = message.id
    WHERE chat.agency_id = %(agency)s AND chat.creator_id = %(creator)s AND message.direction = 'out'
      AND message.status <> 'failed'
"""
    + _KNOWN
)
