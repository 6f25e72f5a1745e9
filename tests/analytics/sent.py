"""What the people of the fixture `team` send."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from chats.summary import refresh_summaries
from tests import factories as f


def ago(**time: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(**time)


def said(team: Any, text: str = "hello", **fields: Any) -> Any:
    """A message to the fan, five minutes ago unless told otherwise; the chat's summary follows."""
    fields = {"chat": team.chat, "sent_by": team.chatter, "sent_at": ago(minutes=5), "direction": "out", **fields}
    message = f.MessageFactory(text=text, **fields)
    refresh_summaries(team.agency.pk, [message.chat_id])
    return message
