"""How intervals and what they say are written for people."""

from __future__ import annotations

from analytics.ai.intervals import Difference, Interval
from analytics.metrics import Unit

MINUS = "−"


def as_range(interval: Interval | None, unit: Unit) -> str:
    """As in `61.2 to 70.4 %`, `−$0.12 to $0.40`; empty where there is none."""
    if interval is None:
        return ""
    low, high = interval
    if unit == Unit.RATIO:
        return f"{_signed(low * 100, '.1f')} to {_signed(high * 100, '.1f')} %"
    if unit == Unit.DOLLARS:
        digits = ".4f" if max(abs(low), abs(high)) < 0.1 else ".2f"
        return f"{_signed(low, digits, '$')} to {_signed(high, digits, '$')}"
    return f"{_signed(low, '.1f')} to {_signed(high, '.1f')}"


def as_points(interval: Interval | None) -> str:
    """The difference of two shares: as in `−3.1 to 5.0 points`."""
    return as_range(interval, Unit.RATIO).replace(" %", " points")


def verdict(difference: Difference | None, *, more: str, less: str, cases: str) -> str:
    """What a difference says: `more`, `less`, that it is not clear, or that there are too few `cases`."""
    if difference is None or difference.interval is None:
        return f"Too few yet: {cases}"
    if not difference.is_clear:
        return "No clear difference"
    return more if difference.value > 0 else less


def _signed(value: float, digits: str, sign: str = "") -> str:
    written = f"{abs(value):{digits}}"
    is_nothing = not written.strip("0.")
    return f"{MINUS if value < 0 and not is_nothing else ''}{sign}{written}"
