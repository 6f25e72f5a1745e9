"""Placeholders in scripts and mass messages: `{fan}` becomes the fan's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chats.models import Chat

_PLACEHOLDER = re.compile(r"\{(\w{1,40})\}")


def _spent(chat: Any) -> str:
    stats = getattr(chat, "fan_stats", None)
    return f"${stats.total_spent:,.2f}" if stats else "$0.00"


#: What each placeholder stands for, and how it is found.
PLACEHOLDERS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "fan": ("the fan's name", lambda chat: chat.fan_name),
    "username": ("the fan's username", lambda chat: chat.fan_username or chat.fan_name),
    "creator": ("the creator's name", lambda chat: str(chat.creator)),
    "spent": ("what the fan has spent", _spent),
}


def placeholder_help() -> str:
    """What may stand in a text, in a sentence."""
    return "; ".join(f"{{{name}}} becomes {meaning}" for name, (meaning, _) in PLACEHOLDERS.items()) + "."


def fill_placeholders(text: str, chat: Chat) -> str:
    """`text` with what the placeholders stand for in this chat; unknown ones stay as they are."""

    def filled(found: re.Match[str]) -> str:
        known = PLACEHOLDERS.get(found[1].lower())
        return known[1](chat) if known else found[0]

    return _PLACEHOLDER.sub(filled, text)


def unknown_placeholders(text: str) -> list[str]:
    """The placeholders in `text` that nothing stands for, each once, in their order."""
    names = dict.fromkeys(_PLACEHOLDER.findall(text))
    return [f"{{{name}}}" for name in names if name.lower() not in PLACEHOLDERS]


def placeholder_problem(text: str) -> str:
    """A sentence about the unknown placeholders in `text`, or nothing."""
    unknown = unknown_placeholders(text)
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return f"Nothing stands for {', '.join(unknown)}. Known are {known}." if unknown else ""
