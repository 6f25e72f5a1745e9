"""What an event can say, in words that all services share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from analytics.ledger import IncomingTransaction
from analytics.subscribers import IncomingSubscription
from chats.ingest import IncomingFan, IncomingMessage


@dataclass(frozen=True, slots=True)
class MessageTold:
    """A message, with what is told of its fan. `is_ours`: it may be the echo of a reply that we are sending."""

    message: IncomingMessage
    fan: IncomingFan
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """The message with this id is gone from the platform; in whose chat it was is not told."""

    of_message_id: int


@dataclass(frozen=True, slots=True)
class MessageUnlocked:
    """The fan has bought the message; `amount` in dollars, if told."""

    fan_of_id: int
    of_message_id: int
    at: dt.datetime
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TipReceived:
    """The fan has tipped; `amount` in dollars before the platform's fee. The money itself is a transaction."""

    fan_of_id: int
    amount: Decimal
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class TransactionTold:
    """Money has moved."""

    transaction: IncomingTransaction


@dataclass(frozen=True, slots=True)
class SubscriptionTold:
    """A period of subscription has begun."""

    subscription: IncomingSubscription


@dataclass(frozen=True, slots=True)
class SubscriptionEnded:
    """The fan is not subscribed any more."""

    fan_of_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class FanTyping:
    """The fan is writing."""

    fan_of_id: int


@dataclass(frozen=True, slots=True)
class FanSeen:
    """The fan is there (`is_online`), or was until `at`, if that is told."""

    fan_of_id: int
    is_online: bool
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """The account can be used, or (`problem`) cannot until somebody acts."""

    problem: str = ""


Fact = (
    MessageTold | MessageDeleted | MessageUnlocked | TipReceived | TransactionTold | SubscriptionTold
    | SubscriptionEnded | FanTyping | FanSeen | AccountChanged
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """What a service has told: about which account, under which name, and what it says; None is nothing to do."""

    name: str
    account_id: str
    fact: Fact | None = None


class UnclearError(Exception):
    """The event does not say what it must; the message is the reason, for the person who looks at it."""


class TooEarlyError(Exception):
    """The event is about something that is not here yet."""
