"""Keeps what search looks into up to date.

Whoever writes messages says so in the same transaction (`announce`: one row, however many messages, so that
imports hardly notice), and a job does the work behind them. Names of fans are few, and follow at once.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from uuid_utils.compat import uuid7

from agencies.tenancy import agency_scope

#: Backlog rows of one transaction of the job, and messages of one row where we choose.
ROWS_AT_ONCE, MESSAGES_IN_A_ROW = 4, 5_000

ANNOUNCE = """
INSERT INTO chats_searchbacklog (id, agency_id, created_at, message_ids) VALUES (%s, %s, now(), %s::uuid[])
"""

# One at a time for each agency: of two that index the same message, the later must have read it later.
TAKE = """
SELECT pg_advisory_xact_lock(hashtext('search'), hashtext(%(agency)s::text));
DELETE FROM chats_searchbacklog WHERE agency_id = %(agency)s AND id IN (
    SELECT id FROM chats_searchbacklog WHERE agency_id = %(agency)s ORDER BY id LIMIT %(rows)s FOR UPDATE SKIP LOCKED
) RETURNING message_ids
"""

# OFFSET 0 keeps the look-up of each message on its key, whatever the planner thinks of the table.
INDEX = """
WITH told AS (
    SELECT message.*, chat.creator_id, message.deleted_at IS NULL AND message.text <> '' AS is_findable
    FROM unnest(%(messages)s::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
        SELECT id, agency_id, chat_id, text, sent_at, direction, is_ppv, deleted_at FROM chats_message
        WHERE agency_id = %(agency)s AND id = wanted.id OFFSET 0
    ) AS message
    CROSS JOIN LATERAL (
        SELECT creator_id FROM chats_chat WHERE agency_id = %(agency)s AND id = message.chat_id OFFSET 0
    ) AS chat
), gone AS (
    DELETE FROM chats_messagesearch AS old USING told
    WHERE old.agency_id = %(agency)s AND old.id = told.id AND NOT told.is_findable
)
INSERT INTO chats_messagesearch AS old (
    id, agency_id, created_at, chat_id, creator_id, sent_at, direction, is_ppv, vector
)
SELECT id, agency_id, now(), chat_id, creator_id, sent_at, direction, is_ppv,
       search_message_vector(text, agency_id)
FROM told WHERE is_findable ORDER BY id
ON CONFLICT (id, agency_id) DO UPDATE SET
    sent_at = excluded.sent_at, direction = excluded.direction, is_ppv = excluded.is_ppv, vector = excluded.vector
WHERE (old.sent_at, old.direction, old.is_ppv, old.vector)
    IS DISTINCT FROM (excluded.sent_at, excluded.direction, excluded.is_ppv, excluded.vector)
"""

FANS = """
INSERT INTO chats_fansearch AS old (id, agency_id, created_at, creator_id, vector)
SELECT id, agency_id, now(), creator_id, search_fan_vector(
    concat_ws(' ', fan_custom_name, fan_display_name, fan_username), fan_of_id, agency_id)
FROM chats_chat WHERE agency_id = %s AND id = ANY(%s::uuid[])
ON CONFLICT (id, agency_id) DO UPDATE SET vector = excluded.vector WHERE old.vector <> excluded.vector
"""

ANNOUNCE_ALL = """
INSERT INTO chats_searchbacklog (id, agency_id, created_at, message_ids)
SELECT gen_random_uuid(), %(agency)s, now(), array_agg(id) FROM (
    SELECT id, row_number() OVER (ORDER BY id DESC) / %(messages)s AS part
    FROM chats_message WHERE agency_id = %(agency)s
) AS numbered GROUP BY part
"""


def announce(agency_id: UUID, message_ids: Collection[UUID]) -> None:
    """These messages are new or changed; call in the transaction that wrote them."""
    if message_ids:
        with connection.cursor() as cursor:
            cursor.execute(ANNOUNCE, [uuid7(), agency_id, list(message_ids)])
        start_job(agency_id)


def start_job(agency_id: UUID) -> None:
    """Have the backlog worked off as soon as the transaction is through."""
    # Behind the commit and not in it: two writers would wait for each other at the job's lock. (No partial: one that
    # fails has no name that Django could log, and so would not be robust.)
    transaction.on_commit(lambda: _defer(agency_id), robust=True)


def _defer(agency_id: UUID) -> None:
    from chats.tasks import defer_search_job

    defer_search_job(agency_id)


def work_off(agency_id: UUID) -> int:
    """Index what is in the backlog of an agency; return how many messages were looked at."""
    done = 0
    while taken := _work_off_some(agency_id):
        done += taken
    return done


def _work_off_some(agency_id: UUID) -> int:
    with agency_scope(agency_id), connection.cursor() as cursor:
        cursor.execute(TAKE, {"agency": agency_id, "rows": ROWS_AT_ONCE})
        cursor.nextset()
        messages = {message for (ids,) in cursor.fetchall() for message in ids}
        if messages:
            cursor.execute(INDEX, {"agency": agency_id, "messages": sorted(messages)})
    return len(messages)


def refresh_fans(agency_id: UUID, chat_ids: Collection[UUID]) -> None:
    """The names of these chats' fans are new or changed; call in the transaction that wrote them."""
    with connection.cursor() as cursor:
        cursor.execute(FANS, [agency_id, list(chat_ids)])


def announce_all(agency_id: UUID) -> None:
    """Put everything of an agency in the backlog, and its fans in order; call in the agency's scope."""
    values: dict[str, Any] = {"agency": agency_id, "messages": MESSAGES_IN_A_ROW}
    with connection.cursor() as cursor:
        cursor.execute(ANNOUNCE_ALL, values)
        cursor.execute(FANS.replace("AND id = ANY(%s::uuid[])", ""), [agency_id])
    start_job(agency_id)
