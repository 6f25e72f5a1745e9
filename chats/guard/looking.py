"""What rules see in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chats.models import GuardRule


@dataclass(frozen=True)
class Seen:
    """A rule has seen something; `excerpt` is what."""

    rule: GuardRule
    excerpt: str


def look(rules: Iterable[GuardRule], text: str, *, side: Literal["fan", "team"]) -> list[Seen]:
    """What these rules see in a text of that side. Asks nothing of the database."""
    folded, found = text.casefold(), []
    for rule in rules:
        phrases = [phrase.strip("* ").casefold() for phrase in rule.phrases.splitlines()]
        seen = next((phrase for phrase in phrases if phrase and phrase in folded), None)
        if seen and getattr(rule, f"watches_{side}"):
            found.append(Seen(rule, seen))
    return found
