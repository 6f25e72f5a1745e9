"""The facts that the fan's summary shows, with the messages they come from."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from uuid import UUID

from chats.models import Chat, FanSummary, Message


class Source(NamedTuple):
    """A message of this chat."""

    pk: UUID
    sent_at: dt.datetime


class Fact(NamedTuple):
    """What is known, and from where."""

    text: str
    sources: list[Source]


def facts_of(opened: Chat) -> list[Fact]:
    """The facts of a chat read `for_card`; links are those of its own messages that are there. One query, if any."""
    summary: FanSummary | None = getattr(opened, "fan_summary", None)
    if summary is None or not summary.facts:
        return []
    ids = {pk for fact in summary.facts for pk in fact.get("messages", [])}
    there = Message.objects.in_chat(opened).filter(pk__in=ids).values_list("pk", "sent_at")
    sources = {str(pk): Source(pk, sent_at) for pk, sent_at in there}
    return [
        Fact(fact["text"], [sources[pk] for pk in fact.get("messages", []) if pk in sources]) for fact in summary.facts
    ]
