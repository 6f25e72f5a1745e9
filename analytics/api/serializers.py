from __future__ import annotations

from typing import ClassVar

from agencies.api_base import ScopedSerializer
from analytics.models import FanStats, Subscription, Transaction


class TransactionSerializer(ScopedSerializer):
    class Meta:
        model = Transaction
        fields: ClassVar = [
            "id", "creator", "chat", "of_transaction_id", "kind", "gross", "fee", "net", "occurred_at", "message",
            "attributed_to", "created_at",
        ]  # fmt: skip


class SubscriptionSerializer(ScopedSerializer):
    class Meta:
        model = Subscription
        fields: ClassVar = ["id", "chat", "started_at", "expires_at", "price", "auto_renew", "status", "created_at"]
        create_only: ClassVar = ["chat"]


class FanStatsSerializer(ScopedSerializer):
    class Meta:
        model = FanStats
        fields: ClassVar = [
            "id", "chat", "total_tips", "total_ppv_purchased", "total_subscriptions", "total_spent", "messages_sent",
            "messages_received", "ppv_sent", "ppv_unlocked", "avg_response_time_seconds", "last_purchase_at",
            "purchases", "turns", "turns_answered", "engagement_score", "recency_score", "frequency_score",
            "spending_score", "reply_score", "updated_at",
        ]  # fmt: skip
