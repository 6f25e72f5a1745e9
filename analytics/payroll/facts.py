"""What members are paid for: net by kind and day, and time on shift. Two queries for any number of members."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Substr, TruncDate

from agencies.models import Shift
from analytics.models import Transaction
from analytics.settlement import REVERSAL

CHARGEBACK = Transaction.Kind.CHARGEBACK


class Sales(NamedTuple):
    """What sales of a kind brought on a day; chargebacks are of the kind of the sale they take back, if it is known."""

    day: dt.date
    kind: str
    sales: int
    chargebacks: int
    net: Decimal


class Stretch(NamedTuple):
    """A shift; one that is open ends now."""

    start: dt.datetime
    end: dt.datetime
    idle: dt.timedelta
    is_open: bool = False


@dataclass
class Facts:
    """What one member did."""

    sales: list[Sales] = field(default_factory=list)
    shifts: list[Stretch] = field(default_factory=list)


def facts_of(
    *,
    agency_id: UUID,
    members: Collection[UUID],
    zone: ZoneInfo,
    start: dt.datetime,
    end: dt.datetime,
    now: dt.datetime,
) -> dict[UUID, Facts]:
    """The facts of each member from `start` until before `end`; days are those of `zone`. Call in the scope."""
    found: dict[UUID, Facts] = defaultdict(Facts)
    sold = Transaction.objects.filter(
        agency_id=agency_id, attributed_to_id__in=members, occurred_at__gte=start, occurred_at__lt=end
    )
    for member, *numbers in (
        sold.order_by()
        .annotate(counted_as=_counted_as(), local_day=TruncDate("occurred_at", tzinfo=zone))
        .values_list("attributed_to_id", "local_day", "counted_as")
        .annotate(
            sales=Count("pk", filter=~Q(kind=CHARGEBACK)),
            chargebacks=Count("pk", filter=Q(kind=CHARGEBACK)),
            total=Sum("net"),
        )
    ):
        found[member].sales.append(Sales(*numbers))
    worked = Shift.objects.filter(agency_id=agency_id, membership_id__in=members, started_at__lt=min(end, now))
    for shift in worked.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=start)).order_by("started_at"):
        stretch = Stretch(shift.started_at, shift.ended_at or now, shift.idle, shift.ended_at is None)
        found[shift.membership_id].shifts.append(stretch)
    return found


def _counted_as() -> Case:
    """The kind of a sale, or of the sale that a chargeback takes back; "chargeback" if that is not known."""
    told = Substr(OuterRef("of_transaction_id"), len(REVERSAL.format("")) + 1)
    original = Transaction.objects.filter(agency_id=OuterRef("agency_id"), of_transaction_id=told)
    kind = Subquery(original.exclude(kind=CHARGEBACK).order_by().values("kind")[:1])
    is_reversal = Q(kind=CHARGEBACK, of_transaction_id__startswith=REVERSAL.format(""))
    return Case(
        When(is_reversal, then=Coalesce(kind, Value(CHARGEBACK.value))),
        default=F("kind"),
        output_field=CharField(),
    )
