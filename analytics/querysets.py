"""What can be asked of the books."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Sum

from agencies.querysets import ScopedQuerySet


class TransactionQuerySet(ScopedQuerySet):
    """Movements of money."""

    def totals(self, at_most: int) -> dict[str, Any] | None:
        """The `number` of these movements and their `gross`, `fee` and `net` in dollars; None of more than that."""
        sums = {name: Sum(name, default=0) for name in ("gross", "fee", "net")}
        found: dict[str, Any] = self.order_by()[: at_most + 1].aggregate(number=Count("pk"), **sums)
        return found if found["number"] <= at_most else None
