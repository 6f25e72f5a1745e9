"""Finding somebody who says that they are younger than 18: "I'm 16", "15 y/o", "tengo 15 años", "turning 17".

A number alone means nothing, so each is judged by a few words on either side, which bounds the time. What counts
something else ("I'm 15 minutes away", "16 inches") or is about others ("my son is 12") is no age of the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chats.guard import age_words as words

ADULT, YOUNGEST = 18, 8
#: Characters before and behind a number that are looked at.
BEFORE, BEHIND = 64, 40
_NUMBER = re.compile(r"\d+")
_WORD_NUMBER = re.compile(rf"(?:{'|'.join(sorted(words.NUMBERS, key=len, reverse=True))})(?!\w)")
#: Signs before a number that is a sum, or a part of one that goes on.
_GOES_BEFORE = frozenset(".,:/$€£#-")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘`´ʼ][^\W\d_]+)*|\d+|\n|[^\w\s]")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
#: A number that goes on, or is a height, a share or a sum.
_GOES_ON = re.compile(r"[.,:/'\"’-]\d|[%°€£$¥\"″′'’+#]")


def age_below_18(even: str) -> tuple[int, int] | None:
    """The place of the first such statement in a text that went through `evened`."""
    for begin, end, value in _numbers(even):
        if (
            YOUNGEST <= value <= ADULT
            and not even[max(0, begin - 2) : begin - 1].isdecimal()
            and not _GOES_ON.match(even, end)
        ):
            before = _tokens(even[max(0, begin - BEFORE) : begin])
            behind = _tokens(even[end : end + BEHIND])
            if _is_own_age(value, before, behind):
                # The words that make it an age are a part of what was seen.
                return even.rfind(" ", max(0, begin - 16), max(0, begin - 1)) + 1 or begin, end
    return None


def _numbers(even: str) -> Iterator[tuple[int, int, int]]:
    for found in _NUMBER.finditer(even):
        if len(found[0]) < 3 and even[found.start() - 1 : found.start()] not in _GOES_BEFORE:
            yield found.start(), found.end(), int(found[0])
    for found in _WORD_NUMBER.finditer(even):
        if not even[found.start() - 1 : found.start()].isalnum():
            yield found.start(), found.end(), words.NUMBERS[found[0]]


def _tokens(part: str) -> list[str]:
    return [token.translate(_APOSTROPHES) or token for token in _TOKEN.findall(part)]


def _is_own_age(value: int, before: list[str], behind: list[str]) -> bool:
    if value == ADULT:
        return _is_not_yet(before, behind)
    rest = _behind_years_old(behind)
    if rest is not None:
        return _is_of_speaker(before, rest)
    if before[-1:] == [":"] and "age" in before[-3:-1]:
        before = before[:-1]
    if behind[:3] == ["and", "a", "half"]:
        behind = behind[3:]
    if _ends_sentence(before) and _is_asl(behind):
        return True
    opener = _opener(before)
    return opener is not None and _may_follow(behind, is_strict=opener in words.STRICT)


def _is_asl(behind: list[str]) -> bool:
    """Age, sex, location, as in "16/m/texas" and "16 f here"."""
    left = [word for word in behind if word != "/"][:2]
    return left[:1] in (["m"], ["f"]) and (behind[0] == "/" or left[1:] in (["here"], ["from"]))


def _opener(before: list[str]) -> tuple[str, ...] | None:
    """What makes the number behind it the speaker's age; None if nothing does."""
    stripped = _without_fillers(before)
    for opener in words.BECOMING:
        if _ends(stripped, opener):
            left = stripped[: -len(opener)]
            is_memory = opener[-1] == "turned" and bool(left) and left[-1] in words.MEMORY
            # "want to be", "used to be": only who can hardly wait speaks of an age.
            is_wish = opener != ("to", "be") or any(wait in left[-3:] for wait in ("wait", "about"))
            return opener if is_wish and not is_memory else None
    for opener in words.OPENERS:
        if _ends(stripped, opener):
            left = stripped[: -len(opener)]
            return None if any(_ends(left, unmeant) for unmeant in words.UNMEANT) else opener
    if _ends(stripped, ("turning",)):
        left = _without_fillers(stripped[:-1])
        return ("turning",) if _ends_sentence(left) or left[-1] in words.OWN else None
    for opener in (("age",), ("age", "is"), ("aged",)):
        if _ends(stripped, opener):
            left = stripped[: -len(opener)]
            return opener if _ends_sentence(left) or left[-1] in ("my", "im", "am", "and") else None
    return None


def _is_not_yet(before: list[str], behind: list[str]) -> bool:
    """Around 18: "when I turn 18", "I'm not even 18 yet", "under 18"."""
    if behind[:1] in (["anymore"], ["any"]) or not _may_follow(behind, is_strict=False):
        return False
    near = [token for token in before[-7:] if token not in ("even", "yet", "quite", "really", "still", "only")]
    if near[-1:] in (["under"], ["below"]) or near[-2:] == ["younger", "than"]:
        number = 2 if near[-1] == "than" else 1
        return any(_ends(near[:-number], opener) for opener in (("im",), ("i", "am"), ("i", "m")))
    if near[-1:] in (["almost"], ["nearly"], ["not"]):
        is_own = any(_ends(near[:-1], opener) for opener in (("im",), ("i", "am"), ("i", "m"), ("aint",)))
        return is_own or (near[-1] == "not" and (_ends_sentence(near[:-1]) or "yet" in behind[:2]))
    opener = _opener(before)
    if opener is None or opener[-1] in ("turned", "age", "aged"):
        return False
    left = _without_fillers(before)[: -len(opener)]
    return opener in words.BECOMING or opener == ("turning",) or (bool(left) and left[-1] in words.NOT_YET)


def _behind_years_old(behind: list[str]) -> list[str] | None:
    """What follows on "years old" and the like; None if that does not follow on the number."""
    left = [token for token in behind[:6] if token not in ("-", "/", ".")]
    for form in words.YEARS_OLD:
        if tuple(left[: len(form)]) == form:
            kept = behind
            for part in form:
                kept = kept[kept.index(part) + 1 :]
            return kept
    return None


def _is_of_speaker(before: list[str], rest: list[str]) -> bool:
    stripped = [*before]
    while stripped and (stripped[-1] in words.FILLERS or stripped[-1] in ("un", "una", "ein", "eine", "um", "uma")):
        stripped.pop()
    if _opener(stripped) is not None or stripped[-1:] in (["soy"], ["sou"], ["as"]):
        return rest[:1] not in (["than"], ["in"])
    return _ends_sentence(before) and (not rest or not rest[0][0].isalnum() or rest[0] in words.SELF)


def _may_follow(behind: list[str], *, is_strict: bool) -> bool:
    """Whether what follows on the number leaves it an age."""
    if not behind or not behind[0][0].isalnum():
        return True
    first, left = behind[0], behind[1:]
    if first in words.YEARS:
        left = [token for token in left if token not in ("-", "/")]
        is_of_age = tuple(left[:2]) in words.OF_AGE
        return not left or not left[0][0].isalnum() or is_of_age or (left[0] in words.OLD and left[1:2] != ["than"])
    if is_strict:
        return first in words.CONNECTORS
    is_plural = len(first) > 3 and first.endswith("s") and first not in words.NO_PLURALS
    return not (first in words.UNITS or first.isdecimal() or is_plural)


def _without_fillers(before: list[str]) -> list[str]:
    end = len(before)
    while end and before[end - 1] in words.FILLERS:
        end -= 1
    return before[:end]


def _ends(tokens: list[str], ending: tuple[str, ...]) -> bool:
    return tuple(tokens[-len(ending) :]) == ending


def _ends_sentence(tokens: list[str]) -> bool:
    """Whether what comes next begins something new."""
    return not tokens or not tokens[-1][0].isalnum()
