"""The chats' summary columns, from their messages. Written with the messages, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from agencies import changes
from chats.models import Chat
from chats.queue import refresh_queue

#: Characters of the last message that lists show.
PREVIEW_LENGTH = 160

# Deleted messages do not count. Messages order by time, then by platform id (ours that wait have none
# and come last), then by id. Unread and awaiting look only at what lies behind our last message.
# A chat whose summary stays as it is is not written: each write moves it in the indexes of the inbox.
#
# Each look-up walks the thread's index from one end. A planner without fresh statistics (after a big import they
# lag) would rather fetch and sort the whole chat each time, so for this one statement it may not. And under
# row-level security it takes CASE for a safe bound of an index scan, but not COALESCE.
# What is left to this transaction are the checks of its references at the commit. Planned while there were few chats,
# they would walk through all of them and their old versions, for each message, as long as the session lasts.
# The lock comes first, as a statement of its own: the next then sees what the one we waited for has written.
_REFRESH = """
SELECT FROM chats_chat WHERE agency_id = %(agency)s AND id = ANY(%(chats)s) ORDER BY id FOR NO KEY UPDATE;
SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off;
UPDATE chats_chat AS chat SET
    first_message_at = edge.first_at,
    last_message_at = latest.sent_at,
    last_message_preview = COALESCE(left(latest.text, %(preview)s), ''),
    last_message_direction = COALESCE(latest.direction, ''),
    awaiting_reply_since = waiting.since,
    unread_count = COALESCE(waiting.unread, 0),
    purchase_unanswered_at = GREATEST(waiting.tipped, bought.at)
FROM chats_chat AS self
LEFT JOIN LATERAL (
    SELECT sent_at AS first_at FROM chats_message
    WHERE agency_id = self.agency_id AND chat_id = self.id AND deleted_at IS NULL
    ORDER BY sent_at, id LIMIT 1
) AS edge ON true
LEFT JOIN LATERAL (
    SELECT sent_at, text, direction FROM chats_message
    WHERE agency_id = self.agency_id AND chat_id = self.id AND deleted_at IS NULL
    ORDER BY sent_at DESC, of_message_id DESC NULLS FIRST, id DESC LIMIT 1
) AS latest ON true
LEFT JOIN LATERAL (
    SELECT sent_at, of_message_id FROM chats_message
    WHERE agency_id = self.agency_id AND chat_id = self.id AND deleted_at IS NULL AND direction = 'out'
    ORDER BY sent_at DESC, of_message_id DESC NULLS FIRST LIMIT 1
) AS answer ON true
LEFT JOIN LATERAL (
    SELECT min(sent_at) AS since,
           count(*) FILTER (WHERE read_at IS NULL AND (self.read_until IS NULL OR sent_at > self.read_until)) AS unread,
           max(sent_at) FILTER (WHERE is_tip) AS tipped
    FROM (
        SELECT sent_at, read_at, is_tip FROM chats_message
        WHERE agency_id = self.agency_id AND chat_id = self.id AND deleted_at IS NULL AND direction = 'in'
          AND sent_at >= CASE WHEN answer.sent_at IS NULL THEN '-infinity' ELSE answer.sent_at END
          AND (answer.sent_at IS NULL OR sent_at > answer.sent_at OR of_message_id > answer.of_message_id)
        ORDER BY sent_at OFFSET 0
    ) AS behind
) AS waiting ON true
LEFT JOIN LATERAL (
    SELECT unlocked_at AS at FROM chats_message
    WHERE agency_id = self.agency_id AND chat_id = self.id AND deleted_at IS NULL AND unlocked_at IS NOT NULL
      AND unlocked_at > CASE WHEN answer.sent_at IS NULL THEN '-infinity' ELSE answer.sent_at END
    ORDER BY unlocked_at DESC LIMIT 1
) AS bought ON true
WHERE self.agency_id = %(agency)s AND self.id = ANY(%(chats)s)
  AND chat.agency_id = self.agency_id AND chat.id = self.id
  AND (chat.first_message_at, chat.last_message_at, chat.last_message_preview, chat.last_message_direction,
       chat.awaiting_reply_since, chat.unread_count, chat.purchase_unanswered_at)
      IS DISTINCT FROM
      (edge.first_at, latest.sent_at, COALESCE(left(latest.text, %(preview)s), ''), COALESCE(latest.direction, ''),
       waiting.since, COALESCE(waiting.unread, 0), GREATEST(waiting.tipped, bought.at))
RETURNING chat.id;
SET LOCAL enable_sort TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT; SET LOCAL enable_seqscan = off
"""


def refresh_summaries(agency_id: UUID, chat_ids: Collection[UUID]) -> None:
    """Bring the summary columns of these chats up to date; call in the transaction that wrote messages."""
    if chat_ids:
        with connection.cursor() as cursor:
            cursor.execute(_REFRESH, {"agency": agency_id, "chats": list(chat_ids), "preview": PREVIEW_LENGTH})
            while not cursor.description or cursor.description[0].name != "id":
                cursor.nextset()
            written = [row[0] for row in cursor.fetchall()]
        changes.note(model=Chat, agency_id=agency_id, ids=written, event=changes.CHANGED)
        refresh_queue(agency_id, chat_ids)
