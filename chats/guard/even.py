"""Text in small letters without accents, sign for sign as long as before, so that a place in it is one in the text."""

from __future__ import annotations

import unicodedata


class _Even(dict[int, str]):
    """The small, bare letter of each sign, by its code; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = bare = unicodedata.normalize("NFD", chr(code).lower())[0]
        return bare


class _Visible(dict[int, "str | None"]):
    """Each sign as it is, or nothing for one that nobody sees, by its code."""

    def __missing__(self, code: int) -> str | None:
        self[code] = sign = None if unicodedata.category(chr(code)) == "Cf" else chr(code)
        return sign


_EVEN, _VISIBLE = _Even(), _Visible()


def visible(text: str) -> str:
    """`text` with plain forms for compatibility forms (full width, ligatures), and without what nobody sees."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_VISIBLE)


def evened(text: str) -> str:
    """`text` in small letters without accents, of the same length."""
    return text.lower() if text.isascii() else text.translate(_EVEN)
