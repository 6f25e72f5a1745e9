"""How pages with numbers write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template

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
def in_money(amount: Decimal, currency: str) -> str:
    """`$1,234.50`, with the sign of the currency, which comes as three letters."""
    return words.in_money(amount, currency)
