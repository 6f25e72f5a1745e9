"""Which messages of the platform are here, for whoever tells more of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Max

from chats.models import Chat, Message
from chats.models.chat import Direction

#: The platform lets nobody delete what is older; twice that, for clocks and late events.
DELETABLE = dt.timedelta(hours=48)

# Each look-up is one step into the unique key of a chat's messages.
_BY_FAN = """
SELECT asked.fan, asked.message, found.sent_at, found.price, found.direction
FROM unnest(%(fans)s::bigint[], %(messages)s::bigint[]) AS asked (fan, message)
JOIN chats_chat AS chat
  ON chat.agency_id = %(agency)s AND chat.creator_id = %(creator)s AND chat.fan_of_id = asked.fan
CROSS JOIN LATERAL (
    SELECT sent_at, price, direction FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = asked.message LIMIT 1
) AS found
"""
_ANYWHERE = """
SELECT chat.fan_of_id, found.of_message_id, found.sent_at, found.price, found.direction
FROM chats_chat AS chat
CROSS JOIN LATERAL (
    SELECT of_message_id, sent_at, price, direction FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = chat.id AND of_message_id = %(message)s LIMIT 1
) AS found
WHERE chat.agency_id = %(agency)s AND chat.creator_id = %(creator)s AND chat.last_message_at >= %(since)s
LIMIT 1
"""


class KnownMessage(NamedTuple):
    """A message that is here; `price` in dollars."""

    fan_of_id: int
    of_message_id: int
    sent_at: dt.datetime
    price: Decimal
    direction: str


def known_messages(
    *, agency_id: UUID, creator_id: UUID, keys: Collection[tuple[int, int]]
) -> dict[tuple[int, int], KnownMessage]:
    """Those of the (fan, message) ids that are here. Call in the agency's scope."""
    parameters: dict[str, Any] = {
        "agency": agency_id,
        "creator": creator_id,
        "fans": [fan for fan, _ in keys],
        "messages": [of_id for _, of_id in keys],
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_FAN, parameters)
        return {(row[0], row[1]): KnownMessage(*row) for row in cursor.fetchall()}


def find_message(*, agency_id: UUID, creator_id: UUID, of_message_id: int, at: dt.datetime) -> KnownMessage | None:
    """The creator's message with this id, in whichever chat; None if it is not here. Call in the agency's scope.

    Looks first where somebody wrote shortly before `at`, and only then through all chats.
    """
    for since in (at - DELETABLE, dt.datetime.min.replace(tzinfo=dt.UTC)):
        with connection.cursor() as cursor:
            cursor.execute(
                _ANYWHERE, {"agency": agency_id, "creator": creator_id, "message": of_message_id, "since": since}
            )
            if row := cursor.fetchone():
                return KnownMessage(*row)
    return None


def tip_without_amount(
    *, agency_id: UUID, creator_id: UUID, fan_of_id: int, at: dt.datetime, within: dt.timedelta
) -> KnownMessage | None:
    """The fan's tip nearest to `at` whose amount nobody has told yet. Call in the agency's scope."""
    rows = Message.objects.filter(
        agency_id=agency_id, chat__creator_id=creator_id, chat__fan_of_id=fan_of_id, direction=Direction.IN,
        is_tip=True, tip_amount__isnull=True, of_message_id__isnull=False, sent_at__range=(at - within, at + within),
    )  # fmt: skip
    candidates = rows.values_list("of_message_id", "sent_at", "price", "direction")
    nearest = min(candidates, key=lambda row: abs(row[1] - at), default=None)
    return KnownMessage(fan_of_id, *nearest) if nearest else None


def latest_of_fans(*, agency_id: UUID, creator_id: UUID, fan_of_ids: Collection[int]) -> dict[int, dt.datetime]:
    """When each of the fans' chats had its last message. Call in the agency's scope."""
    chats = Chat.objects.filter(agency_id=agency_id, creator_id=creator_id, fan_of_id__in=fan_of_ids)
    named = chats.exclude(fan_username="").values_list("fan_of_id").annotate(latest=Max("last_message_at"))
    return {fan: latest for fan, latest in named if latest}
