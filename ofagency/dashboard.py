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
from analytics.models import Transaction
from chats.models import Chat, Message
from chats.models.chat import Direction
from integrations.models import ImportRun

WAITING_SHOWN = 8
EVENTS_SHOWN = 10


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what `admin/index.html` shows; an operator in no agency gets the agencies to enter."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.agency_id is None:
        return {**context, "agencies": Agency.objects.visible_to(actor)}
    agency: Agency = Agency.objects.get(pk=actor.agency_id)
    today = start_of_day(agency)
    return {
        **context,
        "agency": agency,
        "today": today,
        **_waiting(actor),
        **_happened(actor, today),
        "creators": _creators(actor, today),
        "team_size": Membership.objects.visible_to(actor).filter(is_active=True).count(),
        "events": AuditEvent.objects.visible_to(actor)[:EVENTS_SHOWN],
        "imports": ImportRun.objects.visible_to(actor).filter(status__in=["waiting", "running"])[:3],
    }


def start_of_day(agency: Agency, now: dt.datetime | None = None) -> dt.datetime:
    """Midnight before `now`, on the agency's clocks."""
    local = (now or timezone.now()).astimezone(zoneinfo.ZoneInfo(agency.timezone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _waiting(actor: Actor) -> dict[str, Any]:
    chats = Chat.objects.visible_to(actor)
    counted = chats.aggregate(
        waiting=Count("pk", filter=Q(awaiting_reply_since__isnull=False)),
        unread=Count("pk", filter=Q(unread_count__gt=0)),
    )
    longest = chats.awaiting_reply().for_list().order_by("awaiting_reply_since", "id")
    return {"waiting_count": counted["waiting"], "unread_count": counted["unread"], "waiting": longest[:WAITING_SHOWN]}


def _happened(actor: Actor, today: dt.datetime) -> dict[str, Any]:
    active = Chat.objects.visible_to(actor).filter(last_message_at__gte=today)
    # By way of the chats that are active today, so that the cost does not grow with the history.
    messages = (
        Message.objects.visible_to(actor)
        .filter(chat__in=active.values("pk"), sent_at__gte=today, deleted_at=None)
        .aggregate(
            received=Count("pk", filter=Q(direction=Direction.IN)),
            answered=Count("pk", filter=Q(direction=Direction.OUT)),
        )
    )
    sold = Transaction.objects.visible_to(actor).filter(occurred_at__gte=today)
    sales = sold.aggregate(net=Sum("net"), n=Count("pk"))
    return {
        "active_count": active.count(),
        "new_fan_count": active.filter(first_message_at__gte=today).count(),
        "received_count": messages["received"],
        "answered_count": messages["answered"],
        "sales_net": sales["net"] or 0,
        "sales_count": sales["n"],
    }


def _creators(actor: Actor, today: dt.datetime) -> list[dict[str, Any]]:
    creators = Creator.objects.visible_to(actor).filter(is_active=True)
    chats = {row["creator"]: row for row in _by_creator(Chat.objects.visible_to(actor)).annotate(
        total=Count("pk"), waiting=Count("pk", filter=Q(awaiting_reply_since__isnull=False)),
        unread=Count("pk", filter=Q(unread_count__gt=0)),
    )}  # fmt: skip
    sales = {row["creator"]: row["net"] for row in _by_creator(
        Transaction.objects.visible_to(actor).filter(occurred_at__gte=today)
    ).annotate(net=Sum("net"))}  # fmt: skip
    none = {"total": 0, "waiting": 0, "unread": 0}
    return [
        {**chats.get(creator.pk, none), "creator": creator, "sales": sales.get(creator.pk, 0)} for creator in creators
    ]


def _by_creator(rows: Any) -> Any:
    return rows.order_by().values("creator")
