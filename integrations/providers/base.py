"""What every service can do for us, whatever it is called, and how it can fail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from analytics.ledger import IncomingTransaction
from analytics.subscribers import IncomingSubscription
from chats.ingest import IncomingFan, IncomingMessage
from integrations.inbound.facts import Event
from integrations.models import Connection


class ServiceError(Exception):
    """The service did not do what it was asked; the message is one sentence for a person."""


class BusyError(ServiceError):
    """The service wants fewer calls; the next one after `wait`."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__(f"The service takes no more calls for {round(wait.total_seconds())} seconds.")
        self.wait = wait


class AwayError(ServiceError):
    """The service cannot be reached or is broken. Whether it has done what it was asked is not known."""


class UnreachedError(AwayError):
    """The service cannot be reached: it has done nothing of what it was asked."""


class NoAccessError(ServiceError):
    """The key or the account's session is not valid: somebody must act."""


class RefusedError(ServiceError):
    """The service does not want what it was asked, and will not want it the next time."""


class Ability(StrEnum):
    """What a service may be able to do."""

    CHECK = "say whose account it is"
    FETCH = "give what there is"
    SUBSCRIBE = "deliver events where it is told to"
    SEND = "send replies"
    LOOK = "show the newest messages of a chat"
    #: A reply that is sent again under the same key is not carried out twice.
    SEND_ONCE = "send a reply once, however often it is told to"


class Profile(NamedTuple):
    """The creator as the platform shows them; empty where nothing is told. `subscription_price` in dollars."""

    of_user_id: int
    username: str = ""
    display_name: str = ""
    avatar_url: str = ""
    header_url: str = ""
    subscription_price: Decimal | None = None
    is_verified: bool | None = None


class ListedChat(NamedTuple):
    """A chat in the list of chats: the fan, the last message, and whether the creator has read everything."""

    fan: IncomingFan
    last_message: int | None
    last_at: dt.datetime | None
    is_read: bool
    subscriptions: Sequence[IncomingSubscription] = ()


Item = TypeVar("Item")


class Page(NamedTuple, Generic[Item]):
    """Some of a list; `cursor` leads to what follows, None at the end."""

    items: Sequence[Item]
    cursor: str | None
    #: Rows that say too little to be used.
    unclear: int = 0


class Outgoing(NamedTuple):
    """A reply as it is to be sent. `key` stays the same however often it is tried; `price` in dollars."""

    key: str
    fan_of_id: int
    text: str
    price: Decimal
    of_media_ids: Sequence[int]


class Sent(NamedTuple):
    """What the platform made of a reply."""

    of_message_id: int
    at: dt.datetime


@dataclass(slots=True)
class Limits:
    """What the service said last of the calls that are left."""

    credits_left: int | None = None
    per_minute: int | None = None
    left: int | None = None
    counted_at: dt.datetime | None = None


class Service(Protocol):
    """Calls for one connection. Each may raise any `ServiceError`."""

    limits: Limits

    def close(self) -> None:
        """Give back what it holds."""

    def profile(self) -> Profile:
        """The creator. Raises `NoAccessError` if the account cannot be used."""

    def chats(self, cursor: str | None) -> Page[ListedChat]:
        """The chats, the most recent first."""

    def messages(self, fan_of_id: int, before: int | None) -> Page[IncomingMessage]:
        """The messages of a chat that are older than `before` (of all: None), newest first."""

    def has_message(self, fan_of_id: int, of_message_id: int) -> bool:
        """Whether the message is still on the platform."""

    def subscriptions(self, cursor: str | None) -> Page[IncomingSubscription]:
        """Who is and was subscribed."""

    def transactions(self, cursor: str | None, since: dt.datetime) -> Page[IncomingTransaction]:
        """Movements of money, newest first."""

    def tell_events_to(self, address: str, secret: str) -> None:
        """Have the account's events delivered to `address`, signed with `secret`; told twice, it holds once."""

    def send(self, message: Outgoing) -> Sent:
        """Send a reply. After `AwayError` it may have been sent all the same."""


class Provider(Protocol):
    """A service: how its events are proved and read, and how it is called. `config` are a connection's settings."""

    name: str
    label: str
    #: Whether it is described by its connections' configuration.
    is_configured: bool

    def abilities(self, config: Any) -> frozenset[Ability]:
        """What it can be asked for; of one that can be asked for nothing, only events come."""

    def is_signed(self, config: Any, body: bytes, headers: Mapping[str, str], secrets: Collection[str]) -> bool:
        """Whether one who knows a secret has signed exactly these bytes; names of `headers` are in small letters."""

    def delivery_key(self, config: Any, headers: Mapping[str, str]) -> str:
        """What all deliveries of one event have in common; "" if the service does not say."""

    def read(self, config: Any, told: Any) -> Event:
        """What an event says, with "" as the account if there is but one. Raises `UnclearError`."""

    def open(self, connection: Connection) -> Service:
        """Make calls possible. Raises `NoAccessError` if the stored key cannot be used."""
