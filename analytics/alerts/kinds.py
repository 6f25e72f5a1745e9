"""All kinds of rules, in the order in which they are offered."""

from __future__ import annotations

from analytics.alerts.moment import Kind
from analytics.alerts.reply_time import reply_time
from analytics.alerts.sales import sales
from analytics.alerts.spending import fan_spending
from analytics.alerts.waiting import fans_waiting, longest_wait
from analytics.models import AlertRule

_ALL = [
    Kind(
        AlertRule.Kind.REPLY_TIME,
        "Reply time: the median of the last minutes is above the limit",
        "minutes",
        "See who is on shift and how many fans wait: somebody may be needed who helps for an hour.",
        reply_time,
    ),
    Kind(
        AlertRule.Kind.LONGEST_WAIT,
        "Longest wait: a fan has waited for more than the limit",
        "minutes",
        "The queue gives that fan to whoever asks for the next chat.",
        longest_wait,
    ),
    Kind(
        AlertRule.Kind.FANS_WAITING,
        "Fans waiting: more than the limit wait for an answer",
        "fans",
        "See who is on shift: more fans write than are answered.",
        fans_waiting,
    ),
    Kind(
        AlertRule.Kind.SALES,
        "Sales: the last full hour brought less than the limit of what is usual then",
        "% of the usual",
        "See whether somebody was on shift, and whether all connections work.",
        sales,
    ),
    Kind(
        AlertRule.Kind.FAN_SPENDING,
        "Spending of a fan: more than the limit within 24 hours",
        "dollars",
        "Read the chat before anybody offers more. The rule is there for the fan's protection as well: nobody should "
        "spend more than they mean to.",
        fan_spending,
        about_fans=True,
    ),
]
KINDS = {kind.name.value: kind for kind in _ALL}
