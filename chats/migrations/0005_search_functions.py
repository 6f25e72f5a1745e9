"""The functions that search goes through, and everything that stands already made findable.

Full text's `@@` may not use its index ahead of row-level security. So the tables' owner looks, in functions that
take the agency from the scope alone; nobody but the bound role may call them.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

# Every word begins with a part of its agency's id. So the index has a list of its own for each word of each agency,
# and a small agency does not read through what a big one says. Whose a row is, its columns decide.
MARK = """
CREATE FUNCTION search_mark(agency uuid) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN right(agency::text, 6);
"""

# What stands between words is the same as in `chats.search.query`; without it PostgreSQL would take "soon.bye" for
# an address and find neither word. Its limit is a megabyte of words.
MESSAGE_VECTOR = r"""
CREATE FUNCTION search_message_vector(text text, agency uuid) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    SELECT coalesce(string_agg(
        quote_literal(search_mark(agency) || lexeme) || ':' || array_to_string(positions, ','), ' '), '')::tsvector
    FROM unnest(to_tsvector('simple',
        translate(left(text, 100000), E'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 32))))
);
"""

FAN_VECTOR = r"""
CREATE FUNCTION search_fan_vector(names text, fan bigint, agency uuid) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    SELECT array_to_tsvector(array_agg(DISTINCT search_mark(agency) || ending)) FROM (
        SELECT substr(word, first) FROM regexp_split_to_table(lower(names), '\s+') AS word,
            generate_series(1, length(word)) AS first
        UNION ALL SELECT fan::text UNION ALL SELECT 'u' || fan
    ) AS endings (ending)
);
"""

# PostgreSQL writes every word of a query in quotes.
QUERY = r"""
CREATE FUNCTION search_query(query tsquery, agency uuid) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(query::text, '\'((?:[^\']|\'\')*)\'', '\'' || search_mark(agency) || '\1\'', 'g')::tsquery;
""".replace("\\'", "''")

# Newest first, and no sorting of all the hits of a common word. How common it is, here and with these filters, the
# newest rows tell: if enough of them are hits, they are the answer; if some are, a longer walk will do; else the index
# has few to sort. The plans are pinned and kept, so that nothing is planned anew or guessed.
FILTERS = """(creators IS NULL OR entry.creator_id = ANY(creators))
            AND (wanted_direction IS NULL OR entry.direction = wanted_direction)
            AND (wanted_ppv IS NULL OR entry.is_ppv = wanted_ppv)
            AND (wanted_tag IS NULL OR EXISTS (
                SELECT FROM chats_chat WHERE agency_id = scope AND id = entry.chat_id AND wanted_tag = ANY(tags)))"""
MESSAGES = f"""
CREATE FUNCTION search_messages(
    words text, creators uuid[], wanted_direction text, wanted_ppv boolean, wanted_tag text,
    since timestamptz, before timestamptz, before_id uuid, how_many integer
) RETURNS TABLE (message_id uuid, message_sent_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    scope uuid := nullif(current_setting('app.agency_id', true), '')::uuid;
    query tsquery := search_query(to_tsquery('simple', words), scope);
    sample CONSTANT integer := 64;
    walk integer := sample;
    found integer := 0;
    hits integer;
BEGIN
    IF scope IS NULL OR numnode(query) = 0 THEN
        RETURN;
    END IF;
    LOOP
        RETURN QUERY SELECT entry.id, entry.sent_at FROM (
            SELECT * FROM chats_messagesearch AS newest
            WHERE newest.agency_id = scope AND (newest.sent_at, newest.id) < (before, before_id)
                AND newest.sent_at >= since
            ORDER BY newest.sent_at DESC, newest.id DESC LIMIT walk
        ) AS entry
        WHERE entry.vector @@ query AND {FILTERS}
        LIMIT how_many - found OFFSET found;
        GET DIAGNOSTICS hits = ROW_COUNT;
        found := found + hits;
        IF found >= how_many THEN
            RETURN;
        END IF;
        EXIT WHEN found = 0 OR walk > sample;
        walk := least(5000, 2 * sample * how_many / found);
    END LOOP;
    RETURN QUERY SELECT entry.id, entry.sent_at FROM (
        SELECT * FROM chats_messagesearch AS indexed WHERE indexed.vector @@ query OFFSET 0
    ) AS entry
    WHERE entry.agency_id = scope AND (entry.sent_at, entry.id) < (before, before_id) AND entry.sent_at >= since
        AND {FILTERS}
    ORDER BY entry.sent_at DESC, entry.id DESC LIMIT how_many - found OFFSET found;
END
$$;
"""

FANS = """
CREATE FUNCTION search_fans(words text, creators uuid[], how_many integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    scope uuid := nullif(current_setting('app.agency_id', true), '')::uuid;
    query tsquery := search_query(lower(words)::tsquery, scope);
BEGIN
    IF scope IS NULL OR numnode(query) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT entry.id FROM (
        SELECT * FROM chats_fansearch AS indexed WHERE indexed.vector @@ query OFFSET 0
    ) AS entry
    WHERE entry.agency_id = scope AND (creators IS NULL OR entry.creator_id = ANY(creators)) LIMIT how_many;
END
$$;
"""

SIGNATURES = (
    "search_mark(uuid)",
    "search_message_vector(text, uuid)",
    "search_fan_vector(text, bigint, uuid)",
    "search_query(tsquery, uuid)",
    "search_messages(text, uuid[], text, boolean, text, timestamptz, timestamptz, uuid, integer)",
    "search_fans(text, uuid[], integer)",
)

# Rights of the bound role are given by `migrate`, behind all migrations.
FOR_NOBODY_ELSE = f"REVOKE ALL ON FUNCTION {', '.join(SIGNATURES)} FROM PUBLIC"

FINDABLE = """
INSERT INTO chats_fansearch (id, agency_id, created_at, creator_id, vector)
SELECT id, agency_id, now(), creator_id, search_fan_vector(
    concat_ws(' ', fan_custom_name, fan_display_name, fan_username), fan_of_id, agency_id)
FROM chats_chat ON CONFLICT DO NOTHING;
INSERT INTO chats_searchbacklog (id, agency_id, created_at, message_ids)
SELECT gen_random_uuid(), agency_id, now(), array_agg(id) FROM (
    SELECT id, agency_id, row_number() OVER (PARTITION BY agency_id ORDER BY id DESC) / 5000 AS part FROM chats_message
) AS numbered GROUP BY agency_id, part
"""


class Migration(migrations.Migration):
    """Messages that stand already go to the backlog, which the worker finds by itself."""

    dependencies: Any = [("chats", "0004_search")]

    operations: Any = [
        *(
            migrations.RunSQL(function, f"DROP FUNCTION {signature}")
            for function, signature in zip(
                (MARK, MESSAGE_VECTOR, FAN_VECTOR, QUERY, MESSAGES, FANS), SIGNATURES, strict=True
            )
        ),
        migrations.RunSQL(FOR_NOBODY_ELSE, migrations.RunSQL.noop),
        migrations.RunSQL(FINDABLE, migrations.RunSQL.noop),
    ]
