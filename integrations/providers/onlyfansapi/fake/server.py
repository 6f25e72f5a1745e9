"""The service's HTTP: its paths, its envelopes, its limits, and faults on demand. Real HTTP, on loopback only."""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson

from integrations.providers.onlyfansapi.fake.platform import (
    Account,
    Json,
    Message,
    Platform,
    fan_json,
    message_json,
    transaction_json,
)


@dataclass
class Fault:
    """Something that goes wrong for the next `times` requests whose `METHOD /path` matches `where`.

    `status` answers with it; `seconds` waits first; `deaf` does what is asked and never answers.
    """

    where: str
    times: int = 1
    status: int = 0
    body: bytes = b'{"error":"ONLYFANS_COM_ERROR","message":"The platform is away."}'
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    deaf: bool = False


@dataclass
class Service:
    """The service before a platform: who may call, how often, and what it remembers."""

    platform: Platform
    keys: set[str] = field(default_factory=lambda: {"ofapi_demo"})
    #: Calls in a minute; None is as many as one likes.
    per_minute: int | None = None
    #: Whether an Idempotency-Key is honoured, as the service says it is; a test may ask what happens if not.
    honours_keys: bool = True
    faults: list[Fault] = field(default_factory=list)
    #: What was asked, as `METHOD /path`.
    calls: list[str] = field(default_factory=list)
    webhooks: list[Json] = field(default_factory=list)
    #: Where it is served.
    url: str = ""
    _answers: dict[str, tuple[int, Json]] = field(default_factory=dict)
    _times: deque[float] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, where: str, **how: Any) -> None:
        """Let something go wrong."""
        self.faults.append(Fault(where, **how))

    def next_fault(self, call: str) -> Fault | None:
        """The fault of this call, which is then one less."""
        with self._lock:
            for fault in self.faults:
                if fault.times and re.search(fault.where, call):
                    fault.times -= 1
                    return fault
        return None

    def calls_left(self) -> int | None:
        """How many more calls this minute takes, this one counted; negative if none; None without a limit."""
        if self.per_minute is None:
            return None
        with self._lock:
            now = time.monotonic()
            while self._times and now - self._times[0] > 60:
                self._times.popleft()
            if len(self._times) >= self.per_minute:
                return -1
            self._times.append(now)
            return self.per_minute - len(self._times)

    def once(self, key: str, do: Callable[[], tuple[int, Json]]) -> tuple[int, Json]:
        """The answer to a send, the same for the same key."""
        if not key or not self.honours_keys:
            return do()
        if key not in self._answers:
            self._answers[key] = do()
        return self._answers[key]


class Handler(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    service: Service

    def do_GET(self) -> None:
        """Read."""
        self._serve()

    def do_POST(self) -> None:
        """Write."""
        self._serve()

    def do_DELETE(self) -> None:
        """Remove."""
        self._serve()

    def log_message(self, *args: Any) -> None:
        """Say nothing: the caller's log says what matters."""

    def _serve(self) -> None:
        path = urlsplit(self.path).path
        call = f"{self.command} {path}"
        self.service.calls.append(call)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.service.next_fault(call)
        if fault:
            time.sleep(fault.seconds)
        if fault and fault.status:
            self._answer(fault.status, fault.body, fault.headers)
            return
        left = self.service.calls_left()
        if left is not None and left < 0:
            self._answer(429, b'{"error":"Too many requests."}', {"Retry-After": "0", **self._rates(0)})
            return
        status, told = self._route(path, body)
        if fault and fault.deaf:
            self.close_connection = True
            self.connection.shutdown(2)
            return
        self._answer(status, orjson.dumps(self._with_meta(told, left)), self._rates(left))

    def _rates(self, left: int | None) -> dict[str, str]:
        limit = self.service.per_minute
        return (
            {}
            if limit is None
            else {"x-rate-limit-limit-minute": str(limit), "x-rate-limit-remaining-minute": str(left)}
        )

    def _with_meta(self, told: Any, left: int | None) -> Any:
        if not isinstance(told, dict) or "data" not in told:
            return told
        rates = {"limit_minute": self.service.per_minute or 5000, "limit_day": None, "remaining_day": None}
        rates["remaining_minute"] = 4999 if left is None else left
        credit = {"used": 1, "balance": 100_000 - len(self.service.calls), "note": None}
        return told | {
            "_meta": {"_credits": credit, "_cache": {"is_cached": False, "note": None}, "_rate_limits": rates}
        }

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        kind = "text/html" if body.startswith(b"<") else "application/json"
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _route(self, path: str, body: bytes) -> tuple[int, Any]:
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if key not in self.service.keys:
            return 401, {"error": "Unauthorized. Go to https://app.onlyfansapi.com/api-keys to get your API key."}
        self.query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.body = body
        for method, pattern, answer in ROUTES:
            if method == self.command and (found := re.fullmatch(pattern, path)):
                ids = found.groupdict()
                account = self.service.platform.accounts.get(ids.pop("account", ""))
                if account is None and "{account}" in pattern.replace("(?P<account>", "{account}("):
                    return 404, {"error": "NOT_FOUND", "message": "You must use the OFAPI ID (starting with acct_)"}
                if account and not account.is_authenticated and "/api/accounts" not in path:
                    return 403, {"error": "ONLYFANS_SESSION_EXPIRED", "message": "The session has expired."}
                return answer(self, *(a for a in (account,) if a), **ids)
        return 404, {"error": "NOT_FOUND", "message": f"No such path: {path}"}

    def _page(self, rows: Iterable[Any], offset: int, limit: int) -> tuple[list[Any], str | None]:
        some = list(islice(rows, offset, offset + limit + 1))
        return some[:limit], self._next(offset=offset + limit) if len(some) > limit else None

    def _next(self, **change: Any) -> str:
        path = urlsplit(self.path).path
        return f"https://app.onlyfansapi.com{path}?{urlencode({**self.query, **change})}"

    def _number(self, name: str, default: int) -> int:
        return int(self.query.get(name, default))

    def whoami(self) -> tuple[int, Any]:
        """Whose key it is."""
        return 200, {"api_key": {"name": "demo", "created_at": None, "last_used_at": None}, "team": {"name": "Demo"}}

    def accounts(self) -> tuple[int, Any]:
        """A bare list."""
        return 200, [
            {
                "id": account.id, "display_name": account.name, "onlyfans_id": account.of_id,
                "onlyfans_username": account.username, "onlyfans_email": None,
                "is_authenticated": account.is_authenticated, "authentication_progress": None,
                "onlyfans_user_data": {
                    "id": account.of_id, "name": account.name, "username": account.username, "avatar": None,
                    "header": None, "subscribePrice": float(account.price), "isVerified": True,
                },
            }
            for account in self.service.platform.accounts.values()
        ]  # fmt: skip

    def chats(self, account: Account) -> tuple[int, Any]:
        """The chats, the most recent first."""
        rows = self.service.platform.chat_rows(account)
        data, following = self._page(rows, self._number("offset", 0), min(100, self._number("limit", 10)))
        return 200, {"data": data, "_pagination": {"next_page": following}}

    def messages(self, account: Account, chat: str) -> tuple[int, Any]:
        """A chat's messages; `first_id` is not in the page that follows it."""
        if int(chat) not in account.chats:
            return 404, _upstream(404, "User not found")
        with self.service.platform.lock:
            found = list(account.chats[int(chat)])
        if self.query.get("order", "desc") == "desc":
            found.reverse()
            first = self._number("first_id", 2**63)
            found = [message for message in found if message.id < first] if "first_id" in self.query else found
        limit = min(100, self._number("limit", 10))
        page = found[:limit]
        following = self._next(first_id=page[-1].id) if len(found) > limit else None
        rows = [message_json(account, int(chat), message) for message in page]
        return 200, {"data": rows, "_pagination": {"next_page": following}}

    def message(self, account: Account, chat: str, message: str) -> tuple[int, Any]:
        """One message."""
        found = next((m for m in account.chats.get(int(chat), []) if m.id == int(message)), None)
        if found is None:
            return 404, _upstream(404, "Message not found")
        return 200, {"data": message_json(account, int(chat), found)}

    def send(self, account: Account, chat: str) -> tuple[int, Any]:
        """Send a message; the platform's rules for price and media hold."""
        asked, fan_id = orjson.loads(self.body), int(chat)
        if fan_id not in account.chats:
            return 400, _upstream(400, "Cannot send message to this user")
        price, media = Decimal(str(asked.get("price") or 0)), asked.get("mediaFiles") or []
        if price and not 3 <= price <= 200:
            return 422, _invalid("price", "The price must be 0 or between 3 and 200.")
        if price and not media:
            return 422, _invalid("mediaFiles", "The media files field is required when price is present.")
        if not media and not asked.get("text"):
            return 422, _invalid("text", "The text field is required.")

        def write() -> tuple[int, Json]:
            sent: Message = self.service.platform.write(
                account, fan_id, from_creator=True, text=asked.get("text") or "", price=price,
                media=tuple((int(media_id), "photo", 0) for media_id in media),
            )  # fmt: skip
            return 200, {"data": message_json(account, fan_id, sent)}

        return self.service.once(self.headers.get("Idempotency-Key", ""), write)

    def unsend(self, account: Account, chat: str, message: str) -> tuple[int, Any]:
        """Take a message back."""
        found = next((m for m in account.chats.get(int(chat), []) if m.id == int(message)), None)
        if found is None:
            return 404, _upstream(404, "Message not found")
        self.service.platform.delete(account, int(chat), found)
        return 200, {"data": {"success": True}}

    def fans(self, account: Account) -> tuple[int, Any]:
        """The fans, with their subscriptions."""
        limit = self._number("limit", 10)
        if limit > 20:
            return 422, _invalid("limit", "The limit must not be greater than 20.")
        with self.service.platform.lock:
            fans = [fan_json(fan) for fan in account.fans.values()]
        data, following = self._page(fans, self._number("offset", 0), limit)
        return 200, {"data": {"list": data, "hasMore": following is not None}, "_pagination": {"next_page": following}}

    def transactions(self, account: Account) -> tuple[int, Any]:
        """Movements of money, newest first; the marker is how many come before."""
        since = dt.datetime.fromisoformat(self.query.get("startDate", "2016-01-01 00:00:00")).replace(tzinfo=dt.UTC)
        with self.service.platform.lock:
            newest_first = sorted(account.transactions, key=lambda paid: (paid.at, paid.id), reverse=True)
        rows = (transaction_json(paid) for paid in newest_first if paid.at >= since)
        marker, limit = self._number("marker", 0), self._number("limit", 10)
        data, following = self._page(rows, marker, limit)
        more = {"hasMore": following is not None, "marker": marker, "nextMarker": marker + limit if following else None}
        return 200, {"data": {"list": data, **more}, "_pagination": {"next_page": None}}

    def add_webhook(self) -> tuple[int, Any]:
        """Subscribe an address to events."""
        asked = orjson.loads(self.body)
        hook = {"id": f"wh_{len(self.service.calls)}", "enabled": True, "url": asked["endpoint_url"]}
        hook |= {
            "events": asked["events"],
            "account_ids": asked.get("account_ids"),
            "secret": asked.get("signing_secret"),
        }
        self.service.webhooks.append(hook)
        shown = {name: value for name, value in hook.items() if name != "secret"}
        return 200, {"data": shown | {"has_signing_secret": bool(hook["secret"]), "created_at": None}}

    def remove_webhook(self, webhook: str) -> tuple[int, Any]:
        """End a subscription."""
        self.service.webhooks[:] = [hook for hook in self.service.webhooks if hook["id"] != webhook]
        return 200, {"data": {"success": True}}

    def list_webhooks(self) -> tuple[int, Any]:
        """The addresses that are told."""
        return 200, {"data": [{k: v for k, v in hook.items() if k != "secret"} for hook in self.service.webhooks]}


def _upstream(status: int, message: str) -> Json:
    answer = {"status": status, "body": {"error": {"code": 0, "message": message}}}
    return {"error": "ONLYFANS_COM_ERROR", "message": "The platform refused.", "onlyfans_response": answer}


def _invalid(name: str, sentence: str) -> Json:
    return {"error": "VALIDATION_ERROR", "errors": {name: [sentence]}}


_ACCOUNT = r"/api/(?P<account>acct_\w+)"
_CHAT = _ACCOUNT + r"/chats/(?P<chat>\d+)/messages"
ROUTES: list[tuple[str, str, Callable[..., tuple[int, Any]]]] = [
    ("GET", "/api/whoami", Handler.whoami),
    ("GET", "/api/accounts", Handler.accounts),
    ("GET", _ACCOUNT + "/chats", Handler.chats),
    ("GET", _CHAT, Handler.messages),
    ("POST", _CHAT, Handler.send),
    ("GET", _CHAT + r"/(?P<message>\d+)", Handler.message),
    ("DELETE", _CHAT + r"/(?P<message>\d+)", Handler.unsend),
    ("GET", _ACCOUNT + "/fans/all", Handler.fans),
    ("GET", _ACCOUNT + "/transactions", Handler.transactions),
    ("POST", "/api/webhooks", Handler.add_webhook),
    ("GET", "/api/webhooks", Handler.list_webhooks),
    ("DELETE", r"/api/webhooks/(?P<webhook>\w+)", Handler.remove_webhook),
]


def serve(service: Service, port: int = 0) -> ThreadingHTTPServer:
    """A server on loopback, not yet running; port 0 takes a free one."""
    handler = type("BoundHandler", (Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server
