"""What a thread shows: one page of a chat's messages, oldest first. All pages are walks along the thread's index."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from django.utils import timezone

from chats.models import Chat, Message

MESSAGES_ON_A_PAGE = 50
#: Messages above and below the one that was asked for.
MESSAGES_AROUND = 25


def latest_page(opened: Chat) -> dict[str, Any]:
    """The end of the thread."""
    rows, has_older = _upwards(opened, None, MESSAGES_ON_A_PAGE)
    return _page(rows, has_older=has_older, has_newer=False)


def older_page(opened: Chat, before: Message) -> dict[str, Any]:
    """The page above `before`."""
    rows, has_older = _upwards(opened, before, MESSAGES_ON_A_PAGE)
    return _page(rows, has_older=has_older, has_newer=None)


def newer_page(opened: Chat, after: Message) -> dict[str, Any]:
    """The page below `after`."""
    rows, has_newer = _downwards(opened, after, MESSAGES_ON_A_PAGE)
    return _page(rows, has_older=None, has_newer=has_newer)


def page_around(opened: Chat, sought: Message) -> dict[str, Any]:
    """`sought` with what was said before and after it."""
    above, has_older = _upwards(opened, sought, MESSAGES_AROUND)
    rows, has_newer = _downwards(opened, sought, MESSAGES_AROUND, inclusive=True)
    return _page(above + rows, has_older=has_older, has_newer=has_newer) | {"sought": sought.pk}


def first_message_of(opened: Chat, day: dt.date) -> Message | None:
    """The first message of that day in the active time zone, or the next after it, or the last of all."""
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    messages = Message.objects.in_chat(opened)
    found: Message | None = messages.filter(sent_at__gte=start).oldest_first().first()
    return found or messages.latest_first().first()


def _upwards(opened: Chat, before: Message | None, count: int) -> tuple[list[Message], bool]:
    messages = Message.objects.in_chat(opened).for_thread().latest_first()
    if before:
        messages = messages.before(before)
    rows = list(messages[: count + 1])
    return rows[:count][::-1], len(rows) > count


def _downwards(opened: Chat, after: Message, count: int, *, inclusive: bool = False) -> tuple[list[Message], bool]:
    messages = Message.objects.in_chat(opened).for_thread().oldest_first()
    rows = list(messages.after(after, inclusive=inclusive)[: count + 1])
    return rows[:count], len(rows) > count


def _page(rows: list[Message], *, has_older: bool | None, has_newer: bool | None) -> dict[str, Any]:
    """The context of `_messages.html`; None where the page ends beside messages that are shown already."""
    for above, message in pairwise(rows):
        same_day = timezone.localdate(above.sent_at) == timezone.localdate(message.sent_at)
        message.continues = same_day and above.speaker == message.speaker  # type: ignore[attr-defined]
    return {"messages_shown": rows, "has_older": has_older, "has_newer": has_newer}
