"""What sources tell of messages: the shapes they tell it in, and a batch of it made ready for writing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from uuid_utils import uuid7

from chats.models.chat import Direction
from chats.models.media import MediaType
from chats.richtext import plain_text, storable

#: No platform message is older (OnlyFans opened in 2016), and clocks are never a day ahead.
EARLIEST = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
AHEAD = dt.timedelta(days=1)
MAX_MONEY = Decimal("99999999.99")
MAX_ID = 2**63 - 1
_DIRECTIONS = frozenset(Direction.values)
_MEDIA_TYPES = frozenset(MediaType.values)
_UNKNOWN = Direction.UNKNOWN.value


class IncomingMedia(NamedTuple):
    """A reference to media on the platform; `duration` in seconds."""

    of_media_id: int
    media_type: str
    url: str = ""
    thumbnail_url: str = ""
    duration: int | None = None
    is_preview: bool = False


class IncomingMessage(NamedTuple):
    """A message as its source tells it. `html` may hold markup; money is dollars; times are aware.

    `unlocked` means something only beside a price.
    """

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


class IncomingFan(NamedTuple):
    """Who is on the other side; empty means not told."""

    of_id: int
    username: str = ""
    display_name: str = ""
    avatar_url: str = ""


class Batch(NamedTuple):
    """Messages ready for `record_messages`: checked, each once, as rows for COPY (`ingest_sql` has their columns)."""

    fan_of_ids: frozenset[int]
    message_rows: list[tuple[Any, ...]]
    media_rows: list[tuple[Any, ...]]
    #: Messages that were told, repeats counted, and those that cannot be true, by reason.
    accepted: int
    skipped: Counter[str]


def prepare(messages: Iterable[IncomingMessage]) -> Batch:
    """Make a batch. It takes no database, so that a thread can prepare the next while one is written."""
    told: dict[tuple[int, int], IncomingMessage] = {}
    skipped: Counter[str] = Counter()
    accepted, latest = 0, dt.datetime.now(dt.UTC) + AHEAD
    for message in messages:
        if problem := problem_with(message, latest):
            skipped[problem] += 1
            continue
        accepted += 1
        key = message.fan_of_id, message.of_message_id
        told[key] = _merged(told[key], message) if key in told else message
    media_rows = [row for message in told.values() if message.media for row in _media_rows(message)]
    fans = frozenset(fan for fan, _ in told)
    return Batch(fans, [_message_row(message) for message in told.values()], media_rows, accepted, skipped)


def problem_with(message: IncomingMessage, latest: dt.datetime) -> str | None:
    """Why this message cannot be true, in a few words; None if it can. No message is later than `latest`."""
    if not 0 < message.of_message_id <= MAX_ID or not 0 < message.fan_of_id <= MAX_ID:
        return "id out of range"
    if message.direction not in _DIRECTIONS:
        return "unknown direction"
    if not EARLIEST <= message.sent_at <= latest:
        return "date out of range"
    if message.price and not _is_money(message.price):
        return "price out of range"
    if message.tip_amount is not None and not _is_money(message.tip_amount):
        return "tip out of range"
    return None


def _is_money(amount: Decimal) -> bool:
    return amount.is_finite() and 0 <= amount <= MAX_MONEY


def _merged(old: IncomingMessage, new: IncomingMessage) -> IncomingMessage:
    """As `ingest_sql.WRITE_MESSAGES` does with a stored message; keep the two in step."""
    old_unlocked, new_unlocked = (m.unlocked if m.price else None for m in (old, new))
    unlocked_times = [m.unlocked_at for m in (old, new) if m.price and m.unlocked and m.unlocked_at]
    return new._replace(
        direction=old.direction if new.direction == _UNKNOWN else new.direction,
        html=new.html if plain_text(new.html) else old.html,
        price=new.price or old.price,
        unlocked=True if old_unlocked else (old_unlocked if new_unlocked is None else new_unlocked),
        unlocked_at=unlocked_times[0] if unlocked_times else None,
        is_tip=old.is_tip or new.is_tip,
        tip_amount=old.tip_amount if new.tip_amount is None else new.tip_amount,
        read_at=old.read_at or new.read_at,
        deleted_at=old.deleted_at or new.deleted_at,
        media=(*old.media, *new.media),
    )


def _message_row(m: IncomingMessage) -> tuple[Any, ...]:
    is_ppv = m.price > 0
    return (
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


def _media_rows(m: IncomingMessage) -> list[tuple[Any, ...]]:
    """One row for each media; a repeat adds what it knows, as `ingest_sql.WRITE_MEDIA` does."""
    known: dict[int, IncomingMedia] = {}
    for item in m.media:
        if old := known.get(item.of_media_id):
            item = item._replace(
                url=item.url or old.url,
                thumbnail_url=item.thumbnail_url or old.thumbnail_url,
                duration=old.duration if item.duration is None else item.duration,
            )
        known[item.of_media_id] = item
    return [
        (
            uuid7(),
            m.fan_of_id,
            m.of_message_id,
            item.of_media_id,
            item.media_type if item.media_type in _MEDIA_TYPES else MediaType.IMAGE.value,
            storable(item.url),
            storable(item.thumbnail_url),
            item.duration,
            item.is_preview,
        )
        for item in known.values()
    ]
