"""What the statements of a month would say now: the lines of each member, not saved.

Beside what the month itself brings these are corrections and adjustments. A correction is what a locked month would be
by now, by its own terms, less what it was, and less what other statements have carried of that already.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from agencies.models import Agency
from analytics.models import PlanAssignment, Statement, StatementLine
from analytics.payroll.calculate import calculate
from analytics.payroll.facts import Facts, facts_of
from analytics.payroll.terms import Terms, midnight, months_before, next_month, terms_of
from analytics.payroll.words import in_money

Kind = StatementLine.Kind
#: How far back a draft looks for locked months to correct; the platform takes no payment back after half a year.
CORRECTED_MONTHS = 6


class Draft(NamedTuple):
    """The terms of a member's month, and all of its lines."""

    terms: Terms
    lines: list[StatementLine]

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


class Difference(NamedTuple):
    """What a locked month was, what it would be now, and what later statements carry of the difference."""

    then: Decimal
    now: Decimal
    carried: Decimal = Decimal(0)

    @property
    def open(self) -> Decimal:
        """Dollars that nobody has carried yet."""
        return self.now - self.then - self.carried


def draft(*, agency: Agency, members: Collection[UUID], month: dt.date, now: dt.datetime) -> dict[UUID, Draft]:
    """The drafts of these members. Call in the scope; costs the same number of queries for any number of members."""
    terms = _terms(agency, members, month)
    facts = _facts(agency, members, [(one, month) for one in terms.values()], now)
    own = Statement.objects.filter(agency_id=agency.pk, membership_id__in=members, month=month)
    kept = _kept(own)
    corrections = _corrections(agency, members, month, now)
    return {
        member: Draft(
            terms[member],
            _numbered(calculate(terms[member], month, facts[terms[member].timezone][member]))
            + corrections[member]
            + kept[member],
        )
        for member in members
    }


def differences(*, statements: Iterable[Statement], agency: Agency, now: dt.datetime) -> dict[UUID, Difference]:
    """Of locked statements, by their ids: what has changed since."""
    locked = [one for one in statements if one.is_locked]
    return _differences(agency, locked, _carried(agency, locked, month=None), now)


def _terms(agency: Agency, members: Collection[UUID], month: dt.date) -> dict[UUID, Terms]:
    assigned = PlanAssignment.objects.filter(
        agency_id=agency.pk, membership_id__in=members, starts_on__lt=next_month(month)
    )
    by_member: dict[UUID, list[PlanAssignment]] = defaultdict(list)
    for one in assigned.select_related("plan").prefetch_related("plan__tiers").order_by("starts_on"):
        by_member[one.membership_id].append(one)
    return {member: terms_of(agency, by_member[member], month) for member in members}


def _facts(
    agency: Agency, members: Collection[UUID], months: Collection[tuple[Terms, dt.date]], now: dt.datetime
) -> dict[str, dict[UUID, Facts]]:
    """The facts of all these months, by the time zone of their terms and by member."""
    spans: dict[str, list[dt.date]] = defaultdict(list)
    for terms, month in months:
        spans[terms.timezone].append(month)
    found: dict[str, dict[UUID, Facts]] = {}
    for terms, _ in months:
        if terms.timezone not in found:
            first, last = min(spans[terms.timezone]), max(spans[terms.timezone])
            start, end = midnight(first, terms.zone), midnight(next_month(last), terms.zone)
            found[terms.timezone] = facts_of(
                agency_id=agency.pk, members=members, zone=terms.zone, start=start, end=end, now=now
            )
    return found


def _numbered(lines: list[StatementLine]) -> list[StatementLine]:
    for position, line in enumerate(lines):
        line.position = position
    return lines


def _kept(statements: Iterable[Statement]) -> dict[UUID, list[StatementLine]]:
    """What was added by hand, by member."""
    kept: dict[UUID, list[StatementLine]] = defaultdict(list)
    rows = StatementLine.objects.filter(statement__in=statements, kind=Kind.ADJUSTMENT)
    for line in rows.select_related("statement"):
        kept[line.statement.membership_id].append(line)
    return kept


def _corrections(
    agency: Agency, members: Collection[UUID], month: dt.date, now: dt.datetime
) -> dict[UUID, list[StatementLine]]:
    """A line for each locked month whose difference no other statement carries."""
    before = {"month__gte": months_before(month, CORRECTED_MONTHS), "month__lt": month}
    locked = Statement.objects.filter(
        agency_id=agency.pk, membership_id__in=members, status=Statement.Status.LOCKED, **before
    )
    statements = list(locked.order_by("month"))
    found = _differences(agency, statements, _carried(agency, statements, month=month), now)
    lines: dict[UUID, list[StatementLine]] = defaultdict(list)
    for position, one in enumerate(statements):
        if amount := found[one.pk].open:
            then, by_now = (in_money(sum_, one.currency) for sum_ in (found[one.pk].then, found[one.pk].now))
            described = f"Correction of {one.month:%B %Y}: {then} when it was locked, {by_now} by now"
            lines[one.membership_id].append(
                StatementLine(
                    kind=Kind.CORRECTION,
                    description=described,
                    amount=amount,
                    corrects=one,
                    position=StatementLine.LAST - len(statements) + position,
                )
            )
    return lines


def _differences(
    agency: Agency, locked: Collection[Statement], carried: dict[UUID, Decimal], now: dt.datetime
) -> dict[UUID, Difference]:
    if not locked:
        return {}
    terms = {one.pk: Terms.from_json(one.terms) for one in locked}
    members = {one.membership_id for one in locked}
    facts = _facts(agency, members, [(terms[one.pk], one.month) for one in locked], now)
    earned = StatementLine.objects.filter(agency_id=agency.pk, statement__in=[one.pk for one in locked])
    by_hand = [Kind.ADJUSTMENT, Kind.CORRECTION]
    then = dict(earned.exclude(kind__in=by_hand).order_by().values_list("statement").annotate(sum=Sum("amount")))
    found = {}
    for one in locked:
        lines = calculate(terms[one.pk], one.month, facts[terms[one.pk].timezone][one.membership_id])
        by_now = sum((line.amount for line in lines), Decimal(0))
        found[one.pk] = Difference(then.get(one.pk, Decimal(0)), by_now, carried.get(one.pk, Decimal(0)))
    return found


def _carried(agency: Agency, locked: Collection[Statement], month: dt.date | None) -> dict[UUID, Decimal]:
    """Dollars by which statements correct these already; those of `month`, which are being drawn up, aside."""
    if not locked:
        return {}
    lines = StatementLine.objects.filter(agency_id=agency.pk, corrects__in=[one.pk for one in locked])
    rows = lines.exclude(statement__month=month) if month else lines
    return dict(rows.order_by().values_list("corrects").annotate(sum=Sum("amount")))
