"""What the playbook looks for past answers through: how common words are, and who was asked something alike.

As search, they run as the tables' owner, take the agency from the scope alone and give back ids and numbers.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

# In the newest messages of the agency; a word that stands in one of them only is as rare as one that stands in none.
SHARES = """
CREATE FUNCTION playbook_word_shares(sample integer) RETURNS TABLE (word text, share double precision)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5000
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    scope uuid := nullif(current_setting('app.agency_id', true), '')::uuid;
BEGIN
    RETURN QUERY WITH newest AS MATERIALIZED (
        SELECT vector FROM chats_messagesearch WHERE agency_id = scope ORDER BY sent_at DESC, id DESC LIMIT sample
    ), total AS (SELECT count(*) AS read FROM newest)
    SELECT substr(entry, 7), count(*)::double precision / max(total.read)
    FROM newest CROSS JOIN total CROSS JOIN LATERAL unnest(tsvector_to_array(newest.vector)) AS entry
    GROUP BY entry HAVING count(*) > 1;
END
$$;
"""

# What is alike is found in the index, or among the creator's newest where the words are too common to tell. How much alike, is
# Dice's coefficient with weights (see `chats.ai.playbook.find`). Only the most alike are followed to their answers,
# each along the index of its thread.
# The planner takes an agency for a two-hundredth of the table (see `unlearn_agencies`) and would rather sort all that a
# creator's fans have written than walk back along the index; and it would look for a mass message among all of an
# agency's, so the agency is compared in a way that no index serves.
SIMILARITY = """
    SELECT hit.id, hit.chat_id, hit.sent_at,
        2 * shared.weight / (all_words.weight + shared.weight
            + greatest(0, length(hit.vector) - shared.words) * all_words.weight / all_words.words) AS similarity
    FROM hit CROSS JOIN LATERAL (
        SELECT coalesce(sum(weights[place]), 0) AS weight, count(*) AS words
        FROM generate_subscripts(marks, 1) AS place WHERE hit.vector @@ marks[place]
    ) AS shared, (SELECT sum(weight) AS weight, count(*) AS words FROM unnest(weights) AS weight) AS all_words
    WHERE shared.weight > 0 ORDER BY similarity DESC, hit.sent_at DESC, hit.id LIMIT how_many
"""
WANTED = "entry.direction = 'in' AND entry.creator_id = wanted_creator AND entry.chat_id <> own_chat"
ANSWERS = """
    SELECT alike.id, answer.id, alike.similarity, coalesce(reaction.direction = 'in', false)
    FROM alike CROSS JOIN LATERAL (
        SELECT told.* FROM (
            SELECT id, direction, sent_at, text, status, source, is_tip, deleted_at FROM chats_message
            WHERE agency_id = scope AND chat_id = alike.chat_id AND sent_at >= alike.sent_at
                AND (sent_at > alike.sent_at OR id > alike.id)
            ORDER BY sent_at, id LIMIT 12
        ) AS told WHERE told.direction <> 'in' ORDER BY told.sent_at, told.id LIMIT 1
    ) AS answer LEFT JOIN LATERAL (
        SELECT direction FROM chats_message
        WHERE agency_id = scope AND chat_id = alike.chat_id AND sent_at >= answer.sent_at
            AND (sent_at > answer.sent_at OR id > answer.id)
            AND sent_at < answer.sent_at + interval '24 hours' AND deleted_at IS NULL
        ORDER BY sent_at, id LIMIT 1
    ) AS reaction ON true
    WHERE answer.direction = 'out' AND answer.text <> '' AND answer.status = 'sent' AND answer.source <> 'mass'
        AND NOT answer.is_tip AND answer.deleted_at IS NULL AND answer.sent_at < alike.sent_at + interval '24 hours'
        AND NOT EXISTS (
            SELECT FROM chats_massrecipient
            WHERE message_id = answer.id AND agency_id IS NOT DISTINCT FROM scope OFFSET 0)
"""
ANSWERED = f"""
CREATE FUNCTION playbook_answers(
    words text[], weights double precision[], clauses text, is_common boolean, wanted_creator uuid, own_chat uuid,
    how_many integer
) RETURNS TABLE (question_id uuid, answer_id uuid, how_similar double precision, is_answered boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_sort = off
SET jit = off
AS $$
DECLARE
    scope uuid := nullif(current_setting('app.agency_id', true), '')::uuid;
    query tsquery := search_query(to_tsquery('simple', clauses), scope);
    marks tsquery[] := ARRAY(
        SELECT search_query(to_tsquery('simple', quote_literal(word)), scope)
        FROM unnest(words) WITH ORDINALITY AS said (word, place) ORDER BY place);
BEGIN
    IF scope IS NULL OR numnode(query) = 0 THEN
        RETURN;
    END IF;
    IF is_common THEN
        RETURN QUERY WITH hit AS MATERIALIZED (
            SELECT * FROM chats_messagesearch AS entry WHERE entry.agency_id = scope AND {WANTED}
            ORDER BY entry.sent_at DESC, entry.id DESC LIMIT 2500
        ), alike AS MATERIALIZED ({SIMILARITY}) {ANSWERS};
    ELSE
        RETURN QUERY WITH hit AS MATERIALIZED (
            SELECT * FROM (
                SELECT * FROM chats_messagesearch AS indexed WHERE indexed.vector @@ query OFFSET 0
            ) AS entry WHERE entry.agency_id = scope AND {WANTED} LIMIT 1500
        ), alike AS MATERIALIZED ({SIMILARITY}) {ANSWERS};
    END IF;
END
$$;
"""

SIGNATURES = (
    "playbook_word_shares(integer)",
    "playbook_answers(text[], double precision[], text, boolean, uuid, uuid, integer)",
)


class Migration(migrations.Migration):
    """Rights of the bound role are given by `migrate`, behind all migrations."""

    dependencies: Any = [("chats", "0015_playbook_index")]

    operations: Any = [
        *(
            migrations.RunSQL(function, f"DROP FUNCTION {signature}")
            for function, signature in zip((SHARES, ANSWERED), SIGNATURES, strict=True)
        ),
        migrations.RunSQL(f"REVOKE ALL ON FUNCTION {', '.join(SIGNATURES)} FROM PUBLIC", migrations.RunSQL.noop),
    ]
