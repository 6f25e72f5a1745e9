"""What somebody did in a shift, in numbers. Every query walks the member's own rows of that time, nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum
from django.utils import timezone

from agencies.models import Shift
from analytics.models import Transaction
from chats.models import Message
from chats.models.chat import Direction

# The reply time of a message: since the first message of the fan behind our last one before it. Each look-up
# walks the thread's index from the reply backwards to our last message, and from there one step forward.
_REPLY_TIMES = """
WITH mine AS MATERIALIZED (
    SELECT id, agency_id, chat_id, sent_at FROM chats_message
    WHERE agency_id = %(agency)s AND sent_by_id = %(member)s AND sent_at >= %(start)s AND sent_at < %(end)s
      AND direction = 'out' AND deleted_at IS NULL AND source <> 'mass'
)
SELECT count(*), avg(seconds), percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)
FROM (
    SELECT EXTRACT(EPOCH FROM mine.sent_at - asked.sent_at)::double precision AS seconds
    FROM mine
    LEFT JOIN LATERAL (
        SELECT sent_at FROM chats_message
        WHERE agency_id = mine.agency_id AND chat_id = mine.chat_id AND direction = 'out' AND deleted_at IS NULL
          AND sent_at <= mine.sent_at AND (sent_at, id) < (mine.sent_at, mine.id)
        ORDER BY sent_at DESC, id DESC LIMIT 1
    ) AS answer ON true
    CROSS JOIN LATERAL (
        SELECT sent_at FROM chats_message
        WHERE agency_id = mine.agency_id AND chat_id = mine.chat_id AND direction = 'in' AND deleted_at IS NULL
          AND sent_at > CASE WHEN answer.sent_at IS NULL THEN '-infinity' ELSE answer.sent_at END
          AND sent_at <= mine.sent_at
        ORDER BY sent_at LIMIT 1
    ) AS asked
) AS replies
"""


@dataclass(frozen=True)
class ShiftSummary:
    """Mass messages do not count as messages of the shift; reply times are None if nobody was answered."""

    chats_answered: int
    messages_sent: int
    ppv_sent: int
    ppv_unlocked: int
    replies: int
    reply_median: dt.timedelta | None
    reply_average: dt.timedelta | None
    sales: Decimal
    tips: Decimal

    @property
    def golden_ratio(self) -> float | None:
        """PPVs sent ÷ messages sent."""
        return self.ppv_sent / self.messages_sent if self.messages_sent else None


def summarize(shift: Shift) -> ShiftSummary:
    """The numbers of a shift, until now if it is open. Call in the agency's scope, for a shift the actor may see."""
    end = shift.ended_at or timezone.now()
    sent = Message.objects.filter(
        agency_id=shift.agency_id, sent_by_id=shift.membership_id, sent_at__gte=shift.started_at, sent_at__lt=end
    ).filter(direction=Direction.OUT, deleted_at__isnull=True)
    counts = sent.exclude(source="mass").aggregate(
        chats_answered=Count("chat_id", distinct=True),
        messages_sent=Count("pk"),
        ppv_sent=Count("pk", filter=Q(is_ppv=True)),
        ppv_unlocked=Count("pk", filter=Q(unlocked=True)),
    )
    replies, average, median = _reply_times(shift, end)
    sales, tips = _money(shift, end)
    return ShiftSummary(
        **counts,
        replies=replies,
        reply_average=_seconds(average),
        reply_median=_seconds(median),
        sales=sales,
        tips=tips,
    )


def _reply_times(shift: Shift, end: dt.datetime) -> tuple[int, float | None, float | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            _REPLY_TIMES,
            {"agency": shift.agency_id, "member": shift.membership_id, "start": shift.started_at, "end": end},
        )
        found: Any = cursor.fetchone()
    return found  # type: ignore[no-any-return]


def _seconds(value: float | None) -> dt.timedelta | None:
    return None if value is None else dt.timedelta(seconds=round(value))


def _money(shift: Shift, end: dt.datetime) -> tuple[Decimal, Decimal]:
    earned = Transaction.objects.filter(
        agency_id=shift.agency_id, attributed_to_id=shift.membership_id, occurred_at__gte=shift.started_at
    ).filter(occurred_at__lt=end)
    sums = earned.aggregate(sales=Sum("net"), tips=Sum("net", filter=Q(kind=Transaction.Kind.TIP)))
    return sums["sales"] or Decimal(0), sums["tips"] or Decimal(0)
