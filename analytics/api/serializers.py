from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from agencies.api_base import ScopedRelatedField, ScopedSerializer
from analytics.models import FanStats, SalesRules, Subscription, Transaction
from analytics.sales import fee_and_net


class TransactionSerializer(ScopedSerializer):
    attribution = serializers.CharField(
        read_only=True, help_text=f"Why it is theirs: {', '.join(Transaction.Attribution.values)}; empty until counted."
    )

    class Meta:
        model = Transaction
        fields: ClassVar = [
            "id", "creator", "chat", "of_transaction_id", "kind", "gross", "fee", "net", "occurred_at", "message",
            "attributed_to", "attribution", "created_at",
        ]  # fmt: skip
        create_only: ClassVar = ["creator", "chat"]
        extra_kwargs: ClassVar = {
            "fee": {"help_text": "Dollars the platform keeps. Not given: by the agency's sales rules."},
            "net": {"required": False, "help_text": "Gross less fee. Worked out where it is not given."},
        }

    def get_fields(self) -> dict[str, Any]:
        # Taken and never shown, so not among the columns that are read.
        fields = super().get_fields()
        if self.instance is None:
            reverses = ScopedRelatedField(queryset=Transaction.objects.all(), write_only=True, required=False)
            reverses.help_text = "Of a chargeback: what it takes back."
            fields["reverses"] = reverses
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        taken_back = {"reverses": attrs.pop("reverses")} if "reverses" in attrs else {}
        if {"gross", "fee"} & attrs.keys() or self.instance is None:
            agency_id = self.context["request"]._request.actor.agency_id
            told: dict[str, Any] = {
                name: attrs.get(name, getattr(self.instance, name, None)) for name in ("gross", "fee")
            }
            attrs["fee"], net = fee_and_net(agency_id=agency_id, **told)
            attrs.setdefault("net", net)
        return {**super().validate(attrs), **taken_back}


class SalesRulesSerializer(ScopedSerializer):
    class Meta:
        model = SalesRules
        fields: ClassVar = [
            "platform_fee_percent", "window_hours", "tip_rule", "subscription_rule", "renewal_rule", "post_rule",
            "stream_rule", "applied_at", "sales_to_apply", "sales_applied",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["applied_at", "sales_to_apply", "sales_applied"]


class MoveSerializer(serializers.Serializer[Any]):
    """Sales of one kind that would be somebody else's."""

    kind = serializers.ChoiceField(choices=Transaction.Kind.choices)
    before = serializers.UUIDField(allow_null=True, help_text="The member whose sales they are; null: nobody's.")
    after = serializers.UUIDField(allow_null=True, help_text="The member whose sales they would be; null: nobody's.")
    sales = serializers.IntegerField(help_text="How many.")
    net = serializers.DecimalField(max_digits=14, decimal_places=2, help_text="What they brought, in dollars.")


class RulesPreviewSerializer(serializers.Serializer[Any]):
    """What rules would change."""

    moves = MoveSerializer(many=True, help_text="Whose sales would be others', those with most money first.")
    sales = serializers.IntegerField(help_text="Sales that would be somebody else's.")
    net = serializers.DecimalField(max_digits=14, decimal_places=2, help_text="What they brought, in dollars.")
    charged = serializers.IntegerField(help_text="Sales of which the platform would keep another part.")
    charged_net = serializers.DecimalField(
        max_digits=14, decimal_places=2, help_text="What would be left of these, in dollars more than now."
    )


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
