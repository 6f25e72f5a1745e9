"""From terms and facts to lines. Nothing here asks the database or the clock.

* Each line is rounded to the cent, halves away from zero; the total is the sum of the lines.
* A kind's line is net, less what was taken back, times the plan's per cent. Chargebacks count with the kind of the sale
  that they take back; where that sale is not known, they are a line of their own with the per cent of PPVs.
* Tiers are marginal, and count the net of the whole month: a plan that begins within it goes on from what the days
  before have brought. What falls between two tiers' borders brings the first one's per cent on top of the kind's.
* Time on shift is the time that went by, whatever the clocks did. A shift that crosses the border of a month or plan is
  split there; its idle time goes to the pieces in proportion. Time and idle time are rounded to the second by plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from analytics.models import StatementLine
from analytics.payroll.facts import Facts, Sales, Stretch
from analytics.payroll.terms import KINDS, Part, Terms
from analytics.payroll.words import counted, in_days, in_hours, in_money, in_percent

CENT = Decimal("0.01")
NAMES = {
    "ppv": "PPVs", "tip": "Tips", "subscription": "Subscriptions", "renewal": "Renewals", "post": "Posts",
    "stream": "Streams", "chargeback": "Chargebacks of sales that are not known",
}  # fmt: skip


def to_cent(amount: Decimal) -> Decimal:
    """To the cent, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def calculate(terms: Terms, month_start: dt.date, facts: Facts) -> list[StatementLine]:
    """The lines of a month, not saved, in their order."""
    lines: list[StatementLine] = []
    is_split = len(terms.parts) > 1
    for part in terms.parts:
        before = sum((one.net for one in facts.sales if month_start <= one.day < part.start), Decimal(0))
        sales = [one for one in facts.sales if part.start <= one.day < part.end]
        made = _Part(part, terms, f"{in_days(part.start, part.end)}, {part.plan}: " if is_split else "")
        lines += [*made.sales(sales), *made.tiers(before, sales), *made.shifts(facts.shifts)]
    return lines


@dataclass(frozen=True)
class _Part:
    """Writes the lines of one part; `prefix` says which days those are, if there are others."""

    part: Part
    terms: Terms
    prefix: str

    def sales(self, sales: list[Sales]) -> Iterator[StatementLine]:
        for kind in (*KINDS, "chargeback"):
            of_kind = [one for one in sales if one.kind == kind]
            if of_kind:
                yield self._sold(kind, of_kind)

    def _sold(self, kind: str, sales: list[Sales]) -> StatementLine:
        net = sum((one.net for one in sales), Decimal(0))
        number, back = sum(one.sales for one in sales), sum(one.chargebacks for one in sales)
        percent = self.part.percent(kind)
        counts = [counted(number, "sale")] * bool(number) + [counted(back, "chargeback")] * bool(back)
        described = f"{NAMES[kind]}: {' and '.join(counts)}, {self._money(net)} net × {in_percent(percent)}"
        return self._line(
            kind,
            described + (", as for PPVs" if kind == "chargeback" else ""),
            quantity=number + back,
            base=net,
            rate=percent,
            amount=to_cent(net * percent / 100),
        )

    def tiers(self, before: Decimal, sales: list[Sales]) -> Iterator[StatementLine]:
        after = before + sum((one.net for one in sales), Decimal(0))
        ends: list[Decimal | None] = [from_net for from_net, _ in self.part.tiers[1:]]
        for (from_net, percent), end in zip(self.part.tiers, [*ends, None], strict=False):
            base = _between(after, from_net, end) - _between(before, from_net, end)
            if base:
                reach = f"From {self._money(from_net)} " + (f"to {self._money(end)} " if end else "")
                yield self._line(
                    "tier",
                    f"{reach}of net in the month: {self._money(base)} × {in_percent(percent)} more",
                    base=base,
                    rate=percent,
                    amount=to_cent(base * percent / 100),
                )

    def shifts(self, shifts: list[Stretch]) -> Iterator[StatementLine]:
        start, end = self.terms.midnight(self.part.start), self.terms.midnight(self.part.end)
        within = [one for one in shifts if min(one.end, end) > max(one.start, start)]
        if not within or not self.part.hourly_rate:
            return
        seconds, idle = (_rounded(sum(of(one, start, end) for one in within)) for of in (_seconds, _idle))
        paid = seconds if self.part.pays_idle_time else seconds - idle
        rate = self.part.hourly_rate
        described = f"{counted(len(within), 'shift').capitalize()}: {in_hours(paid)} × {self._money(rate)} an hour"
        if idle and not self.part.pays_idle_time:
            described += f"; idle for {in_hours(idle)}, which is not paid"
        if any(one.is_open and one.end <= end for one in within):
            described += "; one is still open and counts until now"
        amount = to_cent(Decimal(paid) * rate / 3600)
        yield self._line("shift", described, quantity=paid, rate=rate, amount=amount)

    def _money(self, amount: Decimal) -> str:
        return in_money(amount, self.terms.currency)

    def _line(self, kind: str, described: str, **numbers: object) -> StatementLine:
        return StatementLine(kind=kind, description=self.prefix + described, **numbers)  # type: ignore[arg-type]


def _between(net: Decimal, start: Decimal, end: Decimal | None) -> Decimal:
    """How many of `net` dollars lie between the borders."""
    return max((net if end is None else min(net, end)) - start, Decimal(0))


def _seconds(shift: Stretch, start: dt.datetime, end: dt.datetime) -> Fraction:
    """Of a shift, the seconds from `start` to `end`."""
    return _exact(min(shift.end, end) - max(shift.start, start))


def _idle(shift: Stretch, start: dt.datetime, end: dt.datetime) -> Fraction:
    """Of its idle seconds, those that fall there in proportion."""
    whole = _exact(shift.end - shift.start)
    return min(_exact(shift.idle), whole) * _seconds(shift, start, end) / whole


def _exact(time: dt.timedelta) -> Fraction:
    return Fraction(time // dt.timedelta(microseconds=1), 1_000_000)


def _rounded(seconds: Fraction | int) -> int:
    return int(seconds + Fraction(1, 2))
