"""What an agency's AI has cost this month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils import timezone

from agencies.models import Agency
from chats.models import AICall


def spent_this_month(agency_id: UUID) -> Decimal:
    """Dollars of all calls since the month began on the agency's clocks. Call in the scope."""
    zone = ZoneInfo(Agency.objects.values_list("timezone", flat=True).get(pk=agency_id))
    first = timezone.now().astimezone(zone).date().replace(day=1)
    since = dt.datetime.combine(first, dt.time(), zone)
    calls = AICall.objects.filter(agency_id=agency_id, created_at__gte=since)
    spent: Decimal = calls.aggregate(spent=Sum("cost", default=Decimal(0)))["spent"]
    return spent
