"""What an owner of the demo has set up: how the team is paid, what to be told of, and what was said of messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from agencies.models import Agency, Membership
from analytics.models import AlertRule, CommissionPlan, MessageReview, PlanAssignment, PlanTier
from chats.models import Message, Script
from integrations.demo import content

PLAN = {"ppv_percent": 12, "tip_percent": 8, "hourly_rate": Decimal("6.00")}
#: From so many dollars a month on, so many per cent more.
TIERS = [(500, 2), (2_000, 3)]
ALERTS = [
    ("Somebody waits too long", "longest_wait", 24 * 60),
    ("Many fans wait", "fans_waiting", 50),
    ("Replies are slow", "reply_time", 15),
    ("A fan spends very much", "fan_spending", 300),
]
COMMENTS = [
    ("good", "Warm, and it asks back. More of this!"),
    ("needs_work", "Say the fan's name, and do not offer twice in a row."),
    ("good", "Good moment for the offer."),
]


def furnish(agency: Agency, members: Mapping[str, Membership], sold: Mapping[str, list[int]], now: dt.datetime) -> None:
    """Set it up; `sold` has the media of each offer by what is said of it."""
    plan = CommissionPlan.objects.create(agency=agency, name="Chatters", **PLAN)
    for from_net, more in TIERS:
        PlanTier.objects.create(agency=agency, plan=plan, from_net=from_net, percent_more=more)
    for name in content.CHATTERS[agency.slug]:
        starts_on = (now - dt.timedelta(days=365)).date()
        PlanAssignment.objects.create(agency=agency, membership=members[name], plan=plan, starts_on=starts_on)
    for name, kind, limit in ALERTS:
        AlertRule.objects.create(agency=agency, name=name, kind=kind, limit=limit, flags_fan=kind == "fan_spending")
    for offer in content.OFFERS[:3]:
        Script.objects.create(
            agency=agency, title=offer.text.partition(",")[0], text=offer.text, price=Decimal(offer.price),
            of_media_ids=sold.get(offer.text, []),
        )  # fmt: skip
    _review(agency, members["owner"], now)


def _review(agency: Agency, reviewer: Membership, now: dt.datetime) -> None:
    latest: Any = Message.objects.filter(agency=agency, direction="out", status="sent").exclude(text="")
    for (verdict, comment), message in zip(COMMENTS, latest.order_by("-sent_at", "-id")[:3], strict=False):
        MessageReview.objects.create(
            agency=agency, message=message, reviewer=reviewer, verdict=verdict, comment=comment, reviewed_at=now
        )
