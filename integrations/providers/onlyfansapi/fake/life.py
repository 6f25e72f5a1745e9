"""Fans who write, answer and buy, so that the demo's inbox lives."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from random import Random

from integrations.demo import content
from integrations.providers.onlyfansapi.fake.platform import Account, Json, Platform, iso

#: How likely a fan answers a message, and buys an offer; seconds until then, and from typing to sending.
ANSWERS, BUYS = 0.75, 0.55
UNTIL_ANSWER, UNTIL_PURCHASE, TYPING = (3.0, 15.0), (4.0, 25.0), (1.5, 4.0)
TIPS, VISITS = 0.08, 0.2
ANSWERED = [
    "Haha, really?", "That sounds great", "Tell me more", "I was hoping you would say that 🙂", "No way!",
    "Same here, long day", "Thank you for answering so fast", "And what did you do then?", "Good to know", "Deal!",
]  # fmt: skip


class Life:
    """Lets the fans of a platform do things, about every `pace` seconds, in a thread of its own."""

    def __init__(self, platform: Platform, *, pace: float, random: Random) -> None:
        self.platform, self.pace, self.random = platform, pace, random
        self._order = itertools.count()
        self._planned: list[tuple[float, int, Callable[[], object]]] = []
        self._lock = threading.Condition()
        self._is_over = False
        platform.listeners.append(self._notice)

    def start(self) -> None:
        """Begin."""
        self._plan(self.pace, self._somebody)
        threading.Thread(target=self._live, daemon=True).start()

    def stop(self) -> None:
        """End."""
        with self._lock:
            self._is_over = True
            self._lock.notify()

    def _plan(self, seconds: float, do: Callable[[], object]) -> None:
        with self._lock:
            heapq.heappush(self._planned, (time.monotonic() + seconds, next(self._order), do))
            self._lock.notify()

    def _live(self) -> None:
        while True:
            with self._lock:
                while not self._is_over and (not self._planned or self._planned[0][0] > time.monotonic()):
                    self._lock.wait(self._planned[0][0] - time.monotonic() if self._planned else None)
                if self._is_over:
                    return
                _, _, do = heapq.heappop(self._planned)
            do()

    def _between(self, bounds: tuple[float, float]) -> float:
        return self.random.uniform(*bounds)

    def _somebody(self) -> None:
        """A fan comes by: most write, some tip, some only look."""
        self._plan(self.random.expovariate(1 / self.pace), self._somebody)
        account = self.random.choice(list(self.platform.accounts.values()))
        if not account.fans:
            return
        fan_id = self.random.choice(list(account.fans))
        dice = self.random.random()
        if dice < VISITS:
            self.platform.tell("users.online", account, {"fan": {"id": str(fan_id)}})
            self._plan(20, lambda: self._leave(account, fan_id))
        elif dice < VISITS + TIPS:
            self.platform.tip(account, fan_id, Decimal(self.random.choice(content.TIPS)))
        else:
            opening = [exchange[0] for exchange in content.EXCHANGES] + content.QUESTIONS
            self._type(account, fan_id, self.random.choice(opening))

    def _leave(self, account: Account, fan_id: int) -> None:
        at = iso(self.platform.now())
        self.platform.tell("users.offline", account, {"fan": {"id": str(fan_id)}, "last_seen_online_at": at})

    def _type(self, account: Account, fan_id: int, text: str) -> None:
        self.platform.tell("users.typing", account, {"id": fan_id})
        wait = self._between(TYPING)
        self._plan(wait, lambda: self.platform.write(account, fan_id, from_creator=False, text=text, is_new=True))

    def _notice(self, name: str, account_id: str, payload: Json) -> None:
        """A message of the creator may be answered, and an offer bought."""
        if name != "messages.sent":
            return
        account, fan_id = self.platform.accounts[account_id], payload["toUser"]["id"]
        message = next((m for m in reversed(account.chats[fan_id]) if m.id == payload["id"]), None)
        if message and message.price and self.random.random() < BUYS:
            offer = message
            self._plan(self._between(UNTIL_PURCHASE), lambda: self.platform.buy(account, fan_id, offer))
        if self.random.random() < ANSWERS:
            text = self.random.choice(ANSWERED)
            self._plan(self._between(UNTIL_ANSWER), lambda: self._type(account, fan_id, text))
