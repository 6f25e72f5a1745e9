"""The one door for messages from anywhere: webhooks, importers, the API.

`record_messages` takes plain dataclasses, in bulk, in any order and as often as you like: a message is
known by its platform id, what is known about it is only ever added to, and the chats' summary columns are
right when the transaction ends.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from uuid_utils.compat import uuid7

from agencies.tenancy import agency_scope
from chats import ingest_sql as sql
from chats.models.chat import Direction
from chats.models.media import MediaType
from chats.richtext import plain_text, storable
from chats.summary import refresh_summaries

#: No platform message is older (OnlyFans opened in 2016), and clocks are never a day ahead.
EARLIEST = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
AHEAD = dt.timedelta(days=1)
MAX_MONEY = Decimal("99999999.99")
MAX_ID = 2**63 - 1
_DIRECTIONS = frozenset(Direction.values)
_MEDIA_TYPES = frozenset(MediaType.values)


@dataclass(frozen=True, slots=True)
class IncomingMedia:
    """A reference to media on the platform; `duration` in seconds."""

    of_media_id: int
    media_type: str
    url: str = ""
    thumbnail_url: str = ""
    duration: int | None = None
    is_preview: bool = False


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message as its source tells it. `html` may hold markup; money is dollars; times are aware."""

    fan_of_id: int
    of_message_id: int
    direction: str
    sent_at: dt.datetime
    html: str = ""
    price: Decimal = Decimal(0)
    unlocked: bool | None = None
    unlocked_at: dt.datetime | None = None
    is_tip: bool = False
    tip_amount: Decimal | None = None
    read_at: dt.datetime | None = None
    deleted_at: dt.datetime | None = None
    media: Sequence[IncomingMedia] = ()


@dataclass(frozen=True, slots=True)
class IncomingFan:
    """Who is on the other side; empty means not told."""

    of_id: int
    username: str = ""
    display_name: str = ""
    avatar_url: str = ""


@dataclass(slots=True)
class Recorded:
    """What a call did, in rows; `skipped` counts messages that cannot be true, by reason."""

    chats: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    media: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, other: Recorded) -> None:
        """Sum up the calls of a long import."""
        self.chats += other.chats
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.media += other.media
        self.skipped.update(other.skipped)


def record_messages(
    *,
    agency_id: UUID,
    creator_id: UUID,
    messages: Iterable[IncomingMessage],
    source: str,
    fans: Iterable[IncomingFan] = (),
) -> Recorded:
    """Write messages, their media and their chats in one transaction, in the agency's scope.

    New knowledge is added and old is never taken back: an unlock, a read mark or a deletion stays, a
    sender becomes known, a text is not emptied. Messages that cannot be true are counted in `skipped`.
    """
    result = Recorded()
    batch = _distinct(messages, result)
    with agency_scope(agency_id), connection.cursor() as cursor:
        cursor.execute(sql.STAGE)
        scope = {"agency": agency_id, "creator": creator_id, "source": source}
        result.chats = _write_chats(cursor, batch, {fan.of_id: fan for fan in fans}, scope)
        if batch:
            _copy_messages(cursor, batch)
            cursor.execute(sql.WRITE_MESSAGES, scope)
            result.created, result.updated = cursor.fetchone()
            result.unchanged -= result.created + result.updated
            result.media = _write_media(cursor, batch, scope)
            cursor.execute(sql.TOUCHED_CHATS, scope)
            refresh_summaries(agency_id, [row[0] for row in cursor.fetchall()])
    return result


def problem_with(message: IncomingMessage, now: dt.datetime) -> str | None:
    """Why this message cannot be true, in a few words; None if it can."""
    if not 0 < message.of_message_id <= MAX_ID or not 0 < message.fan_of_id <= MAX_ID:
        return "id out of range"
    if message.direction not in _DIRECTIONS:
        return "unknown direction"
    if not EARLIEST <= message.sent_at <= now + AHEAD:
        return "date out of range"
    if not 0 <= message.price <= MAX_MONEY:
        return "price out of range"
    if message.tip_amount is not None and not 0 <= message.tip_amount <= MAX_MONEY:
        return "tip out of range"
    return None


def _distinct(messages: Iterable[IncomingMessage], result: Recorded) -> dict[tuple[int, int], IncomingMessage]:
    """One message for each fan and platform id; a repeat adds what it knows. All count as unchanged so far."""
    now = dt.datetime.now(dt.UTC)
    batch: dict[tuple[int, int], IncomingMessage] = {}
    for message in messages:
        if problem := problem_with(message, now):
            result.skipped[problem] += 1
            continue
        key = message.fan_of_id, message.of_message_id
        batch[key] = _merged(batch[key], message) if key in batch else message
        result.unchanged += 1
    return batch


def _merged(old: IncomingMessage, new: IncomingMessage) -> IncomingMessage:
    """As `ingest_sql.WRITE_MESSAGES` does with a stored message; keep the two in step."""
    media = {item.of_media_id: item for item in (*old.media, *new.media)}
    return replace(
        new,
        direction=old.direction if new.direction == Direction.UNKNOWN else new.direction,
        html=new.html or old.html,
        price=new.price or old.price,
        unlocked=True if old.unlocked else (old.unlocked if new.unlocked is None else new.unlocked),
        unlocked_at=old.unlocked_at or new.unlocked_at,
        is_tip=old.is_tip or new.is_tip,
        tip_amount=old.tip_amount if new.tip_amount is None else new.tip_amount,
        read_at=old.read_at or new.read_at,
        deleted_at=old.deleted_at or new.deleted_at,
        media=tuple(media.values()),
    )


def _write_chats(
    cursor: Any, batch: Iterable[tuple[int, int]], fans: dict[int, IncomingFan], scope: dict[str, Any]
) -> int:
    """Make the chats that are missing and fill in what is told of the fans; return how many were touched."""
    of_ids = sorted({fan_of_id for fan_of_id, _ in batch} | fans.keys())
    if not of_ids:
        return 0
    told = [fans.get(of_id, IncomingFan(of_id)) for of_id in of_ids]
    cursor.execute(
        sql.WRITE_CHATS,
        {
            **scope,
            "ids": [uuid7() for _ in of_ids],
            "fans": of_ids,
            "usernames": [storable(fan.username)[:120] for fan in told],
            "names": [storable(fan.display_name)[:200] for fan in told],
            "avatars": [storable(fan.avatar_url)[:500] for fan in told],
        },
    )
    return len(of_ids)


def _copy_messages(cursor: Any, batch: dict[tuple[int, int], IncomingMessage]) -> None:
    with cursor.copy(sql.COPY_MESSAGES) as copy:
        copy.set_types(sql.MESSAGE_TYPES)
        for m in batch.values():
            is_ppv = m.price > 0
            copy.write_row(
                (
                    uuid7(),
                    m.fan_of_id,
                    m.of_message_id,
                    m.direction,
                    plain_text(m.html) if m.html else "",
                    is_ppv,
                    m.price,
                    m.unlocked if is_ppv else None,
                    m.unlocked_at if is_ppv and m.unlocked else None,
                    m.is_tip or m.tip_amount is not None,
                    m.tip_amount,
                    m.sent_at,
                    m.read_at,
                    m.deleted_at,
                )
            )


def _write_media(cursor: Any, batch: dict[tuple[int, int], IncomingMessage], scope: dict[str, Any]) -> int:
    """Write the media of the batch; return how many were new."""
    with cursor.copy(sql.COPY_MEDIA) as copy:
        copy.set_types(sql.MEDIA_TYPES)
        for m in batch.values():
            for item in {item.of_media_id: item for item in m.media}.values():
                kind = item.media_type if item.media_type in _MEDIA_TYPES else MediaType.IMAGE.value
                copy.write_row(
                    (
                        uuid7(),
                        m.fan_of_id,
                        m.of_message_id,
                        item.of_media_id,
                        kind,
                        storable(item.url),
                        storable(item.thumbnail_url),
                        item.duration,
                        item.is_preview,
                    )
                )
    cursor.execute(sql.WRITE_MEDIA, scope)
    return int(cursor.fetchone()[0])
