"""A page's event stream, read as a browser reads it."""

from __future__ import annotations

import contextlib
import http.client
import json
import queue
import threading
from typing import Any
from urllib.parse import urlsplit

from tests.clients import client_of

#: Seconds to wait for an event; only a failing test waits that long.
PATIENCE = 10


class Listener:
    """Listens as `person` until it is closed; `since` None means from now on, as a page that has just been made."""

    def __init__(
        self, address: str, person: Any, *, since: str | None = None, last_id: str = "", page: Any = ""
    ) -> None:
        client = client_of(person)
        self.cookie = f"sessionid={client.cookies['sessionid'].value}"
        self.session_key = client.cookies["sessionid"].value
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        if since is None:
            since = self._page_made_now()
        headers = {"Cookie": self.cookie, **({"Last-Event-ID": last_id} if last_id else {})}
        self.connection.request("GET", f"/inbox/events/?since={since}&page={page}", headers=headers)
        self.response = self.connection.getresponse()
        self.last_id = last_id
        self.events: queue.Queue[tuple[str, dict[str, Any]] | None] = queue.Queue()
        if self.response.status == 200:
            self.response.readline()
            threading.Thread(target=self._read, daemon=True).start()

    def _page_made_now(self) -> str:
        self.connection.request("GET", "/inbox/", headers={"Cookie": self.cookie})
        body = self.connection.getresponse().read().decode()
        return body.split('data-since="')[1].split('"')[0]

    def _read(self) -> None:
        kind = ""
        try:
            for raw in iter(self.response.readline, b""):
                name, _, value = raw.decode().rstrip("\n").partition(": ")
                if name == "id":
                    self.last_id = value
                elif name == "event":
                    kind = value
                elif name == "data":
                    self.events.put((kind, json.loads(value)))
        except (OSError, ValueError, http.client.HTTPException, AttributeError):
            pass
        self.events.put(None)

    def next(self, *kinds: str) -> dict[str, Any]:
        """The data of the next event of one of these kinds. Raises `queue.Empty` if none comes."""
        while True:
            event = self.events.get(timeout=PATIENCE)
            assert event is not None, "The stream has ended."
            if event[0] in kinds:
                return event[1]

    def kinds_until(self, kind: str) -> list[str]:
        """The kinds of all events up to and with the first of `kind`."""
        kinds = []
        while not kinds or kinds[-1] != kind:
            event = self.events.get(timeout=PATIENCE)
            assert event is not None, f"The stream has ended after {kinds}."
            kinds.append(event[0])
        return kinds

    def has_ended(self) -> bool:
        """Whether the server ends the stream, after whatever it still tells."""
        while (event := self.events.get(timeout=PATIENCE)) is not None:
            assert event[0] == "closed"
        return True

    def close(self) -> None:
        """Hang up, as a browser that is closed."""
        if self.connection.sock:
            self.connection.sock.shutdown(2)
        # The thread that reads may come to the end, and close it, in the same moment.
        with contextlib.suppress(AttributeError):
            self.response.close()
        self.connection.close()
