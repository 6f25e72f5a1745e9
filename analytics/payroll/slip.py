"""What is shown of a statement, or of one that is being written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils import timezone

from agencies.models import Agency
from analytics.models import Statement, StatementLine
from analytics.payroll.drafts import Difference, differences

BY_HAND = Q(lines__kind=StatementLine.Kind.ADJUSTMENT)
CORRECTED = Q(lines__kind=StatementLine.Kind.CORRECTION)


@dataclass(frozen=True)
class Slip:
    """A statement as a line of the month, in dollars: `earned` of the month itself, and what came on top.

    `difference`: what has changed since it was locked; None for a draft, which is what is true now.
    """

    statement: Statement
    earned: Decimal
    corrected: Decimal
    adjusted: Decimal
    difference: Difference | None


def slips_of(statements: Iterable[Statement], agency: Agency) -> list[Slip]:
    """The lines of a month's page, in the order of `statements`. Call in the scope."""
    rows = list(statements)
    sums = Statement.objects.filter(agency_id=agency.pk, pk__in=[row.pk for row in rows]).order_by()
    by_row = {
        pk: (corrected or Decimal(0), adjusted or Decimal(0))
        for pk, corrected, adjusted in sums.values_list("pk").annotate(
            corrected=Sum("lines__amount", filter=CORRECTED), adjusted=Sum("lines__amount", filter=BY_HAND)
        )
    }
    found = differences(statements=rows, agency=agency, now=timezone.now())
    return [Slip(row, row.total - sum(by_row[row.pk], Decimal(0)), *by_row[row.pk], found.get(row.pk)) for row in rows]
