"""A service that is described by its configuration alone: how its events are proved and read, and how it is called."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from analytics.ledger import IncomingTransaction
from analytics.models import Transaction
from analytics.subscribers import IncomingSubscription
from chats.ingest import IncomingMessage
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
from integrations.providers.base import Ability
from integrations.providers.generic.fields import MONEY, Fields, at
from integrations.providers.generic.service import GenericService
from integrations.providers.values import part

#: Seconds that a signed time may differ from ours.
TOLERANCE = 300
_ABILITIES = {"check": Ability.CHECK, "send": Ability.SEND, "messages": Ability.LOOK}


class Generic:
    """Any service that delivers signed JSON, or takes calls with JSON."""

    name = "generic"
    label = "Another service (configured)"
    is_configured = True

    def abilities(self, config: Any) -> frozenset[Ability]:
        """What `config["calls"]` says how to ask for."""
        calls = config.get("calls") if isinstance(config, Mapping) else None
        if not isinstance(calls, Mapping):
            return frozenset()
        can = {ability for name, ability in _ABILITIES.items() if name in calls}
        if "key_header" in part(calls, "send"):
            can.add(Ability.SEND_ONCE)
        return frozenset(can)

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
        name = at(told, config["event"])
        if not isinstance(name, str) or not name:
            raise UnclearError(f"it names no event at {config['event']}")
        account = at(told, config["account"]) if config.get("account") else ""
        event = config["events"].get(name)
        if event is None:
            raise UnclearError(f"the event {name[:60]} is not in the configuration")
        fields = Fields(told, event.get("fields", {}), MONEY[config.get("money", "dollars")])
        return Event(name, str(account or ""), _READERS[event["is"]](fields))

    def open(self, connection: Connection) -> GenericService:
        """Raises `NoAccessError` if the stored key cannot be used, `RefusedError` if nobody has told how to ask."""
        return GenericService(connection)


def _is_recent(stamp: str) -> bool:
    return stamp.isdigit() and abs(dt.datetime.now(dt.UTC).timestamp() - int(stamp)) <= TOLERANCE


def _encoded(digest: bytes, how: Mapping[str, Any]) -> bytes:
    return base64.b64encode(digest) if how.get("encoding") == "base64" else digest.hex().encode()


def _message(fields: Fields, direction: Direction) -> Fact:
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


def _transaction(fields: Fields) -> Fact:
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


def _subscription(fields: Fields) -> Fact:
    expires = fields.time("expires_at") if fields.get("expires_at") else None
    return SubscriptionTold(
        IncomingSubscription(fields.fan, fields.time("at"), price=fields.money("price"), expires_at=expires)
    )


_READERS: dict[str, Callable[[Fields], Fact | None]] = {
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
