"""What rules see in a text. Pure: asks no database, and takes time that grows with the text alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from chats.guard.ages import age_below_18
from chats.guard.contacts import email_address, link_away, phone_number
from chats.guard.even import evened, visible
from chats.guard.phrases import index_of, without_apostrophes
from chats.models import GuardRule, WordRule
from chats.word_rules import folded

Side = Literal["fan", "team"]
#: Characters of an excerpt in all, and shown on either side of what was seen.
EXCERPT_LENGTH, EXCERPT_AROUND = 200, 40
#: Signs that stand for letters inside of words, as in p@ypal.
_LOOKALIKES = str.maketrans("@$!|013457", "asiioieast")
_DRESSED_UP = re.compile(r"(?<![@$!|013457])[@$!|013457]++(?=[^\W\d_])")
#: So many letters that stand alone in a row are one word, as in p a y p a l.
_LETTERS_IN_A_WORD = 4
_SPACED_OUT = re.compile(rf"(?: [^\W\d_](?= )){{{_LETTERS_IN_A_WORD}}}")
_DETECTORS: dict[str, Callable[[str], tuple[int, int] | None]] = {
    GuardRule.Detector.AGE: age_below_18,
    GuardRule.Detector.PHONE: phone_number,
    GuardRule.Detector.EMAIL: email_address,
    GuardRule.Detector.LINK: link_away,
}


class Seen(NamedTuple):
    """A rule that matches, and what it saw with a few words around it (at most 200 characters)."""

    rule: GuardRule
    excerpt: str


def look(rules: Iterable[GuardRule], text: str, *, side: Side) -> list[Seen]:
    """Those of `rules` that watch this side of the chat and see something in `text`, in their order."""
    if not text.strip():
        return []
    read = _Reading(text)
    watching = [rule for rule in rules if (rule.watches_fan if side == "fan" else rule.watches_team)]
    return [Seen(rule, read.excerpt(*place)) for rule in watching if (place := read.place_of(rule))]


def held_because(seen: Iterable[Seen], words: Sequence[WordRule]) -> str:
    """What keeps a draft from being shown, of what the guard has seen and of the blocked `words` in it; "" if nothing
    does."""
    for one in seen:
        if one.rule.action == GuardRule.Action.BLOCK:
            return str(one.rule.advice or one.rule.title)
    return f"“{words[0].words}”: {words[0].reason}" if words else ""


class _Reading:
    """A text in the forms that rules look at, each made once."""

    def __init__(self, text: str) -> None:
        self.plain = visible(text)
        self._detected: dict[str, tuple[int, int] | None] = {}

    @cached_property
    def even(self) -> str:
        return evened(self.plain)

    @cached_property
    def folded(self) -> tuple[str, set[str]]:
        """In its plainest form, and its words, each once."""
        text = folded(without_apostrophes(self.plain))
        return text, set(text.split())

    @cached_property
    def undressed(self) -> str:
        """With the letters that signs stand for."""
        return _DRESSED_UP.sub(self._letters, self.plain)

    def _letters(self, found: re.Match[str]) -> str:
        """What signs inside of a word, or $ and @ before one, stand for; a number before a word is a number."""
        before = self.plain[found.start() - 1 : found.start()]
        is_inside = before.isalpha() or (set(found[0]) <= {"$", "@"} and not before.isdecimal())
        return found[0].translate(_LOOKALIKES) if is_inside else found[0]

    @cached_property
    def joined(self) -> tuple[str, set[str], list[int]] | None:
        """As `folded`, undressed and with spaced-out words as one, and where each word began; None if nothing is
        dressed up."""
        is_dressed = self.undressed != self.plain
        text = folded(without_apostrophes(self.undressed)) if is_dressed else self.folded[0]
        if not is_dressed and not _SPACED_OUT.search(text):
            return None
        words = text.split()
        begins, found, place = [], [], 0
        while place < len(words):
            end = place
            while end < len(words) and len(words[end]) == 1 and words[end].isalpha():
                end += 1
            end = end if end - place >= _LETTERS_IN_A_WORD else place + 1
            found.append("".join(words[place:end]))
            begins.append(place)
            place = end
        return f" {' '.join(found)} ", set(found), [*begins, len(words)]

    def place_of(self, rule: GuardRule) -> tuple[int, int] | None:
        """Where in `plain` the rule sees something."""
        index = index_of(rule.phrases)
        if place := index.find(*self.folded):
            return self._span(self.plain, *place)
        if self.joined and (place := index.find(*self.joined[:2])):
            begins = self.joined[2]
            return self._span(self.undressed, begins[place[0]], begins[place[1]])
        if rule.detector and rule.detector not in self._detected:
            self._detected[rule.detector] = _DETECTORS[rule.detector](self.even)
        return self._detected.get(rule.detector)

    def _span(self, text: str, first: int, behind: int) -> tuple[int, int]:
        """The characters in which the words from `first` on stand; `text` is as long as `plain`."""
        begin, count = len(text), 0
        for piece in re.finditer(r"\S+", text):
            number = len(folded(without_apostrophes(piece[0])).split())
            if count <= first < count + number:
                begin = piece.start()
            count += number
            if count >= behind:
                return min(begin, piece.start()), piece.end()
        return 0, len(text)

    def excerpt(self, begin: int, end: int) -> str:
        """The place with a few words around it."""
        end = min(end, begin + EXCERPT_LENGTH - 2 * EXCERPT_AROUND - 2)
        left, right = max(0, begin - EXCERPT_AROUND), min(len(self.plain), end + EXCERPT_AROUND)
        if left and (space := self.plain.find(" ", left, begin)) >= 0:
            left = space
        if right < len(self.plain) and (space := self.plain.rfind(" ", end, right)) >= 0:
            right = space
        shown = " ".join(self.plain[left:right].split())
        return f"{'…' if left else ''}{shown}{'…' if right < len(self.plain) else ''}"
