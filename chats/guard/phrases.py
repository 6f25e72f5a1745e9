"""Finding many phrases in one text: only those are searched whose words all stand in it somewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chats.word_rules import parts_of, pattern_of

#: An apostrophe inside a word: I'm and im are the same.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘`´ʼ](?=[^\W\d_])")

_APOSTROPHES = "'’‘`´ʼ"


def without_apostrophes(text: str) -> str:
    """`text` with I'm written as Im."""
    return _APOSTROPHE.sub("", text) if any(sign in text for sign in _APOSTROPHES) else text


class _Phrase(NamedTuple):
    """A phrase, its place in its rule, and those of its words to which no ending may be added."""

    place: int
    words: frozenset[str]
    pattern: re.Pattern[str]


class PhraseIndex:
    """The phrases of one rule."""

    def __init__(self, lines: str) -> None:
        #: By one of their words; those without a whole word by "".
        self._phrases: dict[str, list[_Phrase]] = {}
        for place, line in enumerate(map(without_apostrophes, lines.splitlines())):
            if pattern := pattern_of(line):
                whole = frozenset(word for word, is_begun in parts_of(line) if not is_begun)
                # The longest word is the rarest, more or less.
                self._phrases.setdefault(max(whole, key=len, default=""), []).append(_Phrase(place, whole, pattern))

    def __bool__(self) -> bool:
        """Whether there is any phrase."""
        return bool(self._phrases)

    def find(self, folded: str, words: set[str]) -> tuple[int, int] | None:
        """The place (from, behind) of a phrase among the words of a text as `folded` gives it; `words` are the same,
        each once."""
        near = [*self._phrases.get("", ())]
        for word in self._phrases.keys() & words:
            near += self._phrases[word]
        for phrase in sorted(near):
            if phrase.words <= words and (place := phrase.pattern.search(folded)):
                first = folded.count(" ", 0, place.start())
                return first, first + place[0].count(" ") - 1
        return None


@lru_cache(maxsize=1024)
def index_of(lines: str) -> PhraseIndex:
    """The phrases that stand one on each line; what can never match is left out."""
    return PhraseIndex(lines)
