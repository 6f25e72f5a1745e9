"""Looking at a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chats.models import GuardRule
from chats.word_rules import found


@dataclass(frozen=True)
class Seen:
    """What a rule has seen, with a few words around it."""

    rule: GuardRule
    excerpt: str


@dataclass
class _Phrase:
    words: str
    rule: GuardRule


def look(rules: Iterable[GuardRule], text: str, *, side: Literal["fan", "team"]) -> list[Seen]:
    """What rules see in a text of a fan or of the team, each at most once."""
    watching = [rule for rule in rules if (rule.watches_fan if side == "fan" else rule.watches_team)]
    phrases = [_Phrase(line, rule) for rule in watching for line in rule.phrases.splitlines() if line.strip()]
    seen = {phrase.rule.pk: Seen(phrase.rule, words) for phrase, words in found(phrases, text)}
    return list(seen.values())
