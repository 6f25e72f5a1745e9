"""Every number we speak of: what it is called, what it means, in which unit, and how it comes of sums over days.

The sums are those of `analytics.reports`: columns of `DayTotals`, added up over any days, creators or members. A
formula of sums holds for a day, a year and a whole team alike, which a mean of means would not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from analytics.reply_times import percentile

Sums = Mapping[str, Any]
Value = int | float | Decimal | None


class Unit(StrEnum):
    """What a value counts. A ratio is a share of 1."""

    COUNT = "count"
    DOLLARS = "dollars"
    RATIO = "ratio"
    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    HOURS = "hours"


class Metric(NamedTuple):
    """A number; `of` gives None where there is nothing to divide by.

    What fans write is nobody's in particular, so some numbers there are of creators only.
    """

    name: str
    label: str
    definition: str
    unit: Unit
    of: Callable[[Sums], Value]
    more_is_better: bool | None = True
    is_of_members: bool = True


def _sum(name: str) -> Callable[[Sums], Value]:
    return lambda sums: sums[name]  # type: ignore[no-any-return]


def _share(part: str, whole: str) -> Callable[[Sums], Value]:
    return lambda sums: sums[part] / sums[whole] if sums[whole] else None


def _hourly(name: str) -> Callable[[Sums], Value]:
    return lambda sums: sums[name] / Decimal(sums["shift_seconds"]) * 3600 if sums["shift_seconds"] else None


_C, _D, _R, _S, _H = Unit.COUNT, Unit.DOLLARS, Unit.RATIO, Unit.SECONDS, Unit.HOURS
_WAIT = "from the fan's first unanswered message to our reply; mass messages are no reply"
_ALL = [
    Metric("net", "Net sales", "What is left of all payments after the platform's share, less what was taken back.",
           _D, _sum("net")),
    Metric("gross", "Gross sales", "What fans paid, without tax, less what was taken back.", _D, _sum("gross")),
    Metric("fee", "Platform's share", "What the platform kept.", _D, _sum("fee"), None),
    Metric("sales", "Payments", "How often somebody paid; chargebacks aside.", _C, _sum("sales")),
    Metric("average_sale", "Average payment", "Net sales ÷ payments.", _D, _share("net", "sales")),
    Metric("net_subscription", "Subscriptions, net", "Net of first payments of subscriptions.", _D,
           _sum("net_subscription")),
    Metric("net_renewal", "Renewals, net", "Net of renewals.", _D, _sum("net_renewal")),
    Metric("net_tip", "Tips, net", "Net of tips.", _D, _sum("net_tip")),
    Metric("net_ppv", "PPV, net", "Net of pay-per-view messages, on the day they were bought.", _D, _sum("net_ppv")),
    Metric("net_post", "Posts, net", "Net of paid posts.", _D, _sum("net_post")),
    Metric("net_stream", "Streams, net", "Net of paid streams.", _D, _sum("net_stream")),
    Metric("net_chargeback", "Chargebacks, net", "Net of what was taken back; negative.", _D, _sum("net_chargeback")),
    Metric("received", "Messages in", "Messages from fans, those deleted since aside. Of creators, not of members.", _C,
           _sum("received"), is_of_members=False),
    Metric("sent", "Messages out", "Messages to fans, mass messages too, those deleted or failed aside.", _C,
           _sum("sent")),
    Metric("mass_sent", "Mass messages", "Of the messages out, those of mass messages.", _C, _sum("mass_sent"), None),
    Metric("fans_chatted", "Fans chatted", "Fans who were sent at least one message in the time shown.", _C,
           _sum("fans_chatted")),
    Metric("net_per_fan", "Net per fan", "Net sales ÷ fans chatted.", _D, _share("net", "fans_chatted")),
    Metric("ppv_sent", "PPVs sent", "Pay-per-view messages sent.", _C, _sum("ppv_sent")),
    Metric("ppv_unlocked", "PPVs unlocked", "Of the PPVs sent in the time shown, those bought, then or since.",
           _C, _sum("ppv_unlocked")),
    Metric("ppv_unlocked_value", "PPV value unlocked", "Their prices, before the platform's share.", _D,
           _sum("ppv_unlocked_value")),
    Metric("golden_ratio", "Golden ratio", "PPVs sent ÷ messages out.", _R, _share("ppv_sent", "sent"), None),
    Metric("unlock_ratio", "Unlock ratio",
           "PPVs unlocked ÷ PPVs sent, leaving out those of which it is not known whether they were bought.", _R,
           _share("ppv_unlocked", "ppv_known")),
    Metric("ppv_price", "Average PPV price", "Prices of all PPVs sent ÷ PPVs sent.", _D,
           _share("ppv_sent_value", "ppv_sent"), None),
    Metric("replies", "Replies", "Answers to fans who waited; mass messages are none.", _C, _sum("replies")),
    Metric("reply_average", "Reply time, average", f"Mean time {_WAIT}.", _S, _share("reply_seconds", "replies"),
           False),
    Metric("reply_median", "Reply time, median", f"Half of the replies came within this time {_WAIT}. From classes of "
           "time, so usually right to a few per cent.", _S, lambda sums: percentile(sums["reply_classes"], 0.5), False),
    Metric("reply_p90", "Reply time, 90 %", f"Nine of ten replies came within this time {_WAIT}. From classes of time.",
           _S, lambda sums: percentile(sums["reply_classes"], 0.9), False),
    Metric("answered_ratio", "Fans who answer", "Times that the fan wrote after us ÷ times that we began to write. Of "
           "creators, not of members.", _R, _share("turns_answered", "turns"), is_of_members=False),
    Metric("ai_sent", "AI drafts sent", "Messages out that began as a draft of an AI, edited or not.", _C,
           _sum("ai_sent"), None),
    Metric("ai_share", "AI share", "AI drafts sent ÷ messages out.", _R, _share("ai_sent", "sent"), None),
    Metric("shift_hours", "Time on shift", "Hours between the starts and ends of shifts, idle time included. Shifts "
           "belong to no creator, so there is none where one is chosen.", _H,
           lambda sums: sums["shift_seconds"] / 3600 if sums["shift_seconds"] else None, None),
    Metric("net_per_hour", "Sales per hour", "Net sales ÷ hours on shift.", _D, _hourly("net")),
    Metric("sent_per_hour", "Messages per hour", "Messages out ÷ hours on shift.", _C, _hourly("sent")),
    Metric("subscriptions_sold", "New subscriptions", "First payments of subscriptions.", _C,
           _sum("subscriptions_sold")),
    Metric("renewals_sold", "Renewals", "Payments for renewals.", _C, _sum("renewals_sold")),
    Metric("tips_received", "Tips", "How often a tip was given.", _C, _sum("tips_received")),
]  # fmt: skip
METRICS = {metric.name: metric for metric in _ALL}
