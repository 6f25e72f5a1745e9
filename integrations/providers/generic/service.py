"""Calls to a service by its configuration."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import httpcore
import orjson
from django.utils import timezone

from agencies.sealing import SecretUnreadableError
from chats.incoming import IncomingMedia
from chats.ingest import IncomingMessage
from chats.models.chat import Direction
from integrations.guard import ForbiddenAddressError, GuardedBackend, beginning
from integrations.inbound.facts import UnclearError
from integrations.models import Connection
from integrations.providers.base import (
    AwayError,
    BusyError,
    Limits,
    NoAccessError,
    Outgoing,
    Page,
    Profile,
    RefusedError,
    Sent,
    ServiceError,
    UnreachedError,
)
from integrations.providers.generic import calls
from integrations.providers.generic.fields import MONEY, Fields, at
from integrations.providers.values import platform_id

#: Seconds to reach the service, and for its answer.
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 30.0
#: Bytes that an answer may have.
LARGEST_ANSWER = 5_000_000
NOT_ASKED = "Nobody has told how this is asked of the service."
#: How long to wait where the service wants fewer calls and does not say until when, and at most.
LEAST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(hours=1)


class GenericService:
    """The calls of one connection; each is one request, and none is repeated by itself."""

    def __init__(self, connection: Connection) -> None:
        config = connection.settings
        self._calls: Mapping[str, Any] = config.get("calls") or {}
        self._units = MONEY[config.get("money", "dollars")]
        self._words = {"account_id": connection.account_id}
        try:
            key = connection.api_key
        except SecretUnreadableError as error:
            raise NoAccessError(str(error)) from error
        if not self._calls:
            raise RefusedError("The configuration does not say how the service is called.")
        if not key:
            raise NoAccessError("The connection has no API key.")
        if not (key.isascii() and key.isprintable()):
            raise NoAccessError("The API key holds letters that no header can carry.")
        how = self._calls["authentication"]
        self._headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "ofagency",
            how["header"]: how.get("prefix", "") + key,
        }
        self.limits = Limits()
        self._pool = httpcore.ConnectionPool(network_backend=GuardedBackend(), max_connections=1)

    def close(self) -> None:
        """Close the connection that is kept open."""
        self._pool.close()

    def profile(self) -> Profile:
        """The creator."""
        told = self._call("check", {})
        fields = Fields(told, self._calls["check"]["fields"], self._units)
        try:
            return Profile(fields.id("id"), fields.text("username"), fields.text("name"))
        except UnclearError as error:
            raise RefusedError(f"The service answered, but {error}.") from error

    def messages(self, fan_of_id: int, before: int | None) -> Page[IncomingMessage]:
        """The newest messages of a chat; there is no further page."""
        how = self._calls["messages"]
        told = self._call("messages", {"fan_id": fan_of_id})
        rows = at(told, how["items"]) if "items" in how else told
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            raise RefusedError("The service's answer holds no list of messages where the configuration says.")
        found: list[IncomingMessage] = []
        for row in rows:
            try:
                found.append(self._message(Fields(row, how["fields"], self._units), fan_of_id))
            except UnclearError as error:
                # One that cannot be read may be the very one that is looked for.
                raise RefusedError(f"The service's list of messages cannot be read: {error}.") from error
        return Page(found, None)

    def _message(self, fields: Fields, fan_of_id: int) -> IncomingMessage:
        media = fields.get("media_ids") or []
        if not isinstance(media, list):
            raise UnclearError("media_ids is no list")
        ids = [platform_id(one.get("id") if isinstance(one, Mapping) else one, "media") for one in media]
        return IncomingMessage(
            fan_of_id=fan_of_id,
            of_message_id=fields.id("message_id"),
            direction=(Direction.IN if fields.text("sender_id") == str(fan_of_id) else Direction.OUT).value,
            sent_at=fields.time("at"),
            html=fields.text("text"),
            price=fields.money("price") or calls.FREE,
            media=[IncomingMedia(one, "") for one in ids],
        )

    def send(self, message: Outgoing) -> Sent:
        """Send a reply, under its key if the service takes one."""
        how, words = self._calls["send"], calls.words_of(self._calls["send"].get("body"))
        if message.price and "price" not in words:
            raise RefusedError("The configuration does not say where the price goes: it would have been sent for free.")
        if message.of_media_ids and "media_ids" not in words:
            raise RefusedError("The configuration does not say where media go: it would have been sent without them.")
        told = self._call("send", calls.reply(message, self._units), key=message.key)
        fields = Fields(told, how["fields"], self._units)
        try:
            return Sent(fields.id("message_id"), fields.time("at") if fields.get("at") else timezone.now())
        except UnclearError as error:
            raise AwayError(f"The service took the message, but {error} in its answer.") from error

    def chats(self, cursor: str | None) -> NoReturn:
        """Is not configured, as what follows is not."""
        raise RefusedError(NOT_ASKED)

    def has_message(self, fan_of_id: int, of_message_id: int) -> NoReturn:
        """Is not configured."""
        raise RefusedError(NOT_ASKED)

    def subscriptions(self, cursor: str | None) -> NoReturn:
        """Is not configured."""
        raise RefusedError(NOT_ASKED)

    def transactions(self, cursor: str | None, since: dt.datetime) -> NoReturn:
        """Is not configured."""
        raise RefusedError(NOT_ASKED)

    def tell_events_to(self, address: str, secret: str) -> NoReturn:
        """Is not configured."""
        raise RefusedError(NOT_ASKED)

    def _call(self, name: str, values: Mapping[str, Any], key: str = "") -> Any:
        """What the service answers. Raises any `ServiceError`."""
        how, words = self._calls[name], {**self._words, **values}
        url = self._calls["address"].rstrip("/") + calls.path(how["path"], words)
        body = orjson.dumps(calls.filled(how["body"], words)) if "body" in how else b""
        headers = {**self._headers, **({how["key_header"]: key} if key and "key_header" in how else {})}
        status, answered, content = self._ask(
            how.get("method", "POST" if name == "send" else "GET"), url, headers, body
        )
        if 200 <= status < 300:
            try:
                return orjson.loads(content)
            except orjson.JSONDecodeError as error:
                raise AwayError("The service answered with something that is no JSON.") from error
        raise _complaint(status, answered, content)

    def _ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        ends = time.monotonic() + ANSWER_SECONDS
        seconds = {"connect": CONNECT_SECONDS, "pool": None, "read": ANSWER_SECONDS, "write": ANSWER_SECONDS}
        try:
            with self._pool.stream(
                method, url, headers=list(headers.items()), content=body, extensions={"timeout": seconds}
            ) as answer:
                content = beginning(answer.iter_stream(), LARGEST_ANSWER, ends)
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                return answer.status, told, content
        except ForbiddenAddressError as error:
            raise RefusedError(str(error)) from error
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise UnreachedError("The service cannot be reached.") from error
        except httpcore.TimeoutException as error:
            raise AwayError("The service did not answer in time.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise AwayError("The connection to the service broke off.") from error


def _complaint(status: int, headers: Mapping[str, str], content: bytes) -> ServiceError:
    reason = _reason(content) or f"The service answered with status {status}."
    if status == 429:
        seconds = headers.get("retry-after", "")
        wait = dt.timedelta(seconds=int(seconds[:9])) if seconds.isascii() and seconds.isdigit() else LEAST_WAIT
        return BusyError(min(LONGEST_WAIT, max(dt.timedelta(seconds=1), wait)))
    if status in (401, 403):
        return NoAccessError(reason)
    if status >= 500 or status in (408, 409):
        return AwayError(reason)
    return RefusedError(reason)


def _reason(content: bytes) -> str:
    """What the service says is wrong, where services usually say it."""
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError:
        return ""
    for path in ("message", "error.message", "detail", "error", "errors.0.message"):
        if isinstance(found := at(told, path), str) and found:
            return found[:250]
    return ""
