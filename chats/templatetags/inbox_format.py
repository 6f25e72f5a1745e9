"""How times, lengths and people are written in the inbox."""

from __future__ import annotations

import datetime as dt
import zlib

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince

register = template.Library()
#: How many colours an initials badge can have; the stylesheet names as many.
BADGE_COLOURS = 8


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
