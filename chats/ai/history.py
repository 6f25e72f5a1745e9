"""The conversation as a provider is told it: the fan's words as quotations, ours as the assistant's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from chats.ai.card import KINDS
from chats.ai.tokens import OF_A_MESSAGE, cut_to_tokens, guess
from chats.models import AISettings, Chat, Message
from chats.models.chat import Direction
from chats.models.message import Status

#: What the ends of a quotation cost, in tokens; and how much of the last message is told however small the budget is.
OF_A_QUOTATION, LEAST = 6, 60
BOUGHT = {True: ", bought", False: ", not bought", None: ""}
NOBODY_WAITS = "[The fan has not written since. Write the creator's next message.]"
NOTHING_SAID = "[Nothing has been written yet. Write the creator's first message.]"
#: What could open or close a quotation. A heart (<3) cannot.
_FENCE = re.compile(r"[<＜﹤](?!3)")


def unfenced(text: str) -> str:
    """`text` as it may stand within a quotation: nothing in it ends one or begins one."""
    return _FENCE.sub("‹", text)


def messages_before(chat: Chat, limit: int, until: dt.datetime | None) -> list[Message]:
    """The last messages that count, oldest first: neither deleted ones nor those that did not go out."""
    rows: Any = Message.objects.in_chat(chat).filter(deleted_at__isnull=True).exclude(status=Status.FAILED)
    rows = rows.filter(sent_at__lt=until) if until else rows
    return list(rows.with_media_kinds().latest_first()[:limit])[::-1]


def unanswered(messages: list[Message]) -> list[Message]:
    """What the fan wrote since our last message."""
    waiting: list[Message] = []
    for message in reversed(messages):
        if message.direction == Direction.OUT:
            break
        if message.direction == Direction.IN:
            waiting.append(message)
    return waiting[::-1]


def told(
    messages: list[Message], settings: AISettings, clean: Callable[[str], str], tokens: int, until: dt.datetime | None
) -> list[dict[str, str]]:
    """The latest messages within about so many tokens; those of one side in a row are one, as some servers demand."""
    kept: list[tuple[str, str]] = []
    for message in reversed(messages):
        text = clean(message.text)
        if not kept:
            # The last one is told in any case, its end if need be.
            text = cut_to_tokens(text, max(tokens - OF_A_QUOTATION - OF_A_MESSAGE, LEAST))
        line = _line(message, settings, text, until)
        tokens -= guess(line[1]) + OF_A_MESSAGE
        if kept and tokens < 0:
            break
        kept.append(line)
    return joined(reversed(kept))


def joined(lines: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Neighbours of the same role in one message."""
    messages: list[dict[str, str]] = []
    for role, content in lines:
        if messages and messages[-1]["role"] == role:
            messages[-1]["content"] += f"\n{content}"
        else:
            messages.append({"role": role, "content": content})
    return messages


def _line(message: Message, settings: AISettings, text: str, until: dt.datetime | None) -> tuple[str, str]:
    marks = " ".join(_marks(message, settings, until))
    if message.direction == Direction.OUT:
        return "assistant", " ".join(filter(None, [text, marks]))
    quoted = f"<fan>{text}</fan>" if text else ""
    unknown = "[not known who wrote this]" if message.direction == Direction.UNKNOWN else ""
    return "user", " ".join(filter(None, [unknown, quoted, marks]))


def _marks(message: Any, settings: AISettings, until: dt.datetime | None) -> Iterable[str]:
    """What was sent beside words. What the fan paid is left out where spending is."""
    for kind in message.media_kinds:
        name = KINDS.get(kind["kind"], kind["kind"])
        yield f"[{name}]" if kind["count"] == 1 else f"[{kind['count']} {name}s]"
    if message.is_ppv:
        yield f"[PPV ${message.price:,.2f}{_bought(message, until) if settings.sends_spending else ''}]"
    if message.is_tip:
        is_told = settings.sends_spending and message.tip_amount is not None
        yield f"[tip ${message.tip_amount:,.2f}]" if is_told else "[tip]"


def _bought(message: Message, until: dt.datetime | None) -> str:
    was_later = until and message.unlocked_at and message.unlocked_at >= until
    return BOUGHT[False if was_later else message.unlocked]
