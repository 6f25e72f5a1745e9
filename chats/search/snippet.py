"""The words around a hit, with the hit marked. The text is a stranger's: it is escaped piece by piece."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chats.search.query import Word

#: Characters shown before the first hit, and in all.
BEFORE, LENGTH = 60, 240


def snippet(text: str, words: Sequence[Word]) -> SafeString:
    """At most `LENGTH` characters of `text` around its first hit, each of `words` in <mark>."""
    pattern = _pattern(words)
    first = pattern.search(text) if pattern else None
    start = _word_start(text, max(0, first.start() - BEFORE)) if first else 0
    shown = text[start : start + LENGTH]
    ends = ("… " if start else "", " …" if start + LENGTH < len(text) else "")
    return format_html("{}{}{}", ends[0], marked(shown, words), ends[1])


def marked(text: str, words: Sequence[Word]) -> SafeString:
    """All of `text`, each of `words` in <mark>."""
    pattern = _pattern(words)
    if pattern is None:
        return format_html("{}", text)
    pieces, end = [], 0
    for hit in pattern.finditer(text):
        pieces += [(text[end : hit.start()], hit[0])]
        end = hit.end()
    return format_html_join("", "{}<mark>{}</mark>", pieces) + format_html("{}", text[end:])


def _pattern(words: Sequence[Word]) -> re.Pattern[str] | None:
    """Finds the words as whole words, in any case; the longest first where one is part of another."""
    known = sorted(set(words), key=lambda word: -len(word.text))
    if not known:
        return None
    parts = (re.escape(word.text) + (r"[^\W_]*" if word.is_start else "") for word in known)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])", re.IGNORECASE)


def _word_start(text: str, place: int) -> int:
    """The beginning of the first whole word from `place` on, if one is near."""
    if not place:
        return 0
    blank = re.compile(r"\s").search(text, place, place + BEFORE // 2)
    return blank.end() if blank else place
