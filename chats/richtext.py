"""HTML from outside becomes plain text here, and nothing that was said gets lost.

Platforms send message text as HTML (`<p>`, `<br />`, `&lt;`, links). We keep text only, so that no page
ever has to trust markup: tags become line breaks or nothing, entities become characters, a link keeps its
address. What merely looks like markup ("<3", "a < b", an unknown or unfinished tag) is text.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "div",
        "dl",
        "dt",
        "dd",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "b",
        "big",
        "br",
        "center",
        "code",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "td",
        "th",
        "tbody",
        "thead",
        "u",
    ]
)
_NOT_A_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(_BLOCKS | _INLINE))})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_UNSPOKEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BLANK_LINES = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SAFE_ADDRESS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def plain_text(html: str) -> str:
    """The text of `html`, with line breaks, decoded entities and readable links; never markup."""
    html = storable(html)
    if "<" not in html and "&" not in html:
        return html.strip()
    reader = _Reader()
    reader.feed(_NOT_A_TAG.sub("&lt;", _UNSPOKEN.sub("", html)))
    reader.close()
    return storable(_BLANK_LINES.sub("\n\n", "".join(reader.parts))).strip()


def storable(text: str) -> str:
    """`text` without what PostgreSQL cannot store: zero bytes, and halves of surrogate pairs from bad JSON."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


class _Reader(HTMLParser):
    """Collects what a person would read. Fed only with tags that it knows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self._break_line()
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.parts)))
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break_line()
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            words = "".join(self.parts[start:]).strip()
            if _SAFE_ADDRESS.match(address) and words != address:
                self.parts.append(f" ({address})" if words else address)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def _break_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
