"""Who of a demo agency's chatters is at work when, and how each of them works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

#: How far back shifts go.
WEEKS = 8
DAY = dt.timedelta(days=1)


class DemoChatter(NamedTuple):
    """Somebody who answers fans: from `start` to `end` o'clock but on their weekday `off` (Monday is 0).

    A reply takes `pace` times as long as usual; offers cost `price` times the usual, and the share `unlocked` of them
    is bought. `creators` are those they work for, by their place in the list.
    """

    name: str
    start: int
    end: int
    off: int
    pace: float
    price: Decimal
    unlocked: float
    creators: tuple[int, ...]


class Roster:
    """Who writes to the fans of a creator at a moment: one of the `chatters`, with their memberships' ids."""

    def __init__(self, chatters: Collection[tuple[str, DemoChatter]], zone: ZoneInfo, creators: int) -> None:
        self._zone = zone
        self.chatters = list(chatters)
        hours = [(weekday, hour) for weekday in range(7) for hour in range(24)]
        self._plans = [{(w, h): self._on_duty(w, h, creator) for w, h in hours} for creator in range(creators)]

    def writer(self, creator: int, at: dt.datetime) -> tuple[str, DemoChatter]:
        """Who answers for that creator then: a membership's id, and how they work."""
        local = at.astimezone(self._zone)
        return self._plans[creator][local.weekday(), local.hour]

    def shifts(self, now: dt.datetime, of: DemoChatter) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """The shifts they have worked, from the first on; none is still open."""
        today = now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        for ago in range(7 * WEEKS, 0, -1):
            day = today - ago * DAY
            if day.weekday() != of.off:
                yield day + dt.timedelta(hours=of.start), day + dt.timedelta(hours=of.end)

    def _on_duty(self, weekday: int, hour: int, creator: int) -> tuple[str, DemoChatter]:
        """Whoever is at work; else the next one who works for the creator."""
        working = [one for one in self.chatters if creator in one[1].creators]

        def is_away(one: tuple[str, DemoChatter]) -> Any:
            chatter = one[1]
            return chatter.off == weekday, not chatter.start <= hour < chatter.end

        return min(working, key=is_away)
