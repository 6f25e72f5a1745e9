"""Fans' names in a text: found there, and replaced by a placeholder of `chats.placeholders`.

A name is what we or the platform call the fan, and each word of it from three letters on: as a whole word, in any case,
also in the plain form of dressed-up letters. Pet names that stand nowhere but in the talk are not known to be names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from chats.models import Chat

FAN, USERNAME = "{fan}", "{username}"
#: Shorter words of a name are replaced within the whole name only, and so are these, or talk would be full of holes.
SHORTEST = 3
NO_NAMES = frozenset({
    "the", "and", "for", "you", "your", "not", "but", "are", "was", "with", "mrs", "sir", "von", "van", "der", "den",
    "del", "los", "las", "big", "fan", "guy", "man", "boy", "one",
})  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]+")


def name_words(*names: str) -> set[str]:
    """The words of these names that can be told from talk, in small letters."""
    words = (word.casefold() for name in names for form in _forms(name) for word in _WORDS.findall(form))
    return {word for word in words if len(word) >= SHORTEST and word not in NO_NAMES}


def fan_name_words(chat: Chat) -> set[str]:
    """The same of all names of the chat's fan."""
    return name_words(chat.fan_custom_name, chat.fan_display_name, chat.fan_username)


def hide_names(text: str, chat: Chat) -> str:
    """`text` with `{fan}` and `{username}` where it names the chat's fan."""
    return NameHider(chat)(text)


class NameHider:
    """Replaces the names of one fan in any number of texts."""

    def __init__(self, chat: Chat) -> None:
        usernames = {form.casefold() for form in _forms(chat.fan_username)} | {f"u{chat.fan_of_id}"}
        self._usernames = usernames - {form.casefold() for form in _forms(chat.fan_display_name)}
        whole = {form for name in (chat.fan_custom_name, chat.fan_display_name, chat.fan_username)
                 for form in _forms(name)}  # fmt: skip
        self._names = {*whole, *fan_name_words(chat), f"u{chat.fan_of_id}", str(chat.fan_of_id)}
        self._folded = [name.casefold() for name in self._names]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _any_of(self._names)

    def __call__(self, text: str) -> str:
        # Most texts name nobody, and a pattern takes its time to be made.
        folded = text.casefold()
        return self._pattern.sub(self._placeholder, text) if any(name in folded for name in self._folded) else text

    def _placeholder(self, found: re.Match[str]) -> str:
        told = found[0].casefold()
        return USERNAME if told.lstrip("@") in self._usernames or told.isdigit() else FAN


def call_name(chat: Chat) -> str:
    """What one calls the fan in talk: the first word of their name; nothing for who has none but a number."""
    name = chat.fan_custom_name or chat.fan_display_name or chat.fan_username
    words = name.split()
    first = words[0] if words else ""
    is_told = first.isalpha() and len(first) > 1 and first.casefold() not in NO_NAMES
    return first if is_told else name


def address_fan(text: str, chat: Chat) -> str:
    """`text` with `{fan}` as one calls the fan; where they have no name, what stood around it closes up."""
    if name := call_name(chat):
        return text.replace(FAN, name)
    return re.sub(r"[ ,]*\{fan\}", "", text).lstrip(" ,!.-–")


def _forms(name: str) -> Iterator[str]:
    """A name as it stands, in plain letters, and without accents."""
    name = name.strip()
    if name:
        plain = unicodedata.normalize("NFKC", name).strip()
        bare = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
        yield from dict.fromkeys([name, plain, bare])


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """The longest first, where one is a part of another."""
    longest_first = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"(?<![^\W_])@?{re.escape(name)}(?![^\W_])" for name in longest_first), re.IGNORECASE)
