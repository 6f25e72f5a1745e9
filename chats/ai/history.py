"""The conversation as a provider is told it: the fan's words as quotations, ours as the assistant's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from chats.ai.card import KINDS
from chats.ai.reading import Said
from chats.ai.tokens import OF_A_MESSAGE, cut_to_tokens, guess
from chats.models import AISettings
from chats.models.chat import Direction

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


def unanswered(messages: list[Said]) -> list[Said]:
    """What the fan wrote since our last message."""
    waiting: list[Said] = []
    for message in reversed(messages):
        if message.direction == Direction.OUT:
            break
        if message.direction == Direction.IN:
            waiting.append(message)
    return waiting[::-1]


def told(messages: list[Said], settings: AISettings, clean: Callable[[str], str], tokens: int) -> list[dict[str, str]]:
    """The latest messages within about so many tokens; those of one side in a row are one, as some servers demand."""
    kept: list[tuple[str, str]] = []
    for message in reversed(messages):
        text = clean(message.text)
        if not kept:
            # The last one is told in any case, its end if need be.
            text = cut_to_tokens(text, max(tokens - OF_A_QUOTATION - OF_A_MESSAGE, LEAST))
        told_line = line(message, settings, text)
        tokens -= guess(told_line[1]) + OF_A_MESSAGE
        if kept and tokens < 0:
            break
        kept.append(told_line)
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


def line(message: Said, settings: AISettings, text: str) -> tuple[str, str]:
    """A message as it is told, with its cleaned `text`: role and content."""
    marks = " ".join(_marks(message, settings))
    if message.direction == Direction.OUT:
        return "assistant", " ".join(filter(None, [text, marks]))
    quoted = f"<fan>{text}</fan>" if text else ""
    unknown = "[not known who wrote this]" if message.direction == Direction.UNKNOWN else ""
    return "user", " ".join(filter(None, [unknown, quoted, marks]))


def _marks(message: Said, settings: AISettings) -> Iterator[str]:
    """What was sent beside words. What the fan paid is left out where spending is."""
    for kind, count in message.media:
        name = KINDS.get(kind, kind)
        yield f"[{name}]" if count == 1 else f"[{count} {name}s]"
    if message.price is not None:
        yield f"[PPV ${message.price:,.2f}{BOUGHT[message.bought] if settings.sends_spending else ''}]"
    if message.is_tip:
        is_told = settings.sends_spending and message.tip is not None
        yield f"[tip ${message.tip:,.2f}]" if is_told else "[tip]"
