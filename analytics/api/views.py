from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_base import ReadOnlyViewSet, ScopedViewSet
from analytics.api import filters, serializers
from analytics.models import FanStats, Subscription, Transaction
from analytics.sales import give_sale, leave_to_rules, record_sale


class TransactionViewSet(ScopedViewSet):
    """Movements of money, latest first.

    Whose a sale is, the rules say (`/sales-rules/`). Writing `attributed_to` gives it to somebody by hand.
    """

    queryset = Transaction.objects.all()
    serializer_class = serializers.TransactionSerializer
    filterset_class = filters.TransactionFilter
    keyset = ("-occurred_at", "-id")

    def perform_create(self, serializer: Any) -> Transaction:
        fields = dict(serializer.validated_data)
        reverses = fields.pop("reverses", None)
        return record_sale(actor=self.actor, sale=Transaction(**fields), reverses=reverses)

    def perform_update(self, serializer: Any) -> Any:
        changed = serializer.validated_data
        is_given, member = "attributed_to" in changed, changed.pop("attributed_to", None)
        row: Any = super().perform_update(serializer) if changed else serializer.instance
        if is_given:
            give_sale(actor=self.actor, sale=row, member=member)
        return row

    @extend_schema(request=None, responses=serializers.TransactionSerializer)
    @action(detail=True, methods=["post"], needs="change", url_path="by-rules")
    def by_rules(self, request: Request, pk: UUID) -> Response:
        """Let the sales rules say again whose this sale is; they do a moment later."""
        leave_to_rules(actor=self.actor, sale=self.get_object())
        return Response(self.row(pk))


class SubscriptionViewSet(ScopedViewSet):
    """Periods in which a fan was subscribed."""

    queryset = Subscription.objects.all()
    serializer_class = serializers.SubscriptionSerializer
    filterset_class = filters.SubscriptionFilter


class FanStatsViewSet(ReadOnlyViewSet):
    """What each fan has brought, biggest spenders first."""

    queryset = FanStats.objects.all()
    serializer_class = serializers.FanStatsSerializer
    filterset_class = filters.FanStatsFilter
    keyset = ("-total_spent", "-id")
