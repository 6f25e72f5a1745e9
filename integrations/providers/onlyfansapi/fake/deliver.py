"""The service's webhooks: signed, delivered at least once, and tried again, as it does."""

from __future__ import annotations

import hashlib
import hmac
import logging
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import orjson

from integrations.providers.onlyfansapi.fake.platform import Json
from integrations.providers.onlyfansapi.fake.server import Service

log = logging.getLogger(__name__)
#: Seconds between attempts; behind the last an event is given up.
RETRIES = (0.5, 2, 10)
#: Without a key that tells its deliveries apart.
EPHEMERAL = ("users.typing", "users.online", "users.offline")


@dataclass(frozen=True)
class Envelope:
    """An event as it goes over the wire."""

    body: bytes
    headers: dict[str, str]


def envelope(name: str, account_id: str, payload: Json, *, secret: str, number: int) -> Envelope:
    """Pack and sign an event; `number` tells it from all others."""
    body = orjson.dumps({"event": name, "account_id": account_id, "payload": payload})
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "OnlyFansAPI.com/Webhook-Client",
        "Signature": hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(),
    }
    if name not in EPHEMERAL:
        key = hashlib.sha1(f"{account_id}/{number}".encode(), usedforsecurity=False).hexdigest()
        headers["X-OFAPI-Idempotency-Key"] = f"evt_{key}"
    return Envelope(body, headers)


class Postman:
    """Delivers what a platform tells, in a thread of its own. Add its `tell` to the platform's listeners."""

    def __init__(self, url_of: dict[str, tuple[str, str]], service: Service | None = None) -> None:
        """`url_of`: the address and the signing secret, by account; `service` has those that were added to it."""
        self.url_of = url_of
        self.service = service
        self._letters: queue.Queue[tuple[str, Envelope] | None] = queue.Queue()
        self._number = int(time.time() * 1000)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def tell(self, name: str, account_id: str, payload: Json) -> None:
        """Have an event delivered."""
        for url, secret in self._addresses(name, account_id):
            self._number += 1
            self._letters.put((url, envelope(name, account_id, payload, secret=secret, number=self._number)))

    def _addresses(self, name: str, account_id: str) -> Iterator[tuple[str, str]]:
        if account_id in self.url_of:
            yield self.url_of[account_id]
        for hook in self.service.webhooks if self.service else ():
            if name in hook["events"] and account_id in (hook["account_ids"] or [account_id]):
                yield hook["url"], hook["secret"] or ""

    def finish(self) -> None:
        """Deliver what waits, and end."""
        self._letters.put(None)
        self._thread.join()

    def _work(self) -> None:
        with httpx.Client(timeout=10) as client:
            while letter := self._letters.get():
                self._deliver(client, *letter)

    def _deliver(self, client: httpx.Client, url: str, letter: Envelope) -> None:
        for wait in (*RETRIES, None):
            try:
                answer = client.post(url, content=letter.body, headers=letter.headers)
                if answer.is_success:
                    return
                problem = f"status {answer.status_code}"
            except httpx.HTTPError as error:
                problem = type(error).__name__
            if wait is None:
                log.warning("event given up: %s", problem)
                return
            time.sleep(wait)
