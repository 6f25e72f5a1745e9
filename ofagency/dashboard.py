"""The admin's start page: who waits for an answer, the creators, and what happened today."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest
from django.utils import timezone

from agencies.models import Agency, AuditEvent, Creator, Membership
from agencies.scope import Actor
from analytics.models import Alert, Transaction
from chats.ai.budget import budget_in_danger
from chats.models import Chat, GuardEvent, Message
from chats.models.chat import Direction
from integrations.models import Connection, ImportRun, WebhookEndpoint

WAITING_SHOWN = 8
ALERTS_SHOWN = 5
GUARD_EVENTS_SHOWN = 5
EVENTS_SHOWN = 10
#: What is counted of the chats.
COUNTED = ("total", "waiting", "unread", "active", "new_fan")


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what `admin/index.html` shows; an operator in no agency gets the agencies to enter."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.agency_id is None:
        return {**context, "agencies": Agency.objects.visible_to(actor)}
    agency: Agency = Agency.objects.get(pk=actor.agency_id)
    today = start_of_day(agency)
    chats, sales = _chats_by_creator(actor, today), _sales_by_creator(actor, today)
    waiting = Chat.objects.visible_to(actor).awaiting_reply().for_list().order_by("awaiting_reply_since", "id")
    return {
        **context,
        "agency": agency,
        "today": today,
        **{f"{name}_count": sum(row[name] for row in chats.values()) for name in COUNTED},
        **_messages(actor, today),
        "sales_net": sum(row["net"] for row in sales.values()),
        "sales_count": sum(row["number"] for row in sales.values()),
        "waiting": waiting[:WAITING_SHOWN],
        "creators": [
            {**chats.get(creator.pk, dict.fromkeys(COUNTED, 0)), "creator": creator,
             "sales": sales[creator.pk]["net"] if creator.pk in sales else 0}
            for creator in Creator.objects.visible_to(actor).filter(is_active=True)
        ],
        "team_size": Membership.objects.visible_to(actor).filter(is_active=True).count(),
        "events": AuditEvent.objects.visible_to(actor)[:EVENTS_SHOWN],
        "alerts": Alert.objects.visible_to(actor).unseen().select_related("rule")[: ALERTS_SHOWN + 1],
        "alerts_shown": ALERTS_SHOWN,
        "guard_events": GuardEvent.objects.visible_to(actor)
        .filter(status=GuardEvent.Status.OPEN)
        .select_related("chat")[: GUARD_EVENTS_SHOWN + 1],
        "guard_events_shown": GUARD_EVENTS_SHOWN,
        "ai_budget": budget_in_danger(agency),
        "troubled": Connection.objects.visible_to(actor)
        .filter(is_active=True, status=Connection.Status.ATTENTION)
        .select_related("creator"),
        "deaf": WebhookEndpoint.objects.visible_to(actor).filter(is_active=False).exclude(disabled_reason=""),
        "imports": ImportRun.objects.visible_to(actor).filter(status__in=["waiting", "running"])[:3],
    }  # fmt: skip


def start_of_day(agency: Agency, now: dt.datetime | None = None) -> dt.datetime:
    """Midnight before `now`, on the agency's clocks."""
    local = (now or timezone.now()).astimezone(zoneinfo.ZoneInfo(agency.timezone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _chats_by_creator(actor: Actor, today: dt.datetime) -> dict[Any, dict[str, Any]]:
    """`COUNTED` for each creator who has chats, in one walk over the chats."""
    active = Q(last_message_at__gte=today)
    return _by_creator(
        Chat.objects.visible_to(actor),
        total=Count("pk"),
        waiting=Count("pk", filter=Q(awaiting_reply_since__isnull=False)),
        unread=Count("pk", filter=Q(unread_count__gt=0)),
        active=Count("pk", filter=active),
        new_fan=Count("pk", filter=active & Q(first_message_at__gte=today)),
    )


def _sales_by_creator(actor: Actor, today: dt.datetime) -> dict[Any, dict[str, Any]]:
    sold = Transaction.objects.visible_to(actor).filter(occurred_at__gte=today)
    return _by_creator(sold, net=Sum("net"), number=Count("pk"))


def _messages(actor: Actor, today: dt.datetime) -> dict[str, Any]:
    # By way of the chats that are active today, so that the cost does not grow with the history.
    active = Chat.objects.visible_to(actor).filter(last_message_at__gte=today)
    messages = Message.objects.visible_to(actor).filter(
        chat__in=active.values("pk"), sent_at__gte=today, deleted_at=None
    )
    return messages.aggregate(  # type: ignore[no-any-return]
        received_count=Count("pk", filter=Q(direction=Direction.IN)),
        answered_count=Count("pk", filter=Q(direction=Direction.OUT)),
    )


def _by_creator(rows: Any, **numbers: Any) -> dict[Any, dict[str, Any]]:
    return {row["creator"]: row for row in rows.order_by().values("creator").annotate(**numbers)}
