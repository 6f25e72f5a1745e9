"""Calls to OnlyFansAPI.com, through the vendor's own client (`onlyfans` on PyPI)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx
import onlyfansapi
import orjson
from django.conf import settings
from django.utils import timezone

from agencies.sealing import SecretUnreadableError
from analytics.ledger import IncomingTransaction
from analytics.subscribers import IncomingSubscription
from chats.ingest import IncomingMessage
from integrations.inbound.facts import UnclearError
from integrations.models import Connection
from integrations.providers.base import (
    AwayError,
    BusyError,
    Limits,
    ListedChat,
    NoAccessError,
    Outgoing,
    Page,
    Profile,
    RefusedError,
    Sent,
)
from integrations.providers.importing import parse_time
from integrations.providers.onlyfansapi import shapes
from integrations.providers.onlyfansapi.events import EVENTS
from integrations.providers.values import Told, dollars, part, platform_id

Item = TypeVar("Item")
#: Seconds for one call, and to reach the service.
TIMEOUT = httpx.Timeout(30, connect=5)
#: What one page may hold at most, by the vendor's word.
CHATS_A_PAGE, MESSAGES_A_PAGE, FANS_A_PAGE, TRANSACTIONS_A_PAGE = "100", "100", 20, "100"
#: How long to wait where the service wants fewer calls and does not say until when; Retry-After may be 0.
LEAST_WAIT = dt.timedelta(seconds=30)
#: Codes in the body of an error that mean: sign in again.
_SIGNED_OUT = {"ONLYFANS_SESSION_EXPIRED", "ACCOUNT_NOT_AUTHENTICATED"}


class NotThereError(RefusedError):
    """What was asked for does not exist."""


class OnlyFansApiService:
    """The calls of one connection; each is one request, and none is repeated by itself."""

    def __init__(self, connection: Connection) -> None:
        try:
            key = connection.api_key
        except SecretUnreadableError as error:
            raise NoAccessError(str(error)) from error
        if not key:
            raise NoAccessError("The connection has no API key.")
        self.account = connection.account_id
        self.limits = Limits()
        self._client = onlyfansapi.OnlyFansAPI(
            api_key=key,
            base_url=connection.base_url or settings.ONLYFANSAPI_URL,
            timeout=TIMEOUT,
            max_retries=0,
        )

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._client.close()

    def profile(self) -> Profile:
        """The account's creator. Raises `NoAccessError` for an account that is not signed in."""
        accounts = self._call(self._client.accounts.with_raw_response.list)
        found = next((a for a in _items(accounts) if a.get("id") == self.account), None)
        if found is None:
            raise NoAccessError(f"The key opens no account {self.account}.")
        if found.get("is_authenticated") is False:
            raise NoAccessError("The account is signed out: sign in again at OnlyFansAPI.com.")
        data = part(found, "onlyfans_user_data")
        return Profile(
            of_user_id=platform_id(found.get("onlyfans_id") or data.get("id"), "creator"),
            username=str(found.get("onlyfans_username") or data.get("username") or ""),
            display_name=str(data.get("name") or found.get("display_name") or ""),
            avatar_url=str(data.get("avatar") or ""),
            header_url=str(data.get("header") or ""),
            subscription_price=dollars(data["subscribePrice"], "subscription")
            if data.get("subscribePrice") is not None
            else None,
            is_verified=data.get("isVerified") if isinstance(data.get("isVerified"), bool) else None,
        )

    def chats(self, cursor: str | None) -> Page[ListedChat]:
        """A page of the chats, the most recent first; the cursor is how many come before."""
        offset = int(cursor or 0)
        told = self._call(
            self._client.chats.with_raw_response.list,
            self.account, limit=CHATS_A_PAGE, offset=str(offset), order="recent", skip_users="none",
        )  # fmt: skip
        rows = _items(told)
        following = str(offset + len(rows)) if rows and _next_page(told) else None
        found, unclear = _readable(rows, _listed_chat)
        return Page(found, following, unclear)

    def messages(self, fan_of_id: int, before: int | None) -> Page[IncomingMessage]:
        """A page of a chat, newest first; the cursor is the oldest message's id."""
        older: dict[str, Any] = {} if before is None else {"first_id": str(before)}
        told = self._call(
            self._client.chats.messages.with_raw_response.list,
            str(fan_of_id), account=self.account, limit=MESSAGES_A_PAGE, order="desc", **older,
        )  # fmt: skip
        rows = _items(told)
        # Whether the message that the page was asked by is in it, the documentation and others' experience disagree.
        older_rows = [row for row in rows if row.get("id") != before]
        found, unclear = _readable(older_rows, lambda row: shapes.message(row, fan_of_id))
        oldest = min((message.of_message_id for message in found), default=None)
        return Page(found, str(oldest) if oldest and _next_page(told) else None, unclear)

    def has_message(self, fan_of_id: int, of_message_id: int) -> bool:
        """Whether the message is still on the platform."""
        try:
            self._call(
                self._client.chats.messages.with_raw_response.retrieve,
                str(of_message_id), account=self.account, chat_id=str(fan_of_id),
            )  # fmt: skip
        except NotThereError:
            return False
        return True

    def subscriptions(self, cursor: str | None) -> Page[IncomingSubscription]:
        """A page of the fans, as the periods that they were subscribed; the cursor is how many fans come before."""
        offset = int(cursor or 0)
        told = self._call(
            self._client.fans.with_raw_response.list_all,
            self.account, limit=FANS_A_PAGE, offset=offset, type="all",
        )  # fmt: skip
        rows = _items(told)
        following = str(offset + len(rows)) if rows and (_next_page(told) or _has_more(told)) else None
        found, unclear = _readable(rows, shapes.subscriptions)
        return Page([period for periods in found for period in periods], following, unclear)

    def transactions(self, cursor: str | None, since: dt.datetime) -> Page[IncomingTransaction]:
        """A page of movements of money, newest first; the cursor is the service's marker."""
        more: dict[str, Any] = {"marker": cursor} if cursor else {}
        told = self._call(
            self._client.transactions.with_raw_response.list,
            self.account, limit=TRANSACTIONS_A_PAGE, start_date=since.strftime("%Y-%m-%d %H:%M:%S"), **more,
        )  # fmt: skip
        data = part(told, "data")
        marker = data.get("nextMarker") or _of_query(_next_page(told), "marker")
        following = str(marker) if marker and (_has_more(told) or _next_page(told)) else None
        found, unclear = _readable(_items(told), shapes.listed_transaction)
        return Page(found, following, unclear)

    def tell_events_to(self, address: str, secret: str) -> None:
        """Have the account's events delivered to `address`, signed with `secret`."""
        webhooks = self._client.webhooks.with_raw_response
        before = [hook for hook in _items(self._call(webhooks.list)) if hook.get("url") == address]
        self._call(
            webhooks.create, account_scope="inclusive", account_ids=[self.account], endpoint_url=address,
            events=list(EVENTS), signing_secret=secret,
        )  # fmt: skip
        # A secret cannot be changed. For a moment both deliver, and what comes twice is kept once.
        for hook in before:
            self._call(webhooks.delete, str(hook["id"]))

    def send(self, message: Outgoing) -> Sent:
        """Send a reply. The service keeps the answer to a key for 24 hours, and gives it again instead of sending."""
        body: dict[str, Any] = {"text": message.text} if message.text else {}
        if message.price:
            body["price"] = float(message.price)
        if message.of_media_ids:
            body["media_files"] = list(message.of_media_ids)
        told = self._call(
            self._client.chats.messages.with_raw_response.send,
            str(message.fan_of_id), account=self.account, idempotency_key=message.key, **body,
        )  # fmt: skip
        made = part(told, "data") or told
        try:
            return Sent(
                platform_id(made.get("id"), "message"), parse_time(str(made.get("createdAt"))) or timezone.now()
            )
        except UnclearError as error:
            raise AwayError("The service took the message and did not say what became of it.") from error

    def _call(self, method: Callable[..., Any], *args: Any, **options: Any) -> Any:
        try:
            answer = method(*args, **options).http_response
        except onlyfansapi.APIStatusError as error:
            raise self._problem(error.response) from error
        except onlyfansapi.APITimeoutError as error:
            raise AwayError("The service did not answer in time.") from error
        except onlyfansapi.APIConnectionError as error:
            raise AwayError("The service cannot be reached.") from error
        told = _json(answer)
        self._note_limits(answer.headers, told)
        if told is None:
            raise AwayError("The service answered with something that is no JSON.")
        return told

    def _problem(self, answer: httpx.Response) -> Exception:
        told = _json(answer)
        self._note_limits(answer.headers, told)
        reason = _reason(told) or f"The service answered with status {answer.status_code}."
        code = told.get("error") if isinstance(told, Mapping) else None
        if answer.status_code == 429:
            return BusyError(max(LEAST_WAIT, _retry_after(answer.headers)))
        if answer.status_code == 401 or code in _SIGNED_OUT:
            return NoAccessError(reason)
        # A conflict means that the same call is still at work.
        if answer.status_code >= 500 or answer.status_code in (408, 409):
            return AwayError(reason)
        return NotThereError(reason) if answer.status_code == 404 else RefusedError(reason)

    def _note_limits(self, headers: Mapping[str, str], told: Any) -> None:
        meta = part(told, "_meta")
        rates, credit = part(meta, "_rate_limits"), part(meta, "_credits")
        for name, value in (
            ("per_minute", rates.get("limit_minute") or headers.get("x-rate-limit-limit-minute")),
            ("left", rates.get("remaining_minute", headers.get("x-rate-limit-remaining-minute"))),
            ("credits_left", credit.get("balance", headers.get("x-ofapi-credits-balance"))),
        ):
            if str(value).isdigit():
                setattr(self.limits, name, int(str(value)))
                self.limits.counted_at = timezone.now()


def _readable(rows: Sequence[Told], read: Callable[[Told], Item]) -> tuple[list[Item], int]:
    """What the rows say, and how many of them say too little."""
    found: list[Item] = []
    for row in rows:
        with suppress(UnclearError):
            found.append(read(row))
    return found, len(rows) - len(found)


def _json(answer: httpx.Response) -> Any:
    try:
        return orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        return None


def _items(told: Any) -> list[Told]:
    """The rows of a list, in each of the ways that it comes: bare, in `data`, or in `data.list`."""
    data = told.get("data") if isinstance(told, Mapping) else told
    rows = data.get("list") if isinstance(data, Mapping) else data
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, Sequence) else []


def _next_page(told: Any) -> str | None:
    address = part(told, "_pagination").get("next_page")
    return address if isinstance(address, str) and address else None


def _has_more(told: Any) -> bool:
    return bool(part(told, "data").get("hasMore"))


def _of_query(address: str | None, name: str) -> str | None:
    return next(iter(parse_qs(urlsplit(address).query).get(name, [])), None) if address else None


def _reason(told: Any) -> str:
    """What the service says is wrong, as a sentence."""
    if not isinstance(told, Mapping):
        return ""
    wrong = [str(sentence) for many in part(told, "errors").values() if isinstance(many, list) for sentence in many]
    upstream = part(part(part(told, "onlyfans_response"), "body"), "error").get("message")
    said = " ".join(wrong) or upstream or told.get("message") or told.get("error")
    return str(said)[:250] if said else ""


def _retry_after(headers: Mapping[str, str]) -> dt.timedelta:
    seconds = headers.get("retry-after", "")
    return dt.timedelta(seconds=int(seconds) if seconds.isdigit() else 0)


def _listed_chat(row: Told) -> ListedChat:
    """Raises `UnclearError` for a chat of which not even the fan is told."""
    who, last = part(row, "fan") or part(row, "withUser"), part(row, "lastMessage")
    return ListedChat(
        fan=shapes.fan(who),
        last_message=last["id"] if isinstance(last.get("id"), int) else None,
        last_at=parse_time(str(last.get("createdAt") or "")),
        is_read=not row.get("unreadMessagesCount"),
        subscriptions=shapes.subscriptions(who),
    )
