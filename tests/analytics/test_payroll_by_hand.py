"""Whatever is sold and worked under whatever plans: the statement is what somebody works out with a pencil.

The pencil gives each cent of the month its place to find its tier, and reckons in fractions; it shares only terms and
facts, or the rows, with the product.
"""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.tenancy import agency_scope
from analytics.models import PlanAssignment
from analytics.payroll.calculate import calculate
from analytics.payroll.facts import Facts, Sales, Stretch
from analytics.payroll.terms import KINDS, Part, Terms
from tests.analytics.pay import Payee

#: The clocks of Berlin go forward on the 31st, those of St. John's on the 10th.
MONTH, END = dt.date(2024, 3, 1), dt.date(2024, 4, 1)
ZONES = st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kolkata"])
NETS = st.sampled_from(["0.01", "0.05", "3.33", "79.99", "500", "-0.05", "-60"]).map(Decimal)
PERCENTS = st.sampled_from(["0", "2.5", "10", "33.33", "100"]).map(Decimal)
DAYS = st.integers(0, 30).map(lambda n: MONTH + dt.timedelta(days=n))
SALES = st.builds(Sales, DAYS, st.sampled_from([*KINDS, "chargeback"]), st.just(1), st.just(0), NETS)
STARTS = st.integers(-48 * 60, 31 * 24 * 60).map(
    lambda minutes: dt.datetime(2024, 3, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes, microseconds=minutes % 7)
)
SHIFTS = st.builds(
    lambda start, seconds, idle: Stretch(start, start + dt.timedelta(seconds=seconds), dt.timedelta(seconds=idle)),
    STARTS, st.integers(1, 200_000), st.integers(0, 5_000),
)  # fmt: skip
PLANS = st.fixed_dictionaries(
    {
        "percents": st.fixed_dictionaries(dict.fromkeys(KINDS, PERCENTS)),
        "tiers": st.dictionaries(st.sampled_from([100, 500, 1000]).map(Decimal), PERCENTS).map(
            lambda tiers: sorted(tiers.items())
        ),
        "hourly_rate": st.sampled_from(["0", "5", "7.77"]).map(Decimal),
        "pays_idle_time": st.booleans(),
    }
)


@st.composite
def terms(draw: Any) -> Terms:
    """One to three plans, the first of which may begin late, and the last end early."""
    days = sorted(draw(st.sets(st.integers(0, 31), min_size=2, max_size=4)))
    borders = [MONTH + dt.timedelta(days=n) for n in days]
    parts = [Part(start=start, end=end, plan="Plan", **draw(PLANS)) for start, end in itertools.pairwise(borders)]
    return Terms(draw(ZONES), "USD", parts)


def cent(amount: Fraction | Decimal) -> Decimal:
    exact = Fraction(amount)
    sign = -1 if exact < 0 else 1
    return sign * Decimal(int(abs(exact) * 100 + Fraction(1, 2))).scaleb(-2)


def by_pencil(told: Terms, sales: list[Sales], shifts: list[Stretch]) -> Decimal:
    """Each plan's days by themselves."""
    total = Decimal(0)
    for part in told.parts:
        for kind in (*KINDS, "chargeback"):
            net = sum(one.net for one in sales if one.kind == kind and part.start <= one.day < part.end)
            total += cent(Fraction(net) * Fraction(part.percents["ppv" if kind == "chargeback" else kind]) / 100)
        total += tiers_by_pencil(part, sales) + hours_by_pencil(part, told.timezone, shifts)
    return total


def tiers_by_pencil(part: Part, sales: list[Sales]) -> Decimal:
    """Cent by cent: each has a place in the month's net, and the last tier below the place pays it."""
    before = int(sum(one.net for one in sales if one.day < part.start) * 100)
    after = int(sum(one.net for one in sales if one.day < part.end) * 100)
    cents = dict.fromkeys(part.tiers, 0)
    for place in range(max(min(before, after), 0), max(before, after, 0)):
        reached = [tier for tier in part.tiers if tier[0] * 100 <= place]
        if reached:
            cents[reached[-1]] += 1 if after > before else -1
    return sum((cent(Fraction(n) / 100 * Fraction(percent) / 100) for (_, percent), n in cents.items()), Decimal(0))


def hours_by_pencil(part: Part, zone: str, shifts: list[Stretch]) -> Decimal:
    start, end = (dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).timestamp() for day in (part.start, part.end))
    worked = idle = Fraction(0)
    for shift in shifts:
        first, last = (Fraction(round(time.timestamp() * 10**6), 10**6) for time in (shift.start, shift.end))
        inside = max(min(last, Fraction(end)) - max(first, Fraction(start)), Fraction(0))
        worked += inside
        idle += min(Fraction(int(shift.idle.total_seconds())), last - first) * inside / (last - first)
    seconds, off = (int(time + Fraction(1, 2)) for time in (worked, idle))
    return cent(Fraction(seconds - (0 if part.pays_idle_time else off)) * Fraction(part.hourly_rate) / 3600)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(told=terms(), sales=st.lists(SALES, max_size=12), shifts=st.lists(SHIFTS, max_size=6))
def test_any_month_is_what_it_is_by_hand(told, sales, shifts):
    lines = calculate(told, MONTH, Facts(sales, shifts))
    assert sum((line.amount for line in lines), Decimal(0)) == by_pencil(told, sales, shifts)
    assert all(line.amount == line.amount.quantize(Decimal("0.01"), ROUND_HALF_UP) for line in lines)


ROWS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40 * 24), NETS.map(abs), st.booleans()), max_size=6)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zone=ZONES, plans=st.dictionaries(st.integers(1, 31), PLANS, max_size=3), sold=ROWS, shifts=st.lists(SHIFTS))
def test_any_statement_is_what_the_rows_say_by_hand(db, zone, plans, sold, shifts):
    payee = Payee(zone)
    with agency_scope(payee.agency.pk):
        PlanAssignment.objects.all().delete()
    starts = sorted(plans)
    for day in starts:
        plan = {f"{kind}_percent": percent for kind, percent in plans[day]["percents"].items()}
        rest = {name: plans[day][name] for name in ("tiers", "hourly_rate", "pays_idle_time")}
        payee.paid_by(MONTH.replace(day=day), **plan, **rest)
    facts = []
    for number, (kind, hours, net, is_taken_back) in enumerate(sold):
        at = dt.datetime(2024, 2, 28, tzinfo=dt.UTC) + dt.timedelta(hours=hours, minutes=7)
        payee.sells(net, at, kind, of_transaction_id=f"t{number}")
        facts.append(Sales(at.astimezone(payee.zone).date(), kind, 1, 0, net))
        if is_taken_back:
            later = at + dt.timedelta(days=3)
            payee.sells(-net, later, "chargeback", of_transaction_id=f"reversal of t{number}")
            facts.append(Sales(later.astimezone(payee.zone).date(), kind, 0, 1, -net))
    for shift in shifts:
        payee.works(shift.start, shift.end, int(shift.idle.total_seconds()))
    ends = [*(MONTH.replace(day=day) for day in starts[1:]), END]
    parts = [Part(MONTH.replace(day=day), end, "", **plans[day]) for day, end in zip(starts, ends, strict=False)]
    month = [one for one in facts if MONTH <= one.day < END]
    assert payee.draw_up(MONTH).total == by_pencil(Terms(zone, "USD", parts), month, shifts)


@given(told=terms())
def test_terms_are_kept_word_for_word(told):
    assert Terms.from_json(told.as_json()) == told
