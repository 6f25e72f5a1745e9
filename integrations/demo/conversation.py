"""One demo chat: who the fan is, and what was said and bought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

from integrations.demo import content
from integrations.demo.roster import DemoChatter

#: How a conversation stands at its end, and how often that is so.
ENDINGS = ["answered", "answered", "answered", "answered", "waiting", "unread", "unread"]
LATEST = dt.timedelta(days=12)
#: Seconds between two lines.
BETWEEN_LINES = (15, 240)
#: Days from one exchange to the one before.
DAYS_BETWEEN = (0, 1, 1, 2, 2, 3, 4)
OFFER_SHARE, TIP_SHARE, FREE_MEDIA_SHARE = 0.08, 0.05, 0.08
#: Replies that come late, and how many times later than usual.
LATE_SHARE, LATE = 0.06, 15
#: Mass messages that are bought; one line of so many is a mass message, at most.
NEWS_UNLOCKED_SHARE, LINES_A_NEWS = 0.12, 12
#: Offers of which the platform does not tell whether they were bought.
UNKNOWN_SHARE = 0.08
ZERO = Decimal(0)
CENT = Decimal("0.01")

#: Who writes at a moment: a membership's id, and how they work.
Writing = Callable[[dt.datetime], tuple[str, DemoChatter]]


class Line(NamedTuple):
    """One message; money in dollars, media as (type, seconds); `by` is whose it is of the team."""

    sent_at: dt.datetime
    direction: str
    text: str
    price: Decimal = ZERO
    unlocked: bool | None = None
    tip: Decimal | None = None
    media: tuple[tuple[str, int | None], ...] = ()
    by: str | None = None
    is_mass: bool = False


class Conversation(NamedTuple):
    """What was said, oldest first, and how far it was read."""

    lines: list[Line]
    #: We have read everything up to here.
    read_until: dt.datetime


class Talk:
    """Makes up conversations, all from one source of chance."""

    def __init__(self, random: Random, *, now: dt.datetime, zone: dt.tzinfo) -> None:
        self.random, self.now, self.zone = random, now, zone

    def converse(self, *, length: int, writing: Writing, news: Sequence[Line]) -> Conversation:
        """A chat of exactly `length` messages that ended at most `LATEST` ago, with some of the `news` among them."""
        random = self.random
        ending = random.choice(ENDINGS)
        recent = 0.1 if ending != "answered" else 1.0
        end = self.now - dt.timedelta(seconds=60 + random.random() ** 3 * LATEST.total_seconds() * recent)
        before = [line for line in reversed(news) if line.sent_at < end - LATEST / 100]
        told = [self._sold(line, NEWS_UNLOCKED_SHARE) for line in before[: length // LINES_A_NEWS]]
        lines = [*self._backwards(end, length - len(told), ending, writing), *told]
        lines.sort(key=lambda line: line.sent_at)
        trailing = next((n for n, line in enumerate(reversed(lines)) if line.direction == "out"), length)
        is_read = ending != "unread" or trailing == length
        return Conversation(lines, lines[-1].sent_at if is_read else lines[length - 1 - trailing].sent_at)

    def _backwards(self, end: dt.datetime, length: int, ending: str, writing: Writing) -> Iterator[Line]:
        """The messages from the last to the first."""
        made, moment = 0, end
        if ending != "answered":
            for _ in range(min(length, self.random.randint(1, 3))):
                yield Line(moment, "in", self.random.choice(content.QUESTIONS))
                made, moment = made + 1, self._earlier(moment)
            moment = self._earlier(moment)
        while made < length:
            by, chatter = writing(moment)
            for line in self._exchange(moment, by, chatter):
                yield line
                made, moment = made + 1, line.sent_at
                if made == length:
                    return
            moment = self._exchange_before(moment)

    def _exchange(self, end: dt.datetime, by: str, chatter: DemoChatter) -> Iterator[Line]:
        random = self.random
        dice = random.random()
        if dice < OFFER_SHARE:
            offer = random.choice(content.OFFERS)
            price = (Decimal(offer.price) * chatter.price).quantize(CENT)
            yield self._sold(Line(end, "out", offer.text, price, media=offer.media, by=by), chatter.unlocked)
            return
        if dice < OFFER_SHARE + TIP_SHARE:
            yield Line(end, "out", random.choice(content.AFTER_TIP), by=by)
            end = self._asked(end, chatter)
            yield Line(end, "in", "", tip=Decimal(random.choice(content.TIPS)))
            end = self._earlier(end)
        lines = random.choice(content.EXCHANGES)
        moment = end
        for number in range(len(lines) - 1, -1, -1):
            if number % 2 == 0:
                yield Line(moment, "in", lines[number])
                moment = self._earlier(moment)
                continue
            media: tuple[tuple[str, int | None], ...] = ()
            if random.random() < FREE_MEDIA_SHARE:
                kind = random.choice(content.FREE_MEDIA)
                media = ((kind, None if kind == "image" else random.randint(5, 90)),)
            yield Line(moment, "out", lines[number], media=media, by=by)
            moment = self._asked(moment, chatter)

    def _sold(self, line: Line, share: float) -> Line:
        """The line as bought by that share of the fans, if it costs anything."""
        if not line.price:
            return line
        dice = self.random.random()
        return line._replace(unlocked=None if dice > 1 - UNKNOWN_SHARE else dice < share)

    def _earlier(self, moment: dt.datetime, pace: float = 1) -> dt.datetime:
        low, high = BETWEEN_LINES
        return moment - dt.timedelta(seconds=pace * (low + self.random.random() * (high - low)))

    def _asked(self, answered: dt.datetime, chatter: DemoChatter) -> dt.datetime:
        """When the fan had written what was answered then."""
        return self._earlier(answered, chatter.pace * (LATE if self.random.random() < LATE_SHARE else 1))

    def _exchange_before(self, moment: dt.datetime) -> dt.datetime:
        """When the exchange before the one that began at `moment` had ended: some days ago, at an hour fans like."""
        random = self.random
        day = moment.astimezone(self.zone) - dt.timedelta(days=random.choice(DAYS_BETWEEN))
        seconds = random.random() * 3600
        ended = day.replace(
            hour=random.choice(content.BUSY_HOURS), minute=int(seconds) // 60, second=int(seconds) % 60
        ).astimezone(dt.UTC)
        return ended if ended < moment - LATEST / 200 else ended - dt.timedelta(days=1)
