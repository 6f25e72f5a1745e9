"""HTML from outside becomes plain text here, and nothing that was said gets lost.

Platforms send message text as HTML (`<p>`, `<br />`, `&lt;`, links). We keep text only, so that no page
ever has to trust markup: tags become line breaks or nothing, entities become characters, a link keeps its
address. What merely looks like markup ("<3", "a < b", an unknown or unfinished tag) is text.
"""

from __future__ import annotations

import re
from html import escape, unescape

_BLOCKS = "address|article|blockquote|div|dl|dt|dd|footer|h1|h2|h3|h4|h5|h6|header|hr|li|ol|p|pre|section|table|tr|ul"
_INLINE = "a|b|big|br|center|code|em|font|i|img|ins|kbd|mark|s|small|span|strike|strong|sub|sup|td|th|tbody|thead|u"
_TAG = re.compile(rf"<(/?)(?:({_BLOCKS})|({_INLINE}))(\s[^<>]*)?/?>", re.IGNORECASE)
_ATTRIBUTE = r"""(?:^|\s){name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]\S*))"""
_HREF = re.compile(_ATTRIBUTE.format(name="href"), re.IGNORECASE)
_ALT = re.compile(_ATTRIBUTE.format(name="alt"), re.IGNORECASE)
_UNSPOKEN = re.compile(r"<(script|style)\b[^<>]*>|<!--", re.IGNORECASE)
_ENDS = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "": re.compile("-->"),
}
# The look-behind lets it start only where a run of blanks starts, or long runs would take quadratic time.
_BLANK_LINES = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SAFE_ADDRESS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def plain_text(html: str) -> str:
    """The text of `html`, with line breaks, decoded entities and readable links; never markup."""
    html = storable(html)
    if "<" not in html and "&" not in html:
        return html.strip()
    if html.startswith("<p>") and html.endswith("</p>"):
        # Most messages are one paragraph.
        words = html[3:-4]
        if "<" not in words and "&" not in words:
            return _BLANK_LINES.sub("\n\n", words).strip()
    reader, end = _Reader(), 0
    html = _spoken(html)
    for tag in _TAG.finditer(html):
        reader.say(html[end : tag.start()])
        if tag[2]:
            reader.break_line()
        else:
            reader.inline(tag[3].lower(), tag[4] or "", closes=bool(tag[1]))
        end = tag.end()
    reader.say(html[end:])
    return _BLANK_LINES.sub("\n\n", reader.text()).strip()


def platform_html(text: str) -> str:
    """`text` as the platform would tell it: `plain_text` gives it back, but for blanks at its ends and before breaks,
    and for more than one empty line in a row."""
    return escape(text, quote=False).replace("\n", "<br />")


def storable(text: str) -> str:
    """`text` without what PostgreSQL cannot store: zero bytes, and halves of surrogate pairs from bad JSON."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text


def _spoken(html: str) -> str:
    """`html` without scripts, styles and comments; what never ends is text. Takes time in proportion to its length."""
    parts, end, endless = [], 0, set()
    for start in _UNSPOKEN.finditer(html):
        kind = (start[1] or "").lower()
        if start.start() < end or kind in endless:
            continue
        if stop := _ENDS[kind].search(html, start.end()):
            parts.append(html[end : start.start()])
            end = stop.end()
        else:
            endless.add(kind)
    return "".join(parts) + html[end:]


def _decoded(words: str) -> str:
    try:
        return unescape(words)
    except ValueError:  # a character's number of thousands of digits
        return words


class _Reader:
    """Collects what a person would read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._link: tuple[str, int] | None = None

    def say(self, words: str) -> None:
        if words:
            self._parts.append(_decoded(words))

    def break_line(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n")

    def inline(self, name: str, attributes: str, *, closes: bool) -> None:
        if name == "br" and not closes:
            self._parts.append("\n")
        elif name == "a":
            self._end_link()
            if not closes:
                self._link = _value(_HREF, attributes), len(self._parts)
        elif name == "img":
            self._parts.append(_value(_ALT, attributes))

    def text(self) -> str:
        self._end_link()
        return "".join(self._parts)

    def _end_link(self) -> None:
        if self._link is None:
            return
        (address, start), self._link = self._link, None
        words = "".join(self._parts[start:]).strip()
        if _SAFE_ADDRESS.match(address) and words != address:
            self._parts.append(f" ({address})" if words else address)


def _value(attribute: re.Pattern[str], attributes: str) -> str:
    found = attribute.search(attributes)
    return _decoded(found[1] or found[2] or found[3] or "") if found else ""
