"""Somebody who is told of what happens: a real server that verifies what comes, by the library of Standard Webhooks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

from tests.factories import ENDPOINT_SECRET


@dataclass
class Receiver:
    """`got`: (webhook-id, body) of what was verified; `refused`: of what was not. Answers by `answers`, then 204."""

    url: str = ""
    secret: str = ENDPOINT_SECRET
    got: list[tuple[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    otherwise: int = 204

    def take(self, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Verify and answer."""
        try:
            told = Webhook(self.secret).verify(body, headers)
        except Exception as error:
            self.refused.append(str(error))
            return 401, {}, b""
        self.got.append((headers["webhook-id"], told))
        return self.answers.pop(0) if self.answers else (self.otherwise, {}, b"thanks")


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Listens on loopback."""
    it = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers, answer = it.take(body, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0" if status == 204 else str(len(answer)))
            self.end_headers()
            if status != 204:
                self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    it.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
