"""What single fans have paid one creator in the last 24 hours. Chargebacks are not taken off: they were paid."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from analytics.alerts.moment import Moment, Seen
from analytics.models import AlertRule, Transaction
from chats.models import Chat

DAY = dt.timedelta(hours=24)


def fan_spending(moment: Moment, rules: list[AlertRule]) -> dict[UUID, list[Seen]]:
    """Fans who have paid more than so many dollars, each by themselves; nobody else is told of."""
    paid = _paid(moment, min(rule.limit for rule in rules))
    chats = Chat.objects.filter(agency_id=moment.agency_id, pk__in=[row["chat_id"] for row in paid]).in_bulk()
    return {rule.pk: [_tell(moment, rule, row, chats) for row in paid if _is_over(moment, rule, row)] for rule in rules}


def _paid(moment: Moment, more_than: Decimal) -> list[Any]:
    sales = Transaction.objects.filter(
        agency_id=moment.agency_id, creator_id__in=moment.creators, chat__isnull=False,
        occurred_at__gt=moment.now - DAY, occurred_at__lte=moment.now,
    ).exclude(kind=Transaction.Kind.CHARGEBACK)  # fmt: skip
    fans = sales.order_by().values("creator_id", "chat_id").annotate(total=Sum("gross")).filter(total__gt=more_than)
    return list(fans.order_by("-total", "chat_id"))


def _is_over(moment: Moment, rule: AlertRule, row: dict[str, Any]) -> bool:
    return bool(row["total"] > rule.limit and row["creator_id"] in moment.about(rule))


def _tell(moment: Moment, rule: AlertRule, row: dict[str, Any], chats: dict[UUID, Chat]) -> Seen:
    fan, creator = chats[row["chat_id"]].fan_name, moment.creators[row["creator_id"]]
    words = f"{fan} has paid {creator} ${row['total']:,.2f} within 24 hours; the limit is ${rule.limit:,.2f}."
    return Seen(words, row["total"], is_over=True, creator_id=row["creator_id"], chat_id=row["chat_id"])
