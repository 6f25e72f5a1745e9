"""A platform in memory, seen through OnlyFansAPI.com: accounts, fans, chats, messages and money, in its shapes.

For tests, benchmarks and the demo. It does what the service does as far as we depend on it, and no more.
"""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
#: The share of a sale that the platform keeps.
FEE = Decimal("0.2")
CENT = Decimal("0.01")


def iso(at: dt.datetime) -> str:
    """As the platform writes times."""
    return at.astimezone(dt.UTC).replace(microsecond=0).isoformat()


@dataclass
class Fan:
    """Somebody who writes and pays; `periods` are (start, end, dollars) of subscriptions."""

    id: int
    name: str
    username: str
    periods: list[tuple[dt.datetime, dt.datetime, Decimal]] = field(default_factory=list)


@dataclass
class Message:
    """A message of a chat; `price` in dollars, media as (id, type, seconds)."""

    id: int
    from_creator: bool
    text: str
    at: dt.datetime
    price: Decimal = Decimal(0)
    is_opened: bool = False
    is_tip: bool = False
    media: tuple[tuple[int, str, int], ...] = ()
    is_new: bool = False


@dataclass
class Transaction:
    """Money that moved, in dollars before the platform's fee."""

    id: str
    kind: str
    amount: Decimal
    at: dt.datetime
    fan: Fan
    status: str = "done"


@dataclass
class Account:
    """A creator's account, with its chats by the fan's id; messages are kept oldest first."""

    id: str
    of_id: int
    username: str
    name: str
    price: Decimal = Decimal("9.99")
    is_authenticated: bool = True
    fans: dict[int, Fan] = field(default_factory=dict)
    chats: dict[int, list[Message]] = field(default_factory=dict)
    transactions: list[Transaction] = field(default_factory=list)


#: What is told of each event: its name, the account's id, and the payload.
Listener = Callable[[str, str, Json], None]


class Platform:
    """All accounts. Every method may be called from any thread."""

    def __init__(
        self, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC), first_id: int = 9_000_000_001
    ) -> None:
        """`first_id`: a platform that begins anew before the same data must not use its ids again."""
        self.now = now
        self.accounts: dict[str, Account] = {}
        self.listeners: list[Listener] = []
        self.lock = threading.RLock()
        self._ids = itertools.count(first_id)

    def next_id(self) -> int:
        """An id that nothing has yet."""
        return next(self._ids)

    def add_account(self, id: str, of_id: int, username: str, name: str) -> Account:
        """Connect a creator's account."""
        self.accounts[id] = account = Account(id, of_id, username, name)
        return account

    def add_fan(self, account: Account, fan: Fan) -> Fan:
        """Open a chat with a fan."""
        with self.lock:
            account.fans[fan.id] = fan
            account.chats.setdefault(fan.id, [])
        return fan

    def write(self, account: Account, fan_id: int, *, from_creator: bool, text: str = "", **more: Any) -> Message:
        """Somebody writes in a chat; who listens is told."""
        with self.lock:
            message = Message(next(self._ids), from_creator, text, more.pop("at", None) or self.now(), **more)
            account.chats[fan_id].append(message)
        side = "sent" if from_creator else "received"
        self._tell(f"messages.{side}", account, self.event_message(account, fan_id, message))
        return message

    def tip(self, account: Account, fan_id: int, amount: Decimal) -> Message:
        """The fan tips in the chat: a message, a notification, and money."""
        at = self.now()
        message = self.write(account, fan_id, from_creator=False, text="I sent you a tip", is_tip=True, at=at)
        told = self._notification(account, fan_id, at, type="tip", subType="new_tips")
        net = amount - (amount * FEE).quantize(CENT)
        self._tell("tips.received", account, told | {"amountGross": float(amount), "amountNet": float(net)})
        self.pay(account, fan_id, "tip", amount, at)
        return message

    def buy(self, account: Account, fan_id: int, message: Message) -> None:
        """The fan buys an offer: the message opens, and money moves."""
        with self.lock:
            if message.is_opened or not message.price:
                return
            message.is_opened = True
        at = self.now()
        link = f"https://onlyfans.com/my/chats/chat/{fan_id}?firstId={message.id}"
        told = self._notification(account, fan_id, at, type="paided_message", subType="subscriber_pay_for_chat_message")
        pairs = {"{NAME}": account.fans[fan_id].name, "{AMOUNT}": f"${message.price}"}
        pairs["{MESSAGE_LINK}"] = f"<a href='{link}'>message</a>"
        text = f"purchased your <a href='{link}'>message</a> for ${message.price}!"
        self._tell("messages.ppv.unlocked", account, told | {"replacePairs": pairs, "text": text})
        self.pay(account, fan_id, "message", message.price, at)

    def pay(self, account: Account, fan_id: int, kind: str, amount: Decimal, at: dt.datetime) -> Transaction:
        """Money moves."""
        with self.lock:
            paid = Transaction(f"5T{next(self._ids):x}", kind, amount, at, account.fans[fan_id])
            account.transactions.append(paid)
        fee = (amount * FEE).quantize(CENT)
        told = {
            "id": paid.id, "type": kind, "status": "loading", "amount": float(amount), "vat_amount": 0, "tax_amount": 0,
            "net_amount": float(amount - fee), "fee_amount": float(fee), "currency": "USD", "created_at": iso(at),
            "description": f"Payment for {kind} from {paid.fan.name}", "fan": _fan(paid.fan),
        }  # fmt: skip
        self._tell("transactions.new", account, told)
        return paid

    def subscribe(self, account: Account, fan_id: int, days: int = 30) -> None:
        """The fan subscribes, or renews."""
        fan, at = account.fans[fan_id], self.now()
        is_new = not fan.periods
        with self.lock:
            fan.periods.append((at, at + dt.timedelta(days=days), account.price))
        kind = "new_subscriber" if is_new else "returning_subscriber"
        told = self._notification(account, fan_id, at, type="subscription", subType=kind)
        pairs = {"{PRICE}": f"${account.price}", "{SUBSCRIBER_LINK}": f'<a href="https://onlyfans.com/{fan.username}">'}
        self._tell(f"subscriptions.{'new' if is_new else 'renewed'}", account, told | {"replacePairs": pairs})
        self.pay(account, fan_id, "new_subscription" if is_new else "recurring_subscription", account.price, at)

    def delete(self, account: Account, fan_id: int, message: Message) -> None:
        """A message is taken back."""
        with self.lock:
            account.chats[fan_id].remove(message)
        self._tell("messages.deleted", account, {"id": str(message.id)})

    def tell(self, name: str, account: Account, payload: Json) -> None:
        """Any other event."""
        self._tell(name, account, payload)

    def _tell(self, name: str, account: Account, payload: Json) -> None:
        for listener in list(self.listeners):
            listener(name, account.id, payload)

    def _notification(self, account: Account, fan_id: int, at: dt.datetime, **more: Any) -> Json:
        """The ids are text here, and `user_id` is the creator's."""
        return {
            "id": str(next(self._ids)), "createdAt": iso(at), "user_id": str(account.of_id),
            "user": _fan(account.fans[fan_id]), **more,
        }  # fmt: skip

    def event_message(self, account: Account, fan_id: int, message: Message) -> Json:
        """A message as events tell it: who is on the other side, in full, and nothing of `isSentByMe`."""
        told = message_json(account, fan_id, message)
        del told["isSentByMe"]
        if message.from_creator:
            return told | {"toUser": {"id": fan_id}}
        return told | {"fromUser": _fan(account.fans[fan_id])}

    def chat_rows(self, account: Account) -> Iterator[Json]:
        """The chats, the most recent first."""
        with self.lock:
            chats = [(fan, messages[-1]) for fan, messages in account.chats.items() if messages]
        for fan_id, last in sorted(chats, key=lambda chat: (chat[1].at, chat[1].id), reverse=True):
            unread = sum(message.is_new for message in account.chats[fan_id][-100:])
            yield {
                "fan": fan_json(account.fans[fan_id]),
                "lastMessage": message_json(account, fan_id, last),
                "unreadMessagesCount": unread, "canSendMessage": True, "hasUnreadTips": False, "lastReadMessageId": 0,
                "isMutedNotifications": False, "canGoToProfile": True, "hasPurchasedFeed": False,
                "countPinnedMessages": 0, "canNotSendReason": False,
            }  # fmt: skip


def _fan(fan: Fan) -> Json:
    return {"id": fan.id, "name": fan.name, "username": fan.username, "avatar": None}


def fan_json(fan: Fan) -> Json:
    """A fan as lists show them, with their subscriptions."""
    periods = [
        {
            "id": index, "userId": 0, "subscriberId": fan.id, "date": iso(start), "startDate": iso(start),
            "expireDate": iso(end), "cancelDate": None, "price": float(price), "regularPrice": float(price),
            "isCurrent": index == len(fan.periods) - 1, "type": "paid", "action": "subscribe",
        }
        for index, (start, end, price) in enumerate(fan.periods)
    ]  # fmt: skip
    data = {"price": 0, "status": None, "unsubscribeReason": "", "subscribes": periods} if periods else None
    return _fan(fan) | {"displayName": "", "subscribedOn": bool(periods), "subscribedOnData": data, "isVerified": False}


def message_json(account: Account, fan_id: int, message: Message) -> Json:
    """A message as lists show it."""
    sender = account.of_id if message.from_creator else fan_id
    return {
        "responseType": "message", "id": message.id, "text": f"<p>{_escaped(message.text)}</p>" if message.text else "",
        "giphyId": None, "lockedText": False, "isFree": not message.price, "price": float(message.price),
        "isMediaReady": True, "mediaCount": len(message.media), "media": [_media(*item) for item in message.media],
        "previews": [], "isTip": message.is_tip, "isReportedByMe": False, "isCouplePeopleMedia": False, "queueId": None,
        "isMarkdownDisabled": False, "releaseForms": [], "fromUser": {"id": sender, "_view": "s"}, "isFromQueue": False,
        "isOpened": message.is_opened, "isNew": message.is_new, "createdAt": iso(message.at),
        "changedAt": iso(message.at), "cancelSeconds": 0, "isLiked": False, "canPurchase": False,
        "canPurchaseReason": "opened" if message.is_opened else "free", "canReport": not message.from_creator,
        "canBePinned": True, "isPinned": False, "isSentByMe": message.from_creator,
    }  # fmt: skip


def _media(media_id: int, kind: str, seconds: int) -> Json:
    address = {
        "url": f"https://cdn.fans.test/files/{media_id}",
        "width": 1080,
        "height": 1350,
        "size": 0,
        "sources": [],
    }
    files = {"full": address, "thumb": None, "preview": None, "squarePreview": None}
    return {
        "id": media_id, "type": kind, "convertedToVideo": False, "canView": True, "hasError": False, "createdAt": None,
        "isReady": True, "files": files, "duration": seconds, "hasCustomPreview": False, "videoSources": {},
    }  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br />")


def transaction_json(paid: Transaction) -> Json:
    """A transaction as lists show it."""
    fee = (paid.amount * FEE).quantize(CENT)
    return {
        "id": paid.id, "amount": float(paid.amount), "vatAmount": 0, "taxAmount": 0, "net": float(paid.amount - fee),
        "fee": float(fee), "createdAt": iso(paid.at), "currency": "USD", "status": paid.status, "payoutPendingDays": 7,
        "description": f'Payment for {paid.kind} from <a href="https://onlyfans.com/{paid.fan.username}">x</a>',
        "type": paid.kind, "user": _fan(paid.fan),
    }  # fmt: skip
