"""What the fan card shows beside the notes: the subscription, the spending, the purchases, the fan's other chats.

The books belong to `analytics`, which this app does not import; they are read through the chat's reverse relations.
"""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from agencies.scope import Actor
from chats.models import Chat

MONTHS_SHOWN = 12
OTHER_CHATS_SHOWN = 20
#: Periods of the fan's subscription.
PERIODS_SHOWN = 60
#: From how long before its end on a subscription is highlighted.
EXPIRES_SOON = dt.timedelta(days=3)
#: Each bar has its place of this width; the picture of the purchases is as high as this.
BAR_PLACE, BAR_WIDTH, PICTURE_HEIGHT = 10, 8, 32


class Subscription(NamedTuple):
    """How the fan is subscribed, since when without a gap; None where no source has told."""

    is_active: bool | None
    price: Decimal | None
    since: dt.datetime | None
    renewals: int
    expires_at: dt.datetime | None
    renews: bool | None

    @property
    def expires_soon(self) -> bool:
        """Whether it ends within days."""
        left = self.expires_at - timezone.now() if self.is_active and self.expires_at else None
        return left is not None and left < EXPIRES_SOON


class ScorePart(NamedTuple):
    """One part of the fan's engagement, 0 to 100, and what it says."""

    label: str
    score: int
    meaning: str


class Share(NamedTuple):
    """One kind of spending, with its place in the bar (per cent)."""

    kind: str
    label: str
    amount: Decimal
    start: float
    width: float


class Month(NamedTuple):
    """The purchases of a month, with the place of its bar in the picture."""

    day: dt.date
    amount: Decimal
    purchases: int
    x: int
    y: float
    height: float


def fan_facts(actor: Actor, opened: Chat) -> dict[str, Any]:
    """What is known of the fan beyond the chat's own row, in a fixed number of queries."""
    stats = getattr(opened, "fan_stats", None)
    periods = periods_of(opened)
    months = purchases_by_month(opened)
    return {
        "stats": stats,
        "subscription": subscription_of(opened, periods),
        "periods": periods,
        "spending": spending_shares(stats) if stats else [],
        **(engagement_of(stats) if stats else {}),
        "months": months if any(month.amount for month in months) else [],
        "months_width": MONTHS_SHOWN * BAR_PLACE,
        "months_total": sum(month.amount for month in months),
        "last_purchase": _purchases(opened).order_by("-occurred_at").first(),
        "other_chats": _other_chats(actor, opened),
    }


def periods_of(opened: Chat) -> list[Any]:
    """The periods of the fan's subscription in the books, the latest first."""
    books: Any = opened
    rows = books.subscriptions.filter(agency_id=opened.agency_id).with_history().order_by("-started_at")
    return list(rows[:PERIODS_SHOWN])


def subscription_of(opened: Chat, periods: list[Any]) -> Subscription:
    """From the latest subscription in the books, else from what the chat's own columns say."""
    if not periods:
        return Subscription(
            opened.subscription_active, opened.subscription_price, None, 0, opened.subscription_expires_at, None
        )
    row = periods[0]
    is_active = row.status == "active" and (row.expires_at is None or row.expires_at > timezone.now())
    renewals = len(list(itertools.takewhile(lambda period: period.is_renewal, periods)))
    since = periods[min(renewals, len(periods) - 1)].started_at
    return Subscription(is_active, row.price, since, renewals, row.expires_at, row.auto_renew if is_active else None)


def engagement_of(stats: Any) -> dict[str, Any]:
    """The parts of the fan's score, and what each means; the words stand where the columns are declared."""
    columns = [stats._meta.get_field(f"{part}_score") for part in ("recency", "frequency", "spending", "reply")]
    parts = [ScorePart(of.verbose_name.capitalize(), getattr(stats, of.name), of.help_text) for of in columns]
    return {"score_parts": parts, "score_meaning": stats._meta.get_field("engagement_score").help_text}


def spending_shares(stats: Any) -> list[Share]:
    """What the fan has spent by kind, as shares of a bar; kinds without money are left out."""
    known = {
        "tips": ("Tips", stats.total_tips),
        "ppv": ("Pay-per-view", stats.total_ppv_purchased),
        "subscriptions": ("Subscriptions", stats.total_subscriptions),
    }
    rest = stats.total_spent - sum(amount for _, amount in known.values())
    amounts = {kind: told for kind, told in {**known, "other": ("Other", rest)}.items() if told[1] > 0}
    total, start, shares = sum(amount for _, amount in amounts.values()), 0.0, []
    for kind, (label, amount) in amounts.items():
        width = round(float(100 * amount / total), 2)
        shares.append(Share(kind, label, amount, round(start, 2), width))
        start += width
    return shares


def purchases_by_month(opened: Chat) -> list[Month]:
    """The last months, oldest first, those without a purchase too; months are the viewer's."""
    today = timezone.localdate()
    numbers = range(today.year * 12 + today.month - MONTHS_SHOWN, today.year * 12 + today.month)
    days = [dt.date(number // 12, number % 12 + 1, 1) for number in numbers]
    start = timezone.make_aware(dt.datetime.combine(days[0], dt.time.min))
    sold = _purchases(opened).filter(occurred_at__gte=start).annotate(month=TruncMonth("occurred_at")).order_by()
    sums = {
        row["month"].date(): (row["amount"], row["count"])
        for row in sold.values("month").annotate(amount=Sum("gross"), count=Count("pk"))
    }
    highest = max((amount for amount, _ in sums.values()), default=Decimal(0)) or Decimal(1)
    months = []
    for place, day in enumerate(days):
        amount, count = sums.get(day, (Decimal(0), 0))
        height = round(float(PICTURE_HEIGHT * amount / highest), 1)
        months.append(Month(day, amount, count, place * BAR_PLACE + 1, round(PICTURE_HEIGHT - height, 1), height))
    return months


def _purchases(opened: Chat) -> Any:
    books: Any = opened
    return books.transactions.filter(agency_id=opened.agency_id).exclude(kind="chargeback")


def _other_chats(actor: Actor, opened: Chat) -> list[Chat]:
    """The same fan's chats with other creators, as far as the actor may see them."""
    same_fan = Chat.objects.visible_to(actor).filter(fan_of_id=opened.fan_of_id).exclude(pk=opened.pk)
    return list(same_fan.select_related("creator", "fan_stats").in_inbox_order()[:OTHER_CHATS_SHOWN])
