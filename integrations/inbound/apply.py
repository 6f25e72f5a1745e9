"""What becomes of facts. Each may come twice, late, or before what it is about; the end is the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from analytics.ledger import record_transactions
from analytics.subscribers import end_subscription, record_subscriptions
from chats.incoming import AHEAD, problem_with
from chats.ingest import IncomingFan, IncomingMessage, record_messages
from chats.known import KnownMessage, find_message, known_messages, latest_of_fans, tip_without_amount
from chats.models import Message
from chats.models.chat import Direction
from chats.models.message import Status as MessageStatus
from chats.services.presence import note_fan_seen, note_fan_typing
from integrations.inbound.facts import (
    AccountChanged,
    Fact,
    FanSeen,
    FanTyping,
    MessageDeleted,
    MessageTold,
    MessageUnlocked,
    SubscriptionEnded,
    SubscriptionTold,
    TipReceived,
    TooEarlyError,
    TransactionTold,
    UnclearError,
)
from integrations.models import Connection
from integrations.services.connections import note_status

#: A tip and the message that carries it come within so much of each other.
TIP_WINDOW = dt.timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, where it belongs, and when it came. `is_last_chance`: what it is about will not come any more."""

    connection: Connection
    fact: Fact
    received_at: dt.datetime
    is_last_chance: bool = False


def apply_messages(connection: Connection, told: Sequence[MessageTold]) -> int:
    """Record messages of one connection together; return how many were new or changed. Call in the scope."""
    if not told:
        return 0
    recorded = record_messages(
        agency_id=connection.agency_id,
        creator_id=connection.creator_id,
        messages=[one.message for one in told],
        source=connection.provider,
        fans=_fans_to_tell(connection, told),
    )
    return recorded.created + recorded.updated


def check_message(told: MessageTold) -> None:
    """Raise `UnclearError` for a message that cannot be true."""
    if problem := problem_with(told.message, timezone.now() + AHEAD):
        raise UnclearError(problem)


def chats_with_reply_on_its_way(connection: Connection, fan_of_ids: Iterable[int]) -> set[int]:
    """The fans to whom a reply of ours is just being sent: what is told as sent may be that one."""
    on_its_way = Message.objects.filter(
        agency_id=connection.agency_id, chat__creator_id=connection.creator_id, chat__fan_of_id__in=list(fan_of_ids),
        status=MessageStatus.SENDING,
    )  # fmt: skip
    return set(on_its_way.values_list("chat__fan_of_id", flat=True))


def _fans_to_tell(connection: Connection, told: Sequence[MessageTold]) -> list[IncomingFan]:
    """Who the fans are; what an older message says of somebody whose newer name is known is left out."""
    latest: dict[int, MessageTold] = {}
    # Of whom a message is sent to, no more than the id is told.
    for one in (one for one in told if one.fan.username or one.fan.display_name):
        if one.fan.of_id not in latest or one.message.sent_at >= latest[one.fan.of_id].message.sent_at:
            latest[one.fan.of_id] = one
    known = latest_of_fans(agency_id=connection.agency_id, creator_id=connection.creator_id, fan_of_ids=list(latest))
    return [
        one.fan for one in latest.values() if one.fan.of_id not in known or one.message.sent_at >= known[one.fan.of_id]
    ]


def apply_fact(told: Told) -> str:
    """Do what any other fact asks for; return why nothing was done, or "". Call in the scope.

    Raises `TooEarlyError` for what should be tried again, and `UnclearError` for what can never be done.
    """
    return _APPLIERS[type(told.fact)](told, told.fact)


def _unlock(told: Told, fact: MessageUnlocked) -> str:
    key = fact.fan_of_id, fact.of_message_id
    ids = _ids(told)
    known = known_messages(**ids, keys=[key]).get(key)
    if known is None:
        raise (UnclearError if told.is_last_chance else TooEarlyError)("the message that was bought is not here")
    price = known.price or fact.amount
    if not price:
        raise UnclearError("neither the message nor the event tells a price")
    _tell(told, known, price=price, unlocked=True, unlocked_at=fact.at)
    return ""


def _delete(told: Told, fact: MessageDeleted) -> str:
    known = find_message(**_ids(told), of_message_id=fact.of_message_id, at=told.received_at)
    if known is None and told.is_last_chance:
        return "the message was never here"
    if known is None:
        raise TooEarlyError("the message that was deleted is not here")
    _tell(told, known, deleted_at=told.received_at)
    return ""


def _tip(told: Told, fact: TipReceived) -> str:
    known = tip_without_amount(**_ids(told), fan_of_id=fact.fan_of_id, at=fact.at, within=TIP_WINDOW)
    if known is None and told.is_last_chance:
        return "no message of the chat carries this tip"
    if known is None:
        raise TooEarlyError("the message that carries the tip is not here")
    _tell(told, known, is_tip=True, tip_amount=fact.amount)
    return ""


def _tell(told: Told, known: KnownMessage, **more: Any) -> None:
    """Say more of a message that is here."""
    message = IncomingMessage(
        fan_of_id=known.fan_of_id,
        of_message_id=known.of_message_id,
        direction=Direction.UNKNOWN.value,
        sent_at=known.sent_at,
        **more,
    )
    record_messages(**_ids(told), messages=[message], source=told.connection.provider)


def _transaction(told: Told, fact: TransactionTold) -> str:
    is_new = record_transactions(**_ids(told), transactions=[fact.transaction], source=told.connection.provider)
    return "" if is_new else "known already"


def _subscribe(told: Told, fact: SubscriptionTold) -> str:
    record_subscriptions(**_ids(told), subscriptions=[fact.subscription], source=told.connection.provider)
    return ""


def _unsubscribe(told: Told, fact: SubscriptionEnded) -> str:
    if end_subscription(**_ids(told), fan_of_id=fact.fan_of_id, expired_at=fact.at):
        return ""
    if told.is_last_chance:
        return "no subscription of this fan is known"
    raise TooEarlyError("the subscription that ended is not here")


def _typing(told: Told, fact: FanTyping) -> str:
    note_fan_typing(**_ids(told), fan_of_id=fact.fan_of_id)
    return ""


def _seen(told: Told, fact: FanSeen) -> str:
    at = told.received_at if fact.is_online else (fact.at or told.received_at)
    note_fan_seen(**_ids(told), fan_of_id=fact.fan_of_id, at=at)
    return ""


def _account(told: Told, fact: AccountChanged) -> str:
    return "" if note_status(told.connection, problem=fact.problem, at=told.received_at) else "out of date"


def _ids(told: Told) -> dict[str, Any]:
    return {"agency_id": told.connection.agency_id, "creator_id": told.connection.creator_id}


_APPLIERS: dict[type, Any] = {
    MessageUnlocked: _unlock,
    MessageDeleted: _delete,
    TipReceived: _tip,
    TransactionTold: _transaction,
    SubscriptionTold: _subscribe,
    SubscriptionEnded: _unsubscribe,
    FanTyping: _typing,
    FanSeen: _seen,
    AccountChanged: _account,
}
