"""From the JSON of OnlyFansAPI.com to our words; the same shapes come from its REST API and in its events.

Fields and their meaning: https://docs.onlyfansapi.com (messages, fans, transactions, webhooks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from analytics.ledger import IncomingTransaction
from analytics.models import Transaction
from analytics.subscribers import IncomingSubscription
from chats.incoming import MAX_ID
from chats.ingest import IncomingFan, IncomingMedia, IncomingMessage
from chats.models.chat import Direction
from chats.models.media import MediaType
from integrations.inbound.facts import UnclearError
from integrations.providers.importing import parse_time
from integrations.providers.values import Told, dollars, moment, part, platform_id

Kind = Transaction.Kind

_MEDIA_TYPES = {
    "photo": MediaType.IMAGE.value,
    "video": MediaType.VIDEO.value,
    "audio": MediaType.AUDIO.value,
    "gif": MediaType.GIF.value,
}
#: Seconds; no video is as long as a month.
_LONGEST = 2_592_000
#: By what a transaction says it is, in its type or, over REST, in its description.
_KINDS = (
    ("recurring", Kind.RENEWAL),
    ("renew", Kind.RENEWAL),
    ("subscription", Kind.SUBSCRIPTION),
    ("subscribes", Kind.SUBSCRIPTION),
    ("tip", Kind.TIP),
    ("message", Kind.PPV),
    ("stream", Kind.STREAM),
    ("post", Kind.POST),
)
#: What the platform calls a transaction that it has taken back.
_REVERSED = {"undo", "pending_return", "chargeback", "reversed"}
_TAG = re.compile(r"<[^>]*>")


def fan(told: Told) -> IncomingFan:
    """Who a fan is, as far as it is told. Raises `UnclearError`."""
    return IncomingFan(
        platform_id(told.get("id"), "fan"),
        str(told.get("username") or ""),
        str(told.get("name") or told.get("displayName") or ""),
        str(told.get("avatar") or ""),
    )


def message(told: Told, fan_of_id: int, direction: str = "") -> IncomingMessage:
    """A message of the chat with the fan; who sent it is told by itself, or by `direction`. Raises `UnclearError`."""
    if not direction:
        is_from_fan = platform_id(part(told, "fromUser").get("id"), "sender") == fan_of_id
        direction = Direction.IN.value if is_from_fan else Direction.OUT.value
    price = Decimal(0) if told.get("isFree") or not told.get("price") else dollars(told["price"], "message")
    previews = {item.get("id") if isinstance(item, Mapping) else item for item in told.get("previews") or ()}
    return IncomingMessage(
        fan_of_id=fan_of_id,
        of_message_id=platform_id(told.get("id"), "message"),
        direction=direction,
        sent_at=moment(told.get("createdAt"), "message"),
        html=str(told.get("text") or ""),
        price=price,
        # The creator's own offer counts as opened once the fan has bought it.
        unlocked=bool(told.get("isOpened")) if price and direction == Direction.OUT else None,
        is_tip=bool(told.get("isTip")),
        media=tuple(_media(told, previews)),
    )


def _media(told: Told, previews: set[Any]) -> Iterator[IncomingMedia]:
    for item in told.get("media") or ():
        if not isinstance(item, Mapping) or not isinstance(item.get("id"), int) or not 0 < item["id"] <= MAX_ID:
            continue
        seconds = item.get("duration")
        files = part(item, "files")
        small = part(files, "thumb").get("url") or part(files, "squarePreview").get("url")
        yield IncomingMedia(
            of_media_id=item["id"],
            media_type=_MEDIA_TYPES.get(str(item.get("type")), MediaType.IMAGE.value),
            url=str(part(files, "full").get("url") or ""),
            thumbnail_url=str(small or ""),
            duration=int(seconds) if isinstance(seconds, int | float) and 0 < seconds < _LONGEST else None,
            is_preview=item["id"] in previews,
        )


def listed_transaction(told: Told) -> IncomingTransaction:
    """A transaction as the REST API lists it. Raises `UnclearError`."""
    return _transaction(told, {"fee": "fee", "net": "net", "at": "createdAt", "fan": "user"})


def told_transaction(told: Told) -> IncomingTransaction:
    """A transaction as an event tells it, in other words than the REST API. Raises `UnclearError`."""
    return _transaction(told, {"fee": "fee_amount", "net": "net_amount", "at": "created_at", "fan": "fan"})


def _transaction(told: Told, names: Mapping[str, str]) -> IncomingTransaction:
    gross = dollars(told.get("amount"), "transaction")
    if told.get(names["fee"]) not in (None, ""):
        fee = dollars(told[names["fee"]], "transaction's fee")
    else:
        fee = gross - dollars(told.get(names["net"]), "transaction without its fee")
    of_id = told.get("id")
    if not isinstance(of_id, int | str) or not str(of_id) or len(str(of_id)) > 40:
        raise UnclearError("the id of the transaction is missing")
    return IncomingTransaction(
        of_transaction_id=str(of_id),
        kind=kind_of(str(told.get("type") or ""), str(told.get("description") or "")),
        gross=gross,
        fee=fee,
        occurred_at=moment(told.get(names["at"]), "transaction"),
        fan=fan(part(told, names["fan"])) if part(told, names["fan"]).get("id") else None,
        is_reversed=is_reversed(str(told.get("status") or "")),
    )


def kind_of(type: str, description: str) -> str:
    """What a transaction was for, by its type or else its description. Raises `UnclearError`."""
    for text in (type, _TAG.sub(" ", description)):
        for word, kind in _KINDS:
            if word in text.lower():
                return kind.value
    raise UnclearError("what the transaction was for is not known")


def is_reversed(status: str) -> bool:
    """Whether the platform has taken the money back."""
    return status.lower() in _REVERSED


def subscriptions(told: Told) -> list[IncomingSubscription]:
    """The periods that a fan was subscribed, from how the REST API shows the fan. Raises `UnclearError`."""
    who, history = fan(told), part(told, "subscribedOnData")
    periods = [period for period in history.get("subscribes") or () if isinstance(period, Mapping)]
    return [
        IncomingSubscription(
            fan=who,
            started_at=moment(period.get("startDate"), "subscription"),
            price=None if period.get("price") is None else dollars(period["price"], "subscription"),
            expires_at=parse_time(str(period.get("cancelDate") or period.get("expireDate") or "")),
            # Who has cancelled says so; who has not will be renewed.
            auto_renew=not (period.get("cancelDate") or history.get("unsubscribeReason"))
            if period.get("isCurrent")
            else None,
        )
        for period in periods
        if period.get("startDate")
    ]
