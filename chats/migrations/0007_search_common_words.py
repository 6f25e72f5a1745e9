"""Search asks the index at once for a word that is not known to be common, and does without the sample."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations

OLD = import_module("chats.migrations.0005_search_functions")

# What ANALYZE found to be the most common words of the scope's agency; nothing of the others.
COMMON = """
CREATE FUNCTION search_common_words() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT substr(word, 7) FROM pg_stats, unnest(most_common_elems::text::text[]) AS word
    WHERE schemaname = 'public' AND tablename = 'chats_messagesearch' AND attname = 'vector'
        AND left(word, 6) = search_mark(nullif(current_setting('app.agency_id', true), '')::uuid)
$$;
"""

# As before, but for `is_common`: whether the walk along the newest is worth its while.
FILTERS = """(creators IS NULL OR entry.creator_id = ANY(creators))
            AND (wanted_direction IS NULL OR entry.direction = wanted_direction)
            AND (wanted_ppv IS NULL OR entry.is_ppv = wanted_ppv)
            AND (wanted_tag IS NULL OR EXISTS (
                SELECT FROM chats_chat WHERE agency_id = scope AND id = entry.chat_id AND wanted_tag = ANY(tags)))"""
MESSAGES = f"""
CREATE FUNCTION search_messages(
    words text, creators uuid[], is_common boolean, wanted_direction text, wanted_ppv boolean, wanted_tag text,
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
    is_open CONSTANT boolean := creators IS NULL AND wanted_direction IS NULL AND wanted_ppv IS NULL
        AND wanted_tag IS NULL;
BEGIN
    IF scope IS NULL OR numnode(query) = 0 THEN
        RETURN;
    END IF;
    WHILE is_common LOOP
        RETURN QUERY SELECT entry.id, entry.sent_at FROM (
            SELECT * FROM chats_messagesearch AS newest
            WHERE newest.agency_id = scope AND newest.sent_at <= before AND (newest.sent_at < before OR newest.id < before_id)
                AND newest.sent_at >= since
            ORDER BY newest.sent_at DESC, newest.id DESC LIMIT walk
        ) AS entry
        WHERE entry.vector @@ query AND (is_open OR {FILTERS})
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
        AND (is_open OR {FILTERS})
    ORDER BY entry.sent_at DESC, entry.id DESC LIMIT how_many - found OFFSET found;
END
$$;
"""

SIGNATURES = (
    "search_common_words()",
    "search_messages(text, uuid[], boolean, text, boolean, text, timestamptz, timestamptz, uuid, integer)",
)


class Migration(migrations.Migration):
    """The function takes one argument more."""

    dependencies: Any = [("chats", "0006_fan_index")]

    operations: Any = [
        migrations.RunSQL(COMMON, f"DROP FUNCTION {SIGNATURES[0]}"),
        migrations.RunSQL(f"DROP FUNCTION {OLD.SIGNATURES[4]}", OLD.MESSAGES),
        migrations.RunSQL(MESSAGES, f"DROP FUNCTION {SIGNATURES[1]}"),
        migrations.RunSQL(f"REVOKE ALL ON FUNCTION {', '.join(SIGNATURES)} FROM PUBLIC", migrations.RunSQL.noop),
    ]
