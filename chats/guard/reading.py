"""Looking at messages that came from elsewhere: what fans wrote, and what the team wrote outside of this product.

It happens in a job behind the import, which it never delays, and repeating it changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from agencies.tenancy import agency_scope
from chats import tasks
from chats.guard.flagging import flag, without_false_alarms
from chats.guard.looking import look
from chats.guard.rules import rules_in_force
from chats.models import GuardEvent, GuardRule, Message
from chats.models.chat import Direction

#: Older messages are history: nobody can do anything about them any more.
WATCHED = dt.timedelta(days=7)
#: Messages that one job looks at.
IN_ONE_JOB = 500
#: Of messages that were looked at before they left.
OWN_SOURCES = ("inbox", "api", "mass")
Origin = GuardEvent.Origin


def watch(agency_id: UUID, message_ids: Collection[UUID]) -> None:
    """Have these messages looked at, by jobs that start when the transaction commits. Call in the scope."""
    ids = [str(pk) for pk in message_ids]
    for start in range(0, len(ids), IN_ONE_JOB):
        tasks.look_at_messages.defer(agency_id=str(agency_id), message_ids=ids[start : start + IN_ONE_JOB])


def look_at(*, agency_id: UUID, message_ids: Collection[UUID]) -> int:
    """Flag the chats of those messages in which a rule sees something; return how many events are new."""
    with agency_scope(agency_id):
        rules, number = rules_in_force(agency_id), 0
        for message in _watched(agency_id, message_ids):
            number += len(_look(rules, message))
    return number


def _watched(agency_id: UUID, message_ids: Collection[UUID]) -> Iterable[Any]:
    recent = Message.objects.filter(
        agency_id=agency_id, pk__in=message_ids, sent_at__gte=timezone.now() - WATCHED, deleted_at__isnull=True
    )
    ours = recent.filter(direction=Direction.OUT, sent_by__isnull=True).exclude(source__in=OWN_SOURCES)
    theirs = recent.filter(direction=Direction.IN)
    return (ours | theirs).exclude(text="").select_related("chat").order_by("chat_id", "sent_at", "id")


def _look(rules: list[GuardRule], message: Any) -> list[GuardEvent]:
    is_fan = message.direction == Direction.IN
    seen = look(rules, message.text, side="fan" if is_fan else "team")
    if not is_fan:
        seen = without_false_alarms(message.chat, seen)
    return flag(chat=message.chat, seen=seen, origin=Origin.FAN if is_fan else Origin.TEAM, message=message)
