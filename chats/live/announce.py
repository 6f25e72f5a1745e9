"""Telling open inboxes what a transaction is about to change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.tenancy import agency_scope
from chats.models import Chat, ChatEvent

CHANNEL = "ofagency_live"
#: How long events are kept for who was away.
KEPT = dt.timedelta(hours=24)
#: Messages that one notification names; more than these are told as "much has changed".
MESSAGES_TOLD = 50

#: Messages are new or have changed; they stand there in another language too; a message is gone; the chat's row or
#: head has changed, or its fan card too; many messages came in.
MESSAGE, TRANSLATED, REMOVED, CHAT, CARD, BULK = "message", "translated", "removed", "chat", "card", "bulk"
#: Not kept: who is in a chat, who types, and that somebody's access has changed.
HERE, TYPING, ACCESS = "here", "typing", "access"

_HORIZON = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_KEEP = f"""
WITH kept AS (
    INSERT INTO {ChatEvent._meta.db_table} (id, agency_id, created_at, creator_id, chat_id, message_id, kind, transaction)
    SELECT told.id, %(agency)s, %(now)s, %(creator)s, told.chat, told.message, %(kind)s, pg_current_xact_id()::text::bigint
    FROM unnest(%(ids)s::uuid[], %(chats)s::uuid[], %(messages)s::uuid[]) AS told (id, chat, message)
)
SELECT pg_notify('{CHANNEL}', jsonb_set(%(payload)s::jsonb, '{{x}}', to_jsonb({_HORIZON}))::text)
"""  # noqa: E501


def announce(*, chat: Chat, kind: str, message_ids: Iterable[UUID] = ()) -> None:
    """Tell of one chat: `MESSAGE`, `TRANSLATED` or `REMOVED` with the messages, `CHAT`, `CARD`.

    Call in the transaction, in scope.
    """
    messages = list(message_ids)
    _keep(chat.agency_id, chat.creator_id, kind, [(chat.pk, message) for message in messages] or [(chat.pk, None)])


def announce_messages(
    *, agency_id: UUID, creator_id: UUID, messages: Collection[tuple[UUID, UUID]] | None, kind: str = MESSAGE
) -> None:
    """Tell of (chat, message) pairs of one creator; None, and more than `MESSAGES_TOLD`, are too many to name."""
    if messages is None or len(messages) > MESSAGES_TOLD:
        _keep(agency_id, creator_id, BULK, [(creator_id, None)])
    elif messages:
        _keep(agency_id, creator_id, kind, list(messages))


def _keep(agency_id: UUID, creator_id: UUID, kind: str, pairs: list[tuple[UUID, UUID | None]]) -> None:
    payload = {"a": agency_id, "c": creator_id, "k": kind, "p": pairs}
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "agency": agency_id,
                "creator": creator_id,
                "kind": kind,
                "now": timezone.now(),
                "ids": [uuid7() for _ in pairs],
                "chats": [chat for chat, _ in pairs],
                "messages": [message for _, message in pairs],
                "payload": orjson.dumps(payload).decode(),
            },
        )


def announce_passing(*, chat: Chat, kind: str, **facts: Any) -> None:
    """Tell what nobody needs to catch up on: `HERE`, and `TYPING` with who it is."""
    notify({"a": chat.agency_id, "c": chat.creator_id, "k": kind, "p": [(chat.pk, None)], **facts})


def notify(payload: dict[str, Any]) -> None:
    """Send a notification with the transaction; `payload` holds ids and names of members, never a text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, orjson.dumps(payload).decode()])


def current_cursor() -> str:
    """What a page that is rendered now has seen: all transactions below a number, and when that was."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_HORIZON}")
        return cursor_text(cursor.fetchone()[0])


def cursor_text(horizon: int) -> str:
    """The id of an event: `<horizon>.<seconds since 1970>`."""
    return f"{horizon}.{int(timezone.now().timestamp())}"


def forget_events(*, agency_id: UUID) -> int:
    """Delete the events that nobody can catch up on any more; return how many."""
    with agency_scope(agency_id):
        old = ChatEvent.objects.filter(agency_id=agency_id, created_at__lt=timezone.now() - KEPT)
        return int(old.delete()[0])
