"""One demo chat: who the fan is, and what was said and bought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import NamedTuple

from integrations.demo import content

#: How a conversation stands at its end, and how often that is so.
ENDINGS = ["answered", "answered", "answered", "answered", "waiting", "unread", "unread"]
LATEST = dt.timedelta(days=12)
#: Seconds between two lines, and between two exchanges; the second grows towards the past.
BETWEEN_LINES, BETWEEN_EXCHANGES = (15, 240), (1_800, 60_000)
OFFER_SHARE, TIP_SHARE, FREE_MEDIA_SHARE, UNLOCKED_SHARE = 0.08, 0.05, 0.08, 0.45
#: Offers of which the platform does not tell whether they were bought.
UNKNOWN_SHARE = 0.08
ZERO = Decimal(0)


class Line(NamedTuple):
    """One message; money in dollars, media as (type, seconds)."""

    sent_at: dt.datetime
    direction: str
    text: str
    price: Decimal = ZERO
    unlocked: bool | None = None
    tip: Decimal | None = None
    media: tuple[tuple[str, int | None], ...] = ()


class Conversation(NamedTuple):
    """What was said, oldest first, and how far it was read."""

    lines: list[Line]
    #: We have read everything up to here.
    read_until: dt.datetime


def converse(random: Random, *, now: dt.datetime, length: int) -> Conversation:
    """Make up a chat of exactly `length` messages that ended at most `LATEST` before `now`."""
    ending = random.choice(ENDINGS)
    recent = 0.1 if ending != "answered" else 1.0
    end = now - dt.timedelta(seconds=60 + random.random() ** 3 * LATEST.total_seconds() * recent)
    backwards = list(_backwards(random, end, length, ending))
    lines = backwards[::-1]
    trailing = next((n for n, line in enumerate(backwards) if line.direction == "out"), length)
    read_until = lines[-1].sent_at if ending != "unread" or trailing == length else backwards[trailing].sent_at
    return Conversation(lines, read_until)


def _backwards(random: Random, end: dt.datetime, length: int, ending: str) -> Iterator[Line]:
    """The messages from the last to the first."""
    made, moment = 0, end
    if ending != "answered":
        for _ in range(min(length, random.randint(1, 3))):
            yield Line(moment, "in", random.choice(content.QUESTIONS))
            made, moment = made + 1, _earlier(random, moment, BETWEEN_LINES)
        moment = _earlier(random, moment, BETWEEN_LINES)
    while made < length:
        for line in _exchange(random, moment):
            yield line
            made, moment = made + 1, _earlier(random, line.sent_at, BETWEEN_LINES)
            if made == length:
                return
        moment = _earlier(random, moment, BETWEEN_EXCHANGES)


def _exchange(random: Random, end: dt.datetime) -> Iterator[Line]:
    dice = random.random()
    if dice < OFFER_SHARE:
        yield _offer(random, end)
        return
    if dice < OFFER_SHARE + TIP_SHARE:
        tip = Decimal(random.choice(content.TIPS))
        yield Line(end, "out", random.choice(content.AFTER_TIP))
        yield Line(_earlier(random, end, BETWEEN_LINES), "in", "", tip=tip)
        return
    lines = random.choice(content.EXCHANGES)
    moment = end
    for number in range(len(lines) - 1, -1, -1):
        direction = "out" if number % 2 else "in"
        media: tuple[tuple[str, int | None], ...] = ()
        if direction == "out" and random.random() < FREE_MEDIA_SHARE:
            kind = random.choice(content.FREE_MEDIA)
            media = ((kind, None if kind == "image" else random.randint(5, 90)),)
        yield Line(moment, direction, lines[number], media=media)
        moment = _earlier(random, moment, BETWEEN_LINES)


def _offer(random: Random, moment: dt.datetime) -> Line:
    offer = random.choice(content.OFFERS)
    dice = random.random()
    unlocked = None if dice > 1 - UNKNOWN_SHARE else dice < UNLOCKED_SHARE
    return Line(moment, "out", offer.text, Decimal(offer.price), unlocked, media=offer.media)


def _earlier(random: Random, moment: dt.datetime, bounds: tuple[int, int]) -> dt.datetime:
    low, high = bounds
    return moment - dt.timedelta(seconds=low + random.random() * (high - low))
