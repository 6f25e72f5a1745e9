"""Finding words in one chat, in bounded time however long the chat is.

The thread is walked backwards along its index in growing steps. LIMIT keeps the comparison of text out of the
walk: under row-level security, and without it, the planner may otherwise read the whole chat.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from chats.models import Chat, Message

HITS_AT_ONCE = 20
#: Messages read in each step of one search. What lies further back is searched when the person asks for it.
STEPS = (1_000, 4_000, 15_000)

_WALK = """
WITH walked AS MATERIALIZED (
    SELECT id, sent_at, text FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = %(chat)s
      AND (%(at)s::timestamptz IS NULL OR (sent_at, id) < (%(at)s, %(id)s))
    ORDER BY sent_at DESC, id DESC LIMIT %(step)s
), hits AS (
    SELECT id, sent_at FROM walked WHERE text ILIKE %(pattern)s ORDER BY sent_at DESC, id DESC LIMIT %(hits)s
)
SELECT ARRAY(SELECT id FROM hits ORDER BY sent_at DESC, id DESC),
       (SELECT count(*) FROM walked),
       (SELECT id FROM walked ORDER BY sent_at, id LIMIT 1)
"""


class Found(NamedTuple):
    """Messages with the words, latest first; `reached` is where the search goes on, None at the chat's beginning."""

    words: str
    messages: list[Message]
    reached: Message | None


def find_in_chat(chat: Chat, words: str, *, before: Message | None = None) -> Found:
    """Search `chat` backwards, from `before` or its end, for at most `HITS_AT_ONCE` messages."""
    ids: list[UUID] = []
    position = before
    for step in STEPS:
        hits, walked, last = _walk(chat, words, position, step=step, hits=HITS_AT_ONCE - len(ids))
        ids += hits
        if len(ids) == HITS_AT_ONCE:
            position = _message(chat, ids[-1])
            break
        position = _message(chat, last) if last and walked == step else None
        if position is None:
            break
    rows = Message.objects.in_chat(chat).filter(pk__in=ids).select_related("sent_by__user").latest_first()
    return Found(words, list(rows), position)


def _walk(
    chat: Chat, words: str, position: Message | None, *, step: int, hits: int
) -> tuple[list[UUID], int, UUID | None]:
    literal = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    values: dict[str, Any] = {
        "agency": chat.agency_id,
        "chat": chat.pk,
        "at": position and position.sent_at,
        "id": position and position.pk,
        "step": step,
        "pattern": f"%{literal}%",
        "hits": hits,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WALK, values)
        ids, walked, last = cursor.fetchone()
    return ids, walked, last


def _message(chat: Chat, pk: UUID) -> Message:
    message: Message = Message.objects.in_chat(chat).only("agency_id", "sent_at").get(pk=pk)
    return message
