"""What came of messages: how long the fan had waited, what they earned, and whether an AI had drafted them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from agencies.scope import Actor
from analytics.counted import COUNTED
from analytics.settlement import REVERSAL
from chats.models import AIResponse, Message
from chats.templatetags.inbox_format import in_words

#: `asked.sent_at`: when the fan whom `message` answers began to write. As in `analytics.folding.chat_days`: from the
#: first message behind our last one; mass messages answer nobody, but nobody waits any more after one.
ASKED = f"""
LEFT JOIN LATERAL (
    SELECT sent_at, id FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = message.chat_id AND direction = 'out' AND {COUNTED}
      AND sent_at <= message.sent_at AND (sent_at, id) < (message.sent_at, message.id)
    ORDER BY sent_at DESC, id DESC LIMIT 1
) AS answer ON true
LEFT JOIN LATERAL (
    SELECT sent_at FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = message.chat_id AND direction = 'in' AND {COUNTED}
      AND sent_at >= CASE WHEN answer.sent_at IS NULL THEN '-infinity' ELSE answer.sent_at END
      AND sent_at <= message.sent_at AND (sent_at, id) < (message.sent_at, message.id)
      AND (answer.id IS NULL OR (sent_at, id) > (answer.sent_at, answer.id))
    ORDER BY sent_at, id LIMIT 1
) AS asked ON message.direction = 'out' AND message.source <> 'mass' AND message.deleted_at IS NULL
          AND message.status <> 'failed'
"""
#: `earned.net`: dollars that `message` brought, less what was taken back.
EARNED = f"""
LEFT JOIN LATERAL (
    SELECT sum(sale.net + COALESCE(back.net, 0)) AS net
    FROM analytics_transaction AS sale
    LEFT JOIN LATERAL (
        SELECT net FROM analytics_transaction
        WHERE agency_id = %(agency)s AND of_transaction_id = '{REVERSAL.format("")}' || sale.of_transaction_id LIMIT 1
    ) AS back ON true
    WHERE sale.agency_id = %(agency)s AND sale.message_id = message.id
) AS earned ON true
"""
_OUTCOMES = f"""
SELECT message.id, message.sent_at - asked.sent_at, earned.net, draft.status
FROM unnest(%(ids)s::uuid[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT id, chat_id, sent_at, direction, source, status, deleted_at FROM chats_message
    WHERE agency_id = %(agency)s AND id = wanted.id OFFSET 0
) AS message
{ASKED}{EARNED}
LEFT JOIN LATERAL (
    SELECT status FROM chats_airesponse
    WHERE agency_id = %(agency)s AND sent_message_id = message.id ORDER BY id DESC LIMIT 1
) AS draft ON true
"""
_DRAFTS: dict[str | None, str] = {
    AIResponse.Status.ACCEPTED: "AI draft, sent as is",
    AIResponse.Status.EDITED: "AI draft, edited",
}


@dataclass(frozen=True)
class Sent:
    """A message with what came of it. `reply_time` is None if nobody waited, `earned` is net dollars."""

    message: Message
    reply_time: dt.timedelta | None
    earned: Decimal | None
    draft_status: str | None

    @property
    def review(self) -> Any:
        """What somebody thinks of it; None if nobody has said."""
        return getattr(self.message, "review", None)

    @property
    def draft(self) -> str:
        """What an AI had to do with it, in words."""
        return _DRAFTS.get(self.draft_status, "")

    @property
    def media(self) -> str:
        """What it brings along, in words."""
        return in_words(self.message.media_kinds)  # type: ignore[attr-defined]

    @property
    def offer(self) -> str:
        """What became of a PPV, in words."""
        if not self.message.is_ppv:
            return ""
        return {True: "bought", False: "not bought", None: "not known if bought"}[self.message.unlocked]

    @property
    def trouble(self) -> str:
        """Why the fan does not have it, in words."""
        if self.message.deleted_at:
            return "deleted on the platform"
        if self.message.status == "failed":
            return f"not delivered: {self.message.failure_reason}" if self.message.failure_reason else "not delivered"
        return ""


def sent_messages(actor: Actor, ids: Collection[UUID]) -> list[Sent]:
    """These messages as far as the actor may see them, in the given order. Call in the scope."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OUTCOMES, {"agency": actor.agency_id, "ids": list(ids)})
        outcomes = {pk: outcome for pk, *outcome in cursor.fetchall()}
    rows = Message.objects.visible_to(actor).filter(pk__in=ids).with_media_kinds()
    messages = {row.pk: row for row in rows.select_related("chat__creator", "sent_by__user", "review__reviewer__user")}
    return [Sent(messages[pk], *outcomes[pk]) for pk in ids if pk in messages and pk in outcomes]
