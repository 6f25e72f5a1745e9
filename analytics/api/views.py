from __future__ import annotations

from agencies.api_base import ReadOnlyViewSet, ScopedViewSet
from analytics.api import filters, serializers
from analytics.models import FanStats, Subscription, Transaction


class TransactionViewSet(ScopedViewSet):
    """Movements of money, latest first."""

    queryset = Transaction.objects.all()
    serializer_class = serializers.TransactionSerializer
    filterset_class = filters.TransactionFilter
    keyset = ("-occurred_at", "-id")


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
