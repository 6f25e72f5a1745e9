"""What demo fans pay for beside messages: months of a subscription, posts and streams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import NamedTuple

MONTH, DAY = dt.timedelta(days=30), dt.timedelta(days=1)
#: Months for which a fan has been subscribed before the current one, at least.
MONTHS_BEFORE = (0, 0, 0, 1, 2, 4, 7, 10)
ACTIVE_SHARE, ENDING_SHARE, PAUSE_SHARE, RENEWS_SHARE = 0.75, 0.15, 0.12, 0.7
#: What is sold beside messages: kind, the share of fans who buy it, and its prices in dollars.
EXTRAS = (("post", 0.3, ("4.00", "8.00", "15.00")), ("stream", 0.12, ("10.00", "25.00")))


class Period(NamedTuple):
    """One period of a subscription; `is_renewal` if it follows the one before without a pause."""

    started_at: dt.datetime
    expires_at: dt.datetime
    status: str
    auto_renew: bool
    is_renewal: bool


def periods(random: Random, *, started: dt.datetime, now: dt.datetime) -> list[Period]:
    """A fan's subscription since they came, at `started` or before, the first period first."""
    is_active = random.random() < ACTIVE_SHARE
    is_ending = random.random() < ENDING_SHARE
    end = now + random.random() * (3 * DAY if is_ending else MONTH) if is_active else now - random.random() * 2 * MONTH
    status = "active" if is_active else random.choice(("expired", "expired", "cancelled"))
    renews = is_active and random.random() < RENEWS_SHARE
    left, found = random.choice(MONTHS_BEFORE), []
    while True:
        begun = end - MONTH
        is_first = left <= 0 and begun <= started
        pauses = not is_first and random.random() < PAUSE_SHARE
        found.append(Period(begun, end, status, renews, not is_first and not pauses))
        if is_first:
            return found[::-1]
        end, status, renews, left = begun - pauses * random.randint(3, 40) * DAY, "expired", False, left - 1


def extras(random: Random, *, started: dt.datetime, now: dt.datetime) -> Iterator[tuple[str, Decimal, dt.datetime]]:
    """Posts and streams that a fan has bought since `started`: kind, dollars and time."""
    for kind, share, prices in EXTRAS:
        if random.random() < share:
            yield kind, Decimal(random.choice(prices)), started + random.random() * (now - started)
