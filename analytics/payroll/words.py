"""How a statement puts numbers into words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


def in_money(amount: Decimal, currency: str) -> str:
    """`$1,234.50`, `−$8.00`; `1,234.50 CHF` in currencies whose sign is not known."""
    number, minus = f"{abs(amount):,.2f}", "−" if amount < 0 else ""
    return f"{minus}{SIGNS[currency]}{number}" if currency in SIGNS else f"{minus}{number} {currency}"


def in_percent(percent: Decimal) -> str:
    """`10 %`, `12.5 %`."""
    return f"{percent:f}".rstrip("0").rstrip(".") + " %" if "." in f"{percent:f}" else f"{percent} %"


def in_hours(seconds: int) -> str:
    """`37 h 30 min`, and the seconds if there are any, so that it is the whole truth."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" + (f" {rest} s" if rest else "")


def in_days(start: dt.date, end: dt.date) -> str:
    """The days from `start` until before `end`, of one month: `1–14 March`."""
    last = end - dt.timedelta(days=1)
    days = f"{start.day}–{last.day}" if last > start else f"{start.day}"
    return f"{days} {start:%B}"


def counted(number: int, noun: str) -> str:
    """`1 sale`, `1,204 sales`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
