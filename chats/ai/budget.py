"""What an agency's AI has cost this month, and whether paid providers may go on."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, Sum
from django.utils import timezone

from agencies.models import Agency
from agencies.statements import Slot, Statement, compiled
from chats.ai.settings import ai_settings_of
from chats.models import AICall, AISettings

#: Share of the limit from which a warning is shown.
WARN_FROM = Decimal("0.8")
#: After so long all calls of a time are written down.
SETTLED_AFTER = dt.timedelta(minutes=10)
#: Of each agency: from when and until when calls are added up, and dollars. Of a month there may be millions, and
#: whoever asks for a draft waits for the sum.
_settled: dict[UUID, tuple[dt.datetime, dt.datetime, Decimal]] = {}


class State(StrEnum):
    """NONE: all is well, or there is no limit."""

    NONE = "none"
    WARNING = "warning"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Budget:
    """Dollars; `limit` None: there is none."""

    limit: Decimal | None
    spent: Decimal

    @property
    def state(self) -> State:
        """WARNING from 80 % of the limit, STOPPED from 100 %."""
        if self.limit is None or self.spent < self.limit * WARN_FROM:
            return State.NONE
        return State.STOPPED if self.spent >= self.limit else State.WARNING


def budget_of(agency_id: UUID, settings: AISettings | None = None) -> Budget:
    """The month's limit and costs so far, on the agency's clocks. Call in scope."""
    limit = (settings or ai_settings_of(agency_id)).monthly_budget
    return Budget(limit, spent_since(agency_id, month_start(Agency.objects.get(pk=agency_id).timezone)))


def budget_in_danger(agency: Agency) -> Budget | None:
    """The month's budget, if most of it is used; one query where there is no limit. Call in scope."""
    budget = limited(agency.pk, agency.timezone, ai_settings_of(agency.pk))
    return budget if budget.state != State.NONE else None


def limited(agency_id: UUID, zone: str, settings: AISettings) -> Budget:
    """The month's budget on clocks in `zone`; where there is no limit, costs are not looked up. Call in scope."""
    limit = settings.monthly_budget
    return Budget(limit, spent_since(agency_id, month_start(zone)) if limit is not None else Decimal(0))


def month_start(zone: str) -> dt.datetime:
    """When this month began on clocks in `zone`."""
    return timezone.localtime(None, ZoneInfo(zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def spent_since(agency_id: UUID, since: dt.datetime) -> Decimal:
    """Dollars that all calls since then have cost."""
    begun, until, cost = _settled.get(agency_id, (since, since, Decimal(0)))
    if begun != since:
        until, cost = since, Decimal(0)
    border = max(until, timezone.now() - SETTLED_AFTER)
    told = _spent().run({"agency": agency_id, "since": until, "border": border})
    settled, recent = (amount or Decimal(0) for amount in (told[0] if told else (None, None)))
    _settled[agency_id] = since, border, cost + settled
    return cost + settled + recent


@functools.cache
def _spent() -> Statement:
    meta: Any = AICall._meta
    agency, at = meta.get_field("agency"), meta.get_field("created_at")
    is_settled = Q(created_at__lt=Slot("border", at))
    calls = AICall.objects.filter(agency_id=Slot("agency", agency), created_at__gte=Slot("since", at))
    sums = {"settled": Sum("cost", filter=is_settled), "recent": Sum("cost", filter=~is_settled)}
    return cast(Statement, compiled(calls.order_by().values("agency").annotate(**sums).values_list(*sums)))
