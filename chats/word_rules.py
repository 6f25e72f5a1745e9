"""Finding an agency's forbidden words in a text, however they are dressed up.

Text and rules are folded alike: compatibility forms (full width, ligatures, styled letters) become plain ones,
case and accents go, and so does what nobody sees (zero-width signs, soft hyphens). What is left is cut into
words, so that a rule never matches inside another word. Scripts that write without spaces, and symbols such as
emoji (those too new for Python's tables as well), count each sign as a word. One pass over the text for each rule,
without backtracking. The browser companion does the same in `extension/page/words.js`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar

#: Blocks of scripts that set no spaces between words: Thai to Myanmar, Khmer, kana, Han, and beyond the first plane.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0x20000, 0x3FFFF),
)  # fmt: skip
_ACCENTS = (0x0300, 0x036F)
_RULE_WORDS = re.compile(r"[^\s*]+\*?")


class Rule(Protocol):
    """What matching needs of a rule."""

    words: str


R = TypeVar("R", bound=Rule)


def folded(text: str) -> str:
    """The words of `text` in their plainest form, with a space before, between and behind them."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return f" {' '.join(plain.translate(_SIGNS).split())} "


def _sign(sign: str) -> str:
    code, category = ord(sign), unicodedata.category(sign)
    if category == "Cf" or _ACCENTS[0] <= code <= _ACCENTS[1] or 0xFE00 <= code <= 0xFE0F:
        return ""
    if category[0] == "S" or category == "Cn" or any(first <= code <= last for first, last in _UNSPACED):
        return f" {sign} "
    return sign if category[0] in "LNM" else " "


class _Signs(dict[int, str]):
    """What becomes of each sign, by its code; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _sign(chr(code))
        return plain


_SIGNS = _Signs()


def parts_of(words: str) -> list[tuple[str, bool]]:
    """The words of a rule in their plainest form, and of each whether any ending may follow."""
    parts: list[tuple[str, bool]] = []
    for word in _RULE_WORDS.findall(words):
        inner = folded(word.rstrip("*")).split()
        parts += [(part, False) for part in inner]
        if inner and word.endswith("*"):
            parts[-1] = (inner[-1], True)
    return parts


@lru_cache(maxsize=2048)
def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds these words in a text that is `folded`; None if they can never match."""
    parts = [re.escape(word) + (r"\S*" if is_begun else "") for word, is_begun in parts_of(words)]
    return re.compile(f" {' '.join(parts)} ") if parts else None


def is_usable(words: str) -> bool:
    """Whether a rule with these words can ever match."""
    return pattern_of(words) is not None


def matching(rules: Iterable[R], text: str) -> list[R]:
    """Those of `rules` whose words stand in `text`."""
    return [rule for rule, _ in found(rules, text)]


def found(rules: Iterable[R], text: str) -> list[tuple[R, str]]:
    """Those of `rules` whose words stand in `text`, each with what it saw there, in its plainest form."""
    seen = folded(text)
    return [
        (rule, place[0].strip())
        for rule in rules
        if (pattern := pattern_of(rule.words)) and (place := pattern.search(seen))
    ]
