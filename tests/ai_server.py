"""A service that speaks OpenAI's protocol: a real server that streams, and fails in any way it is told to."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

R = TypeVar("R")
#: Ways to fail in the middle of a stream.
CUT, BAD_JSON, HANGS, RESET, UNENDED = "cut", "bad json", "hangs", "reset", "without an end"


@dataclass
class Reply:
    """How one request is answered. `usage`: tokens in and out, None for a service that tells none."""

    text: str = "Hello Anna, how was your day?"
    usage: tuple[int, int] | None = (1000, 20)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: Seconds before the answer begins, and between two pieces.
    waits: float = 0.0
    pause: float = 0.0
    #: After half of the pieces.
    fails: str = ""
    #: Why it ended, as it says.
    finish_reason: str = "stop"
    #: Sent as it is, in place of a stream.
    body: bytes | None = None

    @property
    def pieces(self) -> list[str]:
        """The text as tokens: words with the space before them."""
        first, *rest = self.text.split(" ")
        return [piece for piece in (first, *(f" {word}" for word in rest)) if piece]


@dataclass
class AIServer:
    """`asked`: the bodies of all requests; `keys`: what they showed. Answers by `replies`, then always `otherwise`."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    otherwise: Reply = field(default_factory=Reply)
    #: When each piece went out, in seconds since 1970.
    sent: list[tuple[str, float]] = field(default_factory=list)
    #: Ends all waiting.
    over: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    it: AIServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.it.keys.append(self.headers.get("Authorization", ""))
        self.it.asked.append(asked)
        reply = self.it.replies.pop(0) if self.it.replies else self.it.otherwise
        self.it.over.wait(reply.waits)
        with contextlib.suppress(OSError):
            if reply.status != 200 or reply.body is not None:
                self._answer_at_once(reply)
            else:
                self._stream(reply, asked)

    def _answer_at_once(self, reply: Reply) -> None:
        body = reply.body
        if body is None:
            body = json.dumps({"error": {"message": "What was asked: " + json.dumps(self.it.asked[-1])}}).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply, asked: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        half = len(reply.pieces) // 2
        for place, piece in enumerate(reply.pieces):
            if reply.fails and reply.fails != UNENDED and place == half:
                return self._fail(reply)
            self.it.sent.append((piece, time.time()))
            self._event(_chunk(asked, {"role": "assistant", "content": piece}))
            if reply.pause:
                self.it.over.wait(reply.pause)
        if reply.fails == UNENDED:
            return self._chunk(b"")
        self._event(_chunk(asked, {}, reply.finish_reason))
        if reply.usage and asked.get("stream_options", {}).get("include_usage"):
            into, out = reply.usage
            usage = {"prompt_tokens": into, "completion_tokens": out, "total_tokens": into + out}
            self._event({**_chunk(asked, {}), "choices": [], "usage": usage})
        self._chunk(b"data: [DONE]\n\n")
        return self._chunk(b"")

    def _fail(self, reply: Reply) -> None:
        self.close_connection = True
        if reply.fails == HANGS:
            self.it.over.wait(60)
        elif reply.fails == BAD_JSON:
            self._chunk(b'data: {"choices": [{"delta": {"content": "secr\n\n')
            self._chunk(b"")
        elif reply.fails == RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _event(self, told: dict[str, Any]) -> None:
        self._chunk(b"data: " + json.dumps(told).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        return


def _chunk(asked: dict[str, Any], delta: dict[str, str], ended: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": ended}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": asked["model"],
        "choices": [choice],
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *args: Any) -> None:
        """Who hangs up, as those do who have waited long enough, is no news."""


@contextmanager
def ai_server() -> Iterator[AIServer]:
    """Listens on loopback."""
    it = AIServer()
    handler = type("Handler", (_Handler,), {"it": it})
    server = _Server(("127.0.0.1", 0), handler)
    it.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield it
    finally:
        it.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
