"""Finding many phrases in one text, in time that grows with the text alone: a look-up for each word."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from chats.word_rules import parts_of

#: An apostrophe inside a word: I'm and im are the same.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘`´ʼ](?=[^\W\d_])")
#: Words as (text, whether any ending may follow).
Phrase = tuple[tuple[str, bool], ...]


def without_apostrophes(text: str) -> str:
    """`text` with I'm written as Im."""
    return _APOSTROPHE.sub("", text)


class PhraseIndex:
    """The phrases of one rule, by their first word."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self._whole: dict[str, list[Phrase]] = defaultdict(list)
        self._begun: list[Phrase] = []
        for phrase in phrases:
            word, is_begun = phrase[0]
            if is_begun:
                self._begun.append(phrase)
            else:
                self._whole[word].append(phrase)
        self._beginnings = tuple(phrase[0][0] for phrase in self._begun)

    def find(self, words: list[str], distinct: set[str]) -> tuple[int, int] | None:
        """The place (from, behind) of the first phrase among `words`; `distinct` are the same words, each once."""
        known = self._whole.keys() & distinct
        begun = {word for word in distinct if word.startswith(self._beginnings)} if self._begun else set()
        if not known and not begun:
            return None
        for place, word in enumerate(words):
            candidates = [*self._whole[word]] if word in known else []
            if word in begun:
                candidates += self._begun
            for phrase in candidates:
                if _stands_at(phrase, words, place):
                    return place, place + len(phrase)
        return None


def _stands_at(phrase: Phrase, words: list[str], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    return all(
        words[place + n].startswith(part) if is_begun else words[place + n] == part
        for n, (part, is_begun) in enumerate(phrase)
    )


@lru_cache(maxsize=1024)
def index_of(lines: str) -> PhraseIndex:
    """The phrases that stand one on each line; what can never match is left out."""
    found = (tuple(parts_of(without_apostrophes(line))) for line in lines.splitlines())
    return PhraseIndex([phrase for phrase in found if phrase])
