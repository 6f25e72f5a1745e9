"""How pages with numbers write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma

from analytics.metrics import Unit
from analytics.payroll import words

register = template.Library()


@register.filter
def in_words(time: dt.timedelta) -> str:
    """A stretch of time in its two largest units: `7 h 30 min`, `4 min 5 s`, `12 s`."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


@register.filter
def in_unit(value: Any, unit: str) -> str:
    """A value as people read it: `$1,234.50`, `12.3 %`, `4 min 5 s`, `1,234`; a dash where it is not known."""
    if value is None or value == "":
        return "–"
    if unit == Unit.DOLLARS:
        # What drafts cost is a small part of a cent.
        digits = 4 if 0 < abs(value) < 0.1 and round(value, 2) != round(value, 4) else 2
        return f"{'−' if value < 0 else ''}${intcomma(f'{abs(value):.{digits}f}')}"
    if unit == Unit.RATIO:
        return f"{value * 100:.1f} %"
    if unit == Unit.SECONDS:
        return in_words(dt.timedelta(seconds=round(value))).removesuffix(" 0 min").removesuffix(" 0 s")
    if unit == Unit.MILLISECONDS:
        return f"{value:,.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"
    if unit == Unit.HOURS:
        return in_words(dt.timedelta(hours=float(value))).removesuffix(" 0 min")
    if unit == Unit.COUNT:
        return str(intcomma(value if isinstance(value, int) else f"{value:.1f}"))
    return str(value)


@register.filter
def as_change(share: float) -> str:
    """A growth as in `+12 %` or `−3 %`; from ten times on as in `×24`."""
    if share >= 9:
        return f"×{share + 1:,.0f}"
    return f"{'+' if share > 0 else '−' if share < 0 else '±'}{abs(share) * 100:.0f} %"


@register.filter
def in_short(value: Any, unit: str) -> str:
    """The same for where there is little room: without cents, thousands as in `1.2k`."""
    sign, number = ("$" if unit == Unit.DOLLARS else ""), float(value or 0)
    return f"{sign}{number / 1000:.1f}k" if abs(number) >= 1000 else f"{sign}{number:.0f}"


@register.filter
def in_money(amount: Decimal, currency: str) -> str:
    """`$1,234.50`, with the sign of the currency, which comes as three letters."""
    return words.in_money(amount, currency)
