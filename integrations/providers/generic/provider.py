"""A service that is described by its configuration alone: its events are taken, and it is not asked for anything."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from analytics.ledger import IncomingTransaction
from analytics.models import Transaction
from analytics.subscribers import IncomingSubscription
from chats.ingest import IncomingFan, IncomingMessage
from chats.models.chat import Direction
from integrations.inbound.facts import (
    AccountChanged,
    Event,
    Fact,
    FanTyping,
    MessageDeleted,
    MessageTold,
    MessageUnlocked,
    SubscriptionEnded,
    SubscriptionTold,
    TipReceived,
    TransactionTold,
    UnclearError,
)
from integrations.models import Connection
from integrations.providers.base import RefusedError
from integrations.providers.generic.config import MONEY
from integrations.providers.values import dollars, moment, platform_id

#: Seconds that a signed time may differ from ours.
TOLERANCE = 300


class Generic:
    """Any service that delivers signed JSON."""

    name = "generic"
    label = "Another service (configured)"
    can_be_asked = False

    def is_signed(self, config: Any, body: bytes, headers: Mapping[str, str], secrets: Collection[str]) -> bool:
        """As `config["signature"]` says; nothing is signed without one."""
        how = config.get("signature") if isinstance(config, Mapping) else None
        if not isinstance(how, Mapping):
            return False
        given = headers.get(str(how.get("header", "")).lower(), "")
        prefix, scheme = str(how.get("prefix", "")), how.get("scheme", "hmac")
        if not given.startswith(prefix):
            return False
        given = given.removeprefix(prefix).strip()
        if scheme == "token":
            return any(hmac.compare_digest(given.encode(), secret.encode()) for secret in secrets)
        signed = body
        if scheme == "timestamped":
            parts = dict(part.strip().partition("=")[::2] for part in given.split(","))
            if not _is_recent(parts.get("t", "")):
                return False
            signed, given = parts["t"].encode() + b"." + body, parts.get("v1", "")
        right = [_encoded(hmac.new(secret.encode(), signed, hashlib.sha256).digest(), how) for secret in secrets]
        return any(hmac.compare_digest(given.encode(), one) for one in right)

    def delivery_key(self, config: Any, headers: Mapping[str, str]) -> str:
        """From the header that is configured, if one is."""
        name = config.get("delivery_id_header") if isinstance(config, Mapping) else None
        return headers.get(name.lower(), "") if isinstance(name, str) else ""

    def read(self, config: Any, told: Any) -> Event:
        """What the event says by its configuration. Raises `UnclearError`."""
        name = _at(told, config["event"])
        if not isinstance(name, str) or not name:
            raise UnclearError(f"it names no event at {config['event']}")
        account = _at(told, config["account"]) if config.get("account") else ""
        event = config["events"].get(name)
        if event is None:
            raise UnclearError(f"the event {name[:60]} is not in the configuration")
        fields = _Fields(told, event.get("fields", {}), MONEY[config.get("money", "dollars")])
        return Event(name, str(account or ""), _READERS[event["is"]](fields))

    def open(self, connection: Connection) -> NoReturn:
        """Nobody has told how it could be asked."""
        raise RefusedError("This service delivers events; it cannot be asked for anything.")


def _is_recent(stamp: str) -> bool:
    return stamp.isdigit() and abs(dt.datetime.now(dt.UTC).timestamp() - int(stamp)) <= TOLERANCE


def _encoded(digest: bytes, how: Mapping[str, Any]) -> bytes:
    return base64.b64encode(digest) if how.get("encoding") == "base64" else digest.hex().encode()


def _at(told: Any, path: str) -> Any:
    """What stands at a path like `data.items.0.id`, None if nothing does; `=tip` is the word itself."""
    if path.startswith("="):
        return path[1:]
    for part in path.split("."):
        if isinstance(told, Mapping):
            told = told.get(part)
        elif isinstance(told, list) and part.isdigit() and int(part) < len(told):
            told = told[int(part)]
        else:
            return None
    return told


class _Fields:
    """The fields of one event, each read as what it is. What must be there and is not raises `UnclearError`."""

    def __init__(self, told: Any, paths: Mapping[str, str], units: int) -> None:
        self._told, self._paths, self._units = told, paths, units

    def get(self, name: str) -> Any:
        """As it was told; None if it was not."""
        return _at(self._told, self._paths[name]) if name in self._paths else None

    def text(self, name: str) -> str:
        """As text; empty if it was not told."""
        found = self.get(name)
        return "" if found is None else str(found)

    def id(self, name: str) -> int:
        """As a number of the platform."""
        return platform_id(self.get(name), name)

    def money(self, name: str) -> Decimal | None:
        """In dollars, None if it was not told."""
        found = self.get(name)
        return None if found in (None, "") else (dollars(found, name) / self._units).quantize(Decimal("0.01"))

    def amount(self, name: str) -> Decimal:
        """In dollars."""
        found = self.money(name)
        if found is None:
            raise UnclearError(f"{name} is missing")
        return found

    def time(self, name: str) -> dt.datetime:
        """An ISO 8601 time, or seconds or milliseconds since 1970."""
        found = self.get(name)
        if isinstance(found, int | float) and not isinstance(found, bool):
            seconds = found / 1000 if found > 10**11 else found
            try:
                return dt.datetime.fromtimestamp(seconds, dt.UTC)
            except (ValueError, OverflowError, OSError) as error:
                raise UnclearError(f"{name} is no time") from error
        return moment(found, name)

    @property
    def fan(self) -> IncomingFan:
        """Who it is about."""
        return IncomingFan(self.id("fan_id"), self.text("fan_username"), self.text("fan_name"), self.text("fan_avatar"))


def _message(fields: _Fields, direction: Direction) -> Fact:
    fan, price, is_ours = fields.fan, fields.money("price") or Decimal(0), direction == Direction.OUT
    tip = fields.money("tip_amount")
    message = IncomingMessage(
        fan_of_id=fan.of_id,
        of_message_id=fields.id("message_id"),
        direction=direction.value,
        sent_at=fields.time("at"),
        html=fields.text("text"),
        price=price,
        unlocked=bool(fields.get("unlocked")) if is_ours and price else None,
        is_tip=bool(fields.get("is_tip")) or bool(tip),
        tip_amount=tip,
    )
    return MessageTold(message, fan, is_ours=is_ours)


def _transaction(fields: _Fields) -> Fact:
    purpose, gross = fields.text("purpose"), fields.amount("gross")
    if purpose not in Transaction.Kind.values:
        raise UnclearError(f"purpose is none of {', '.join(Transaction.Kind.values)}")
    fee, net = fields.money("fee"), fields.money("net")
    return TransactionTold(
        IncomingTransaction(
            of_transaction_id=fields.text("transaction_id")[:40] or None,
            kind=purpose,
            gross=gross,
            fee=fee if fee is not None else gross - net if net is not None else Decimal(0),
            occurred_at=fields.time("at"),
            fan=fields.fan if fields.get("fan_id") else None,
        )
    )


def _subscription(fields: _Fields) -> Fact:
    expires = fields.time("expires_at") if fields.get("expires_at") else None
    return SubscriptionTold(
        IncomingSubscription(fields.fan, fields.time("at"), price=fields.money("price"), expires_at=expires)
    )


_READERS: dict[str, Callable[[_Fields], Fact | None]] = {
    "message_received": lambda fields: _message(fields, Direction.IN),
    "message_sent": lambda fields: _message(fields, Direction.OUT),
    "message_deleted": lambda fields: MessageDeleted(fields.id("message_id")),
    "message_unlocked": lambda fields: MessageUnlocked(
        fields.id("fan_id"), fields.id("message_id"), fields.time("at"), fields.money("amount")
    ),
    "tip": lambda fields: TipReceived(fields.id("fan_id"), fields.amount("amount"), fields.time("at")),
    "transaction": _transaction,
    "subscription": _subscription,
    "subscription_ended": lambda fields: SubscriptionEnded(fields.id("fan_id"), fields.time("at")),
    "fan_typing": lambda fields: FanTyping(fields.id("fan_id")),
    "account_fine": lambda fields: AccountChanged(),
    "account_trouble": lambda fields: AccountChanged(fields.text("problem") or "The service reports a problem."),
    "nothing": lambda fields: None,
}
