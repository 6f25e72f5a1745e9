"""What people type into the search box, as PostgreSQL takes it.

All words must be there; "words in quotes" stand side by side; -word must not be there; word* has any ending.
Whatever is typed makes a valid query or none at all.
"""

from __future__ import annotations

import re
import string
from typing import NamedTuple

from chats.richtext import storable

MAX_LENGTH = 200
#: From so many letters on, a word that may be unfinished stands for all that begin with it.
UNFINISHED_FROM = 3
_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')
#: What stands between words, here and in the migration's `search_message_vector`; both leave the rest to PostgreSQL.
_BETWEEN = str.maketrans(string.punctuation, " " * len(string.punctuation))


class Word(NamedTuple):
    """A word to mark in the text; `is_start` if it may go on."""

    text: str
    is_start: bool = False


class Query(NamedTuple):
    """`tsquery` for `to_tsquery('simple', …)`, empty if there is nothing to look for; `words` as they were typed."""

    tsquery: str
    words: tuple[Word, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing: no word, or only words that must not be there."""
        return not self.tsquery

    def may_be_common(self, common: frozenset[str]) -> bool:
        """Whether every word is one of the `common`, or may go on as one. Says how to look, not what is found."""
        return all(word.is_start or word.text.lower() in common for word in self.words)


def parse(typed: str, *, is_unfinished: bool = False) -> Query:
    """The query that `typed` stands for; `is_unfinished`: its last word may still be growing."""
    terms: list[str] = []
    wanted: list[Word] = []
    typed = storable(typed)[:MAX_LENGTH]
    parts = list(_PART.finditer(typed))
    for part in parts:
        minus, phrase, bare = part[1] == "-", part[2], part[3]
        if bare is not None:
            minus = bare.startswith("-") and len(bare) > 1
        words = _words(phrase if bare is None else bare)
        if not words:
            continue
        grows = bare is not None and (
            bare.endswith("*")
            or (is_unfinished and not minus and part is parts[-1] and part.end() == len(typed)
                and len(words[-1]) >= UNFINISHED_FROM)
        )  # fmt: skip
        terms.append(("!" if minus else "") + _side_by_side(words, grows))
        if not minus:
            wanted += [Word(word, grows and n == len(words)) for n, word in enumerate(words, start=1)]
    return Query(" & ".join(terms), tuple(wanted)) if wanted else Query("")


def words_of(text: str) -> list[str]:
    """The words of any text as they stand in the index but for their case, in their order."""
    return _words(storable(text))


def _words(text: str) -> list[str]:
    return [word for word in text.translate(_BETWEEN).split() if any(map(str.isalnum, word))]


def _side_by_side(words: list[str], grows: bool) -> str:
    # No word has a character that means something to PostgreSQL.
    quoted = [f"'{word}'" for word in words]
    return f"({' <-> '.join(quoted)}{':*' if grows else ''})"


def fan_tsquery(typed: str) -> str:
    """Each word of `typed` as the beginning of an ending of a name, which is any part of it; empty for no word."""
    words = storable(typed)[:MAX_LENGTH].split()
    return " & ".join("'{}':*".format(word.replace("\\", "\\\\").replace("'", "''")) for word in words)
