"""The events of OnlyFansAPI.com: what each says in our words. Payloads: https://docs.onlyfansapi.com/webhooks"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from analytics.subscribers import IncomingSubscription
from chats.ingest import IncomingFan
from chats.models.chat import Direction
from integrations.inbound.facts import (
    AccountChanged,
    Event,
    Fact,
    FanSeen,
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
from integrations.providers.onlyfansapi import shapes
from integrations.providers.values import Told, dollars, moment, part, platform_id

#: In a notification, the chat and the message that it is about.
_CHAT_LINK = re.compile(r"/my/chats/chat/(\d+)")
_MESSAGE_LINK = re.compile(r"[?&;]firstId=(\d+)")
#: Told by us or by others, of no consequence here.
_NOTHING_TO_DO = (
    "chat_queue.", "data_exports.", "fan_summary.", "media_uploads.", "posts.",
)  # fmt: skip


def is_signed(body: bytes, signature: str, secrets: Collection[str]) -> bool:
    """Whether the header `Signature` is the hex HMAC-SHA256 of the raw body, by any of the secrets."""
    given = signature.strip().lower().encode()
    right = [hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode() for secret in secrets]
    return any(hmac.compare_digest(given, one) for one in right)


def read(told: Any) -> Event:
    """What the event says. Raises `UnclearError` for one that says too little, or whose name is not known."""
    if not isinstance(told, Mapping) or not isinstance(told.get("event"), str):
        raise UnclearError("it names no event")
    name, payload = told["event"], part(told, "payload")
    account = str(told.get("account_id") or "")
    if not account:
        raise UnclearError("it names no account")
    if name.startswith(_NOTHING_TO_DO):
        return Event(name, account)
    if (reader := _READERS.get(name)) is None:
        raise UnclearError(f"the event {name[:60]} is not known here")
    return Event(name, account, reader(payload))


def _received(payload: Told) -> Fact:
    who = shapes.fan(part(payload, "fromUser"))
    return MessageTold(shapes.message(payload, who.of_id, Direction.IN.value), who)


def _sent(payload: Told) -> Fact:
    who = shapes.fan(part(payload, "toUser"))
    return MessageTold(shapes.message(payload, who.of_id, Direction.OUT.value), who, is_ours=True)


def _deleted(payload: Told) -> Fact:
    # When is not told; that it is gone is what counts.
    return MessageDeleted(platform_id(payload.get("id"), "message"))


def _unlocked(payload: Told) -> Fact:
    link = str(part(payload, "replacePairs").get("{MESSAGE_LINK}") or payload.get("text") or "")
    message, amount = _MESSAGE_LINK.search(link), part(payload, "replacePairs").get("{AMOUNT}")
    if message is None:
        raise UnclearError("it does not name the message that was bought")
    return MessageUnlocked(
        _fan_of_notification(payload, link).of_id,
        int(message[1]),
        moment(payload.get("createdAt"), "purchase"),
        dollars(amount, "purchase") if amount else None,
    )


def _tip(payload: Told) -> Fact:
    told = payload.get("amountGross") or part(payload, "replacePairs").get("{AMOUNT}") or payload.get("text")
    return TipReceived(
        _fan_of_notification(payload).of_id,
        dollars(told, "tip"),
        moment(payload.get("createdAt"), "tip"),
    )


def _subscribed(payload: Told) -> Fact:
    price = part(payload, "replacePairs").get("{PRICE}")
    return SubscriptionTold(
        IncomingSubscription(
            fan=_fan_of_notification(payload),
            started_at=moment(payload.get("createdAt"), "subscription"),
            price=dollars(price, "subscription") if price else None,
            auto_renew=True,
        )
    )


def _expired(payload: Told) -> Fact:
    ended = moment(payload.get("expiredAt") or payload.get("createdAt"), "subscription's end")
    return SubscriptionEnded(_fan_of_notification(payload).of_id, ended)


def _fan_of_notification(payload: Told, link: str = "") -> IncomingFan:
    """The fan is `user`, or the one whose chat is linked; the top-level `user_id` is the creator's own."""
    if part(payload, "user").get("id"):
        return shapes.fan(part(payload, "user"))
    if chat := _CHAT_LINK.search(link):
        return IncomingFan(int(chat[1]))
    raise UnclearError("it names no fan")


def _transaction(payload: Told) -> Fact:
    return TransactionTold(shapes.told_transaction(payload))


def _typing(payload: Told) -> Fact:
    return FanTyping(platform_id(payload.get("id"), "fan"))


def _seen(payload: Told) -> FanSeen:
    who = part(payload, "fan").get("id")
    at = payload.get("last_seen_online_at")
    return FanSeen(platform_id(who, "fan"), False, moment(at, "fan's visit") if at else None)


def _online(payload: Told) -> Fact:
    seen = _seen(payload)
    return FanSeen(seen.fan_of_id, True, seen.at)


def _problem(sentence: str) -> Callable[[Told], Fact]:
    def read_problem(payload: Told) -> Fact:
        said = part(payload, "latestAuthAttempt").get("error_message")
        return AccountChanged(f"{sentence} {said}".strip() if isinstance(said, str) else sentence)

    return read_problem


def _fine(payload: Told) -> Fact:
    return AccountChanged()


_READERS: dict[str, Callable[[Told], Fact]] = {
    "messages.received": _received,
    "messages.sent": _sent,
    "messages.deleted": _deleted,
    "messages.ppv.unlocked": _unlocked,
    "tips.received": _tip,
    "subscriptions.new": _subscribed,
    "subscriptions.renewed": _subscribed,
    "subscriptions.expired": _expired,
    "transactions.new": _transaction,
    "users.typing": _typing,
    "users.online": _online,
    "users.offline": _seen,
    "accounts.connected": _fine,
    "accounts.reconnected": _fine,
    "accounts.disconnected": _problem("The account was disconnected at OnlyFansAPI.com: connect it there again."),
    "accounts.session_expired": _problem("The session has expired: sign in again at OnlyFansAPI.com."),
    "accounts.authentication_failed": _problem("Signing in failed: check the account at OnlyFansAPI.com."),
    "accounts.otp_code_required": _problem("OnlyFans asks for a code: enter it at OnlyFansAPI.com."),
    "accounts.face_otp_required": _problem("OnlyFans asks for a face check: do it at OnlyFansAPI.com."),
}
#: What a webhook is to be subscribed to.
EVENTS = tuple(_READERS)
