"""Finding what leads away from the platform: telephone numbers, e-mail addresses, links. One pass each."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

Place = tuple[int, int]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# --- Telephone numbers -------------------------------------------------------------------------------------------

_DIGITS = re.compile(r"\d+")
_GAP = frozenset(" ().-/\u00a0")
#: Groups of digits that may hold a number.
_MOST_GROUPS = 12
#: Signs between two groups of digits, at most.
_WIDEST_GAP = 3
_SPOKEN = re.compile(r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?![a-z])")
_WORDS = re.compile(r"[a-z]+|\d+")
#: Digits in words, in a row, that are taken for a number to call.
_SPOKEN_LEAST = 7


def phone_number(even: str) -> Place | None:
    """The place of the first telephone number: with a country's code, or as long and as grouped as such numbers are."""
    groups: list[re.Match[str]] = []
    for found in _DIGITS.finditer(even):
        if groups and not _is_gap(even, groups[-1].end(), found.start()):
            if place := _among(even, groups):
                return place
            groups = []
        groups.append(found)
    return _among(even, groups) or _spoken_number(even)


def _among(even: str, groups: list[re.Match[str]]) -> Place | None:
    """The first number among groups of digits that follow on each other, the longest first: ages may stand before."""
    if len(groups) > _MOST_GROUPS:
        # A table of numbers.
        return None
    for first in range(len(groups)):
        for behind in range(len(groups), first, -1):
            if place := _as_phone(even, groups[first:behind]):
                return place
    return None


def _is_gap(even: str, begin: int, end: int) -> bool:
    return end - begin <= _WIDEST_GAP and _GAP.issuperset(even[begin:end])


def _as_phone(even: str, groups: list[re.Match[str]]) -> Place | None:
    begin, end = groups[0].start(), groups[-1].end()
    before = even[begin - 1 : begin] if begin else ""
    if before == "(" and begin > 1:
        before = even[begin - 2 : begin - 1]
    sizes, digits = [len(group[0]) for group in groups], "".join(group[0] for group in groups)
    if len(set(digits)) < 3 or before in tuple("$€£#.,:/") or even[end : end + 1] in tuple("%$€£"):
        return None
    if before == "+" or digits.startswith("00"):
        return (begin, end) if 8 <= len(digits) - 2 * digits.startswith("00") <= 15 else None
    return (begin, end) if _is_national(sizes, digits) else None


def _is_national(sizes: list[int], digits: str) -> bool:
    if digits[0] == "0":
        return 9 <= len(digits) <= 12 and len(sizes) <= 6
    if sizes in ([1, 3, 3, 4], [11]):
        return digits[0] in "178"
    if sizes in ([3, 3, 4], [10], [3, 7], [6, 4]):
        # Area codes and exchanges of North America begin with 2 to 9.
        return digits[0] > "1" and digits[3] > "1"
    # Spanish and Portuguese mobiles.
    return sizes in ([3, 3, 3], [3, 2, 2, 2], [9]) and digits[0] in "69" and not digits.endswith("00")


def _spoken_number(even: str) -> Place | None:
    begin, count, last = 0, 0, 0
    for found in _SPOKEN.finditer(even):
        if even[found.start() - 1 : found.start()].isalpha():
            continue
        is_next = count and found.start() - last <= _WIDEST_GAP and not even[last : found.start()].isalnum()
        begin, count = (begin, count + 1) if is_next else (found.start(), 1)
        last = found.end()
        if count >= _SPOKEN_LEAST:
            return begin, last
    return None


# --- E-mail ------------------------------------------------------------------------------------------------------

_LOCAL, _HOST = string.ascii_lowercase + string.digits + "._%+-", string.ascii_lowercase + string.digits + ".-"
_PROVIDERS = _set("gmail googlemail hotmail yahoo outlook icloud protonmail proton aol gmx yandex")


def email_address(even: str) -> Place | None:
    """The place of the first e-mail address, also of one whose signs are written out ("mia at gmail dot com")."""
    parts, begin = even.split("@"), 0
    for here, there in pairwise(parts):
        begin += len(here) + 1
        local = len(here) - len(here.rstrip(_LOCAL))
        host = there[: len(there) - len(there.lstrip(_HOST))].rstrip(".-")
        name, dot, ending = host.rpartition(".")
        if local and dot and name and len(ending) > 1 and ending.isalpha():
            return begin - 1 - local, begin + len(host)
    return _written_out(even)


def _written_out(even: str) -> Place | None:
    found = list(_WORDS.finditer(even)) if any(name in even for name in _PROVIDERS) else []
    for n, word in enumerate(found):
        if word[0] in _PROVIDERS and n:
            follows = [later[0] for later in found[n + 1 : n + 3]]
            if found[n - 1][0] == "at" and n > 1:
                return found[n - 2].start(), word.end()
            if follows[:1] == ["com"] or follows == ["dot", "com"]:
                return found[n - 1].start(), word.end()
    return None


# --- Links -------------------------------------------------------------------------------------------------------

#: Where links may lead.
OWN_HOSTS = ("onlyfans.com",)
_ENDINGS = _set("com net org io xyz gg tv info biz ly ee cc dev ru de fr es br uk eu fans")
#: Endings that are words too, as where somebody leaves out the space behind a full stop: only with a path.
_WORD_ENDINGS = _set("me to be so is it in at co us app link page live site club shop online cam chat bio")
_DOT = re.compile(r"\.[a-z0-9]")
_HOST_SIGNS = re.compile(r"[a-z0-9.-]+")
#: Characters of a name of a host.
_HOST_LENGTH = 253


def link_away(even: str) -> Place | None:
    """The place of the first link that leads elsewhere than to the platform."""
    return next(_links_away(even), None)


def _links_away(even: str) -> Iterator[Place]:
    end = 0
    for dot in _DOT.finditer(even):
        if dot.start() < end:
            continue
        before = even[max(0, dot.start() - _HOST_LENGTH) : dot.start()]
        begin = dot.start() - len(before) + len(before.rstrip(_HOST))
        host = cast(re.Match[str], _HOST_SIGNS.match(even, begin, begin + 2 * _HOST_LENGTH))[0].rstrip(".-")
        end = max(begin + len(host), dot.end())
        if host.startswith(".") or even[begin - 1 : begin] == "@" or even[end : end + 1] == "@":
            continue
        is_named = even[max(0, begin - 3) : begin] == "://" or host.startswith("www.")
        ending = host.rpartition(".")[2]
        has_path = even[end : end + 1] == "/"
        if not (is_named or ending in _ENDINGS or (has_path and ending in _WORD_ENDINGS)):
            continue
        name = host.removeprefix("www.")
        if not any(name == own or name.endswith(f".{own}") for own in OWN_HOSTS):
            yield begin, end
