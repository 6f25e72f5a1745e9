"""How times, lengths and people are written in the inbox."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince, timeuntil

from chats.languages import code_of

register = template.Library()
#: How many colours an initials badge can have; the stylesheet names as many.
BADGE_COLOURS = 8
#: From how many characters or lines on a message is shown folded.
FOLDED_FROM, LINES_SHOWN = 1_200, 24
#: Characters of a found message that are shown, and of these before the words.
EXCERPT_LENGTH, EXCERPT_BEFORE = 160, 50


@register.filter
def short_time(moment: dt.datetime | None) -> str:
    """Write `14:05` for today, `Mon` within the week, `3 Nov` within the year, else `3 Nov 2023`."""
    if moment is None:
        return ""
    local, now = timezone.localtime(moment), timezone.localtime()
    if local.date() == now.date():
        return date_format(local, "H:i")
    if dt.timedelta(0) < now - local < dt.timedelta(days=6):
        return date_format(local, "D")
    return date_format(local, "j M" if local.year == now.year else "j M Y")


@register.filter
def waiting_for(since: dt.datetime) -> str:
    """How long it has been, in one unit: "3 hours"."""
    return timesince(since, depth=1)


@register.filter
def clock(seconds: int) -> str:
    """A length in seconds as a player shows it: "1:05", "1:02:03"."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.filter
def initials(name: str) -> str:
    """Up to two letters that stand for a name without a picture."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or name[:1]


@register.filter
def badge_colour(name: str) -> int:
    """The same colour for the same name, always: 0 to `BADGE_COLOURS` - 1."""
    return zlib.crc32(name.encode()) % BADGE_COLOURS


@register.filter
def fan_time(moment: dt.datetime, zone: str) -> str:
    """The wall clock of a fan in `zone` at that moment; nothing where it shows what ours does."""
    ours, theirs = timezone.localtime(moment), timezone.localtime(moment, ZoneInfo(zone))
    if ours.utcoffset() == theirs.utcoffset():
        return ""
    return date_format(theirs, "H:i" if theirs.date() == ours.date() else "D H:i")


@register.filter
def in_words(kinds: list[dict[str, Any]]) -> str:
    """How many media of each kind: "2 images, 1 video"."""
    return ", ".join(f"{kind['count']:,} {kind['kind']}{'' if kind['count'] == 1 else 's'}" for kind in kinds)


@register.filter
def media_not_shown(message: Any) -> int:
    """How many media a message has beyond the tiles."""
    return sum(kind["count"] for kind in message.media_kinds) - len(message.tiles)


@register.filter
def is_long(text: str) -> bool:
    """Whether a message is shown folded: too many characters, or too many lines."""
    return len(text) > FOLDED_FROM or text.count("\n") > LINES_SHOWN


@register.filter
def clock_in(zone: str) -> str:
    """What a clock in `zone` shows now."""
    return date_format(timezone.localtime(None, ZoneInfo(zone)), "H:i")


@register.filter
def excerpt(text: str, words: str) -> str:
    """The part of `text` around `words`, each occurrence marked; everything escaped."""
    found = re.search(re.escape(words), text, re.IGNORECASE)
    start = max(0, found.start() - EXCERPT_BEFORE) if found else 0
    end = start + EXCERPT_LENGTH
    parts = re.split(f"({re.escape(words)})", text[start:end], flags=re.IGNORECASE)
    pieces = [format_html("<mark>{}</mark>", part) if n % 2 else escape(part) for n, part in enumerate(parts)]
    return mark_safe(("…" if start else "") + "".join(pieces) + ("…" if end < len(text) else ""))  # noqa: S308  (escaped)


@register.filter
def time_left(moment: dt.datetime) -> str:
    """How long until then, in one unit: "2 days"."""
    return timeuntil(moment, depth=1)


@register.filter
def duration(seconds: int) -> str:
    """A length in seconds in one unit: "45 seconds", "4 minutes", "2 hours"."""
    sizes = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
    size, unit = next((known for known in sizes if seconds >= known[0]), sizes[-1])
    count = round(seconds / size)
    return f"{count} {unit}{'' if count == 1 else 's'}"


@register.filter
def times(count: int) -> str:
    """How often: "once", "3 times"."""
    return "once" if count == 1 else f"{count:,} times"


@register.filter
def unlock_ratio(stats: Any) -> int:
    """Offers unlocked ÷ offers sent, in per cent."""
    return round(100 * stats.ppv_unlocked / stats.ppv_sent) if stats.ppv_sent else 0


@register.filter
def was_changed(note: Any) -> bool:
    """Whether a note was written anew after it was left."""
    return bool(note.updated_at - note.created_at > dt.timedelta(seconds=1))


@register.filter
def language_code(language: str) -> str:
    """The code of a language for `lang`, "" for one that is not known."""
    return code_of(language)
