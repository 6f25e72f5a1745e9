"""The statistics as somebody would work them out who walks through all messages and transactions with a pencil.

Nothing here is taken from the product but the rows and the bounds of the classes: it is what the product is compared
to.
"""

from __future__ import annotations

import bisect
import datetime as dt
import hashlib
from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from agencies.models import Agency
from analytics.models import CreatorDay, FanStats, MemberDay, OfferDay, SalesRules, Transaction
from analytics.reply_times import BOUNDS, CLASSES
from chats.models import AIResponse, Chat, Message

MESSAGE_COUNTS = [
    "received", "sent", "mass_sent", "ppv_sent", "ppv_known", "ppv_unlocked", "ppv_sent_value", "ppv_unlocked_value",
    "replies", "reply_seconds", "turns", "turns_answered", "ai_sent",
]  # fmt: skip
MONEY = [
    "sales", "subscriptions_sold", "renewals_sold", "tips_received", "gross", "fee", "net", "net_subscription",
    "net_renewal", "net_tip", "net_ppv", "net_post", "net_stream", "net_chargeback",
]  # fmt: skip


def _empty() -> dict[str, Any]:
    return {
        **dict.fromkeys(MESSAGE_COUNTS, 0),
        **dict.fromkeys(MONEY, Decimal(0)),
        "fans": set(),
        "received_by_hour": [0] * 24,
        "sent_by_hour": [0] * 24,
        "net_by_hour": [Decimal(0)] * 24,
        "reply_classes": [0] * CLASSES,
    }


class Books:
    """All totals of an agency. Make it in the agency's scope."""

    def __init__(self, agency: Agency) -> None:
        self.zone = ZoneInfo(agency.timezone)
        self.creators: dict[Any, dict[str, Any]] = defaultdict(_empty)
        self.members: dict[Any, dict[str, Any]] = defaultdict(_empty)
        self.fans: dict[Any, dict[str, Any]] = {}
        self.offers: dict[Any, dict[str, int]] = defaultdict(lambda: {"sent": 0, "known": 0, "unlocked": 0})
        drafted = set(AIResponse.objects.filter(sent_message__isnull=False).values_list("sent_message_id", flat=True))
        for chat in Chat.objects.all():
            self.fans[chat.pk] = {"sent": 0, "received": 0, "ppv_sent": 0, "ppv_unlocked": 0, "waits": [],
                                  "turns": 0, "turns_answered": 0, "sales": []}  # fmt: skip
            self._walk(chat, drafted)
        for sale in Transaction.objects.all():
            self._sell(sale)
        self.earned = self._earned()

    def _earned(self) -> dict[Any, Decimal]:
        """What each draft that was sent has earned, sale by sale."""
        rules = SalesRules.objects.first() or SalesRules()
        earned: dict[Any, Decimal] = dict.fromkeys(AIResponse.objects.values_list("pk", flat=True), Decimal(0))
        first: dict[Any, Any] = {}
        for draft in AIResponse.objects.filter(sent_message__isnull=False).order_by("pk"):
            first.setdefault(draft.sent_message_id, draft.pk)
        by_name = {sale.of_transaction_id: sale for sale in Transaction.objects.all() if sale.of_transaction_id}
        for sale in Transaction.objects.all():
            of_id = sale.of_transaction_id or ""
            original = by_name.get(of_id.removeprefix("reversal of ")) if of_id.startswith("reversal of ") else None
            basis = original if sale.kind == "chargeback" and original else sale
            message = self._sold_by(basis, rules.window_hours)
            if message in first:
                earned[first[message]] += sale.net
        return earned

    def _sold_by(self, sale: Transaction, window_hours: int) -> Any:
        """The message that a sale is due to, if it is one of those that drafts can earn."""
        if sale.kind == "ppv":
            return sale.message_id
        if sale.kind != "tip" or sale.chat_id is None:
            return None
        window = dt.timedelta(hours=window_hours)
        ours = Message.objects.filter(chat=sale.chat_id, direction="out", deleted_at=None).exclude(status="failed")
        before = [m for m in ours if sale.occurred_at - window < m.sent_at <= sale.occurred_at]
        return max(before, key=lambda m: (m.sent_at, m.pk)).pk if before else None

    def _walk(self, chat: Chat, drafted: set[Any]) -> None:
        before, waits_since, fan = None, None, self.fans[chat.pk]
        counted = Message.objects.filter(chat=chat, deleted_at=None).exclude(status="failed")
        for message in counted.exclude(direction="unknown").order_by("sent_at", "id"):
            local = message.sent_at.astimezone(self.zone)
            totals = [self.creators[chat.creator_id, local.date()]]
            if message.direction == "out" and message.sent_by_id:
                totals.append(self.members[message.sent_by_id, chat.creator_id, local.date()])
            if message.direction == "out" and message.is_ppv:
                self._offer(chat, message, local.date())
            wait = None
            if message.direction == "in":
                if before != "in":
                    waits_since = message.sent_at
            elif before == "in" and message.source != "mass":
                wait = int((message.sent_at - waits_since).total_seconds())
            for total in totals:
                self._count(total, message, local, before, wait, chat.pk, message.pk in drafted)
            fan["waits"] += [] if wait is None else [wait]
            fan["turns"] += message.direction == "out" and before != "out"
            fan["turns_answered"] += message.direction == "in" and before == "out"
            fan["sent" if message.direction == "out" else "received"] += 1
            fan["ppv_sent"] += message.direction == "out" and message.is_ppv
            fan["ppv_unlocked"] += message.direction == "out" and bool(message.unlocked)
            before = message.direction

    def _count(
        self, total: Any, message: Message, local: dt.datetime, before: Any, wait: Any, chat: Any, drafted: bool
    ) -> None:
        if message.direction == "in":
            # Those of the fan belong to nobody of the team.
            total["received"] += 1
            total["received_by_hour"][local.hour] += 1
            total["turns_answered"] += before == "out"
            return
        total["sent"] += 1
        total["sent_by_hour"][local.hour] += 1
        total["fans"].add(chat)
        total["mass_sent"] += message.source == "mass"
        total["turns"] += before != "out"
        total["ai_sent"] += drafted
        if message.is_ppv:
            total["ppv_sent"] += 1
            total["ppv_sent_value"] += message.price
            total["ppv_known"] += message.unlocked is not None
        if message.unlocked:
            total["ppv_unlocked"] += 1
            total["ppv_unlocked_value"] += message.price
        if wait is not None:
            total["replies"] += 1
            total["reply_seconds"] += wait
            total["reply_classes"][bisect.bisect_right(BOUNDS, wait)] += 1

    def _offer(self, chat: Chat, message: Message, day: dt.date) -> None:
        media = sorted(message.media.values_list("of_media_id", flat=True))
        what = " ".join(map(str, media)) if media else message.text.strip().lower()
        key = UUID(hashlib.md5(what.encode(), usedforsecurity=False).hexdigest())
        offer = self.offers[chat.creator_id, day, message.sent_by_id, key, message.price]
        offer["sent"] += 1
        offer["known"] += message.unlocked is not None
        offer["unlocked"] += bool(message.unlocked)

    def _sell(self, sale: Transaction) -> None:
        local = sale.occurred_at.astimezone(self.zone)
        totals = [self.creators[sale.creator_id, local.date()]]
        if sale.attributed_to_id:
            totals.append(self.members[sale.attributed_to_id, sale.creator_id, local.date()])
        for total in totals:
            total["sales"] += sale.kind != "chargeback"
            for kind, name in (("subscription", "subscriptions_sold"), ("renewal", "renewals_sold"),
                               ("tip", "tips_received")):  # fmt: skip
                total[name] += sale.kind == kind
            for name in ("gross", "fee", "net"):
                total[name] += getattr(sale, name)
            total[f"net_{sale.kind}"] += sale.net
            total["net_by_hour"][local.hour] += sale.net
        if sale.chat_id:
            self.fans[sale.chat_id]["sales"].append(sale)

    def differences(self) -> list[str]:
        """Where the product's statistics are not these."""
        found = []
        creators = {(row.creator_id, row.day): row for row in CreatorDay.objects.all()}
        members = {(row.member_id, row.creator_id, row.day): row for row in MemberDay.objects.all()}
        for ours, theirs in ((self.creators, creators), (self.members, members)):
            found += [f"{key}: missing" for key in ours.keys() - theirs.keys()]
            found += [f"{key}: too many" for key in theirs.keys() - ours.keys()]
            for key in ours.keys() & theirs.keys():
                wanted = {**ours[key], "fans_chatted": len(ours[key]["fans"]), **_gaps(ours, key)}
                del wanted["fans"]
                found += [
                    f"{key} {name}: {getattr(theirs[key], name)} instead of {value}"
                    for name, value in wanted.items()
                    if getattr(theirs[key], name) != value
                ]
        return found + self._fans() + self._offers() + self._drafts()

    def _drafts(self) -> list[str]:
        rows = dict(AIResponse.objects.values_list("pk", "revenue"))
        return [f"draft {pk}: {rows[pk]} instead of {net}" for pk, net in self.earned.items() if rows[pk] != net]

    def _offers(self) -> list[str]:
        rows = {
            (row.creator_id, row.day, row.member_id, row.offer, row.price): {
                "sent": row.sent, "known": row.known, "unlocked": row.unlocked
            } for row in OfferDay.objects.all()
        }  # fmt: skip
        return [] if rows == self.offers else [f"offers: {rows} instead of {dict(self.offers)}"]

    def _fans(self) -> list[str]:
        found = []
        stats = {row.chat_id: row for row in FanStats.objects.all()}
        for chat_id, fan in self.fans.items():
            row, sales = stats.get(chat_id), fan["sales"]
            if row is None:
                found.append(f"fan of {chat_id}: missing")
                continue
            paid = dict.fromkeys(Transaction.Kind.values, Decimal(0))
            for sale in sales:
                paid[sale.kind] += sale.gross
            bought = [sale.occurred_at for sale in sales if sale.gross > 0]
            waits = fan["waits"]
            wanted = {
                "messages_sent": fan["sent"], "messages_received": fan["received"], "ppv_sent": fan["ppv_sent"],
                "ppv_unlocked": fan["ppv_unlocked"], "turns": fan["turns"], "turns_answered": fan["turns_answered"],
                "total_tips": paid["tip"], "total_ppv_purchased": paid["ppv"],
                "total_subscriptions": paid["subscription"] + paid["renewal"],
                "total_spent": sum(paid.values()), "purchases": len(bought),
                "last_purchase_at": max(bought, default=None),
                "avg_response_time_seconds": _half_up(sum(waits), len(waits)),
            }  # fmt: skip
            found += [
                f"fan of {chat_id} {name}: {getattr(row, name)} instead of {value}"
                for name, value in wanted.items()
                if getattr(row, name) != value
            ]
        return found


def _gaps(totals: dict[Any, dict[str, Any]], key: tuple[Any, ...]) -> dict[str, list[int]]:
    """Of a day's fans: how many days before they were last chatted with by the same, and how many fans that is."""
    *whose, day = key
    found: dict[int, int] = defaultdict(int)
    for fan in totals[key]["fans"]:
        before = [other[-1] for other, sums in totals.items() if [*other[:-1]] == whose and fan in sums["fans"]]
        found[(day - max(past)).days if (past := [d for d in before if d < day]) else 0] += 1
    return {"gaps": sorted(found), "fans_by_gap": [found[gap] for gap in sorted(found)]}


def _half_up(total: int, number: int) -> int | None:
    return (2 * total + number) // (2 * number) if number else None
