"""The ledger as lines of a table, for files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from agencies.models import Agency
from agencies.scope import Actor
from agencies.tenancy import agency_scope

COLUMNS = ["Time", "Creator", "Fan", "Kind", "Gross", "Fee", "Net", "Member", "Why", "OnlyFans id"]
#: Rows that are read at once, each part in a transaction of its own.
AT_ONCE = 2_000


def lines(actor: Actor, rows: Any) -> Iterator[list[Any]]:
    """A line for each of these movements, latest first, on the agency's clocks.

    They are read while the file is sent, when the request's own transaction is over.
    """
    zone = ZoneInfo(Agency.objects.values_list("timezone", flat=True).get(pk=str(actor.agency_id)))
    rows = rows.select_related("creator", "chat", "attributed_to__user").order_by("-occurred_at", "-id")
    behind = Q()
    while True:
        with agency_scope(actor.agency_id):
            part = list(rows.filter(behind)[:AT_ONCE])
        for sale in part:
            yield _line(sale, zone)
        if len(part) < AT_ONCE:
            return
        last = part[-1]
        behind = Q(occurred_at__lt=last.occurred_at) | Q(occurred_at=last.occurred_at, id__lt=last.pk)


def _line(sale: Any, zone: ZoneInfo) -> list[Any]:
    return [
        sale.occurred_at.astimezone(zone), str(sale.creator), sale.chat.fan_name if sale.chat else "",
        sale.get_kind_display(), sale.gross, sale.fee, sale.net,
        str(sale.attributed_to) if sale.attributed_to else "", sale.why, sale.of_transaction_id or "",
    ]  # fmt: skip
