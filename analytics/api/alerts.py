"""Alert rules, and the alerts they have raised."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api.filters import ReferenceFilter, YesNoFilter
from agencies.api_base import ReadableViewSet, ScopedSerializer, ScopedViewSet
from analytics.alerts.acknowledging import acknowledge
from analytics.models import Alert, AlertRule


class AlertRuleSerializer(ScopedSerializer):
    class Meta:
        model = AlertRule
        fields: ClassVar = [
            "id", "name", "kind", "creator", "limit", "window_minutes", "least_usual", "quiet_minutes", "flags_fan",
            "is_active", "created_at",
        ]  # fmt: skip
        create_only: ClassVar = ["kind", "creator"]


class AlertSerializer(ScopedSerializer):
    kind = serializers.ChoiceField(
        source="rule.kind", choices=AlertRule.Kind.choices, read_only=True, help_text="Of the rule."
    )

    class Meta:
        model = Alert
        fields: ClassVar = [
            "id", "rule", "kind", "creator", "chat", "value", "words", "raised_at", "resolved_at", "acknowledged_at",
            "acknowledged_by", "comment", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class AcknowledgementSerializer(serializers.Serializer[Any]):
    comment = serializers.CharField(
        max_length=300, required=False, allow_blank=True, default="", help_text="What is to be said about it."
    )


class AlertRuleFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=AlertRule.Kind.choices)
    creator = ReferenceFilter(field_name="creator_id")
    is_active = YesNoFilter()

    class Meta:
        model = AlertRule
        fields: ClassVar[list[str]] = []


class AlertFilter(filters.FilterSet):
    rule = ReferenceFilter(field_name="rule_id")
    kind = filters.ChoiceFilter(field_name="rule__kind", choices=AlertRule.Kind.choices)
    creator = ReferenceFilter(field_name="creator_id")
    chat = ReferenceFilter(field_name="chat_id")
    is_open = YesNoFilter(field_name="resolved_at", lookup_expr="isnull")
    acknowledged = YesNoFilter(field_name="acknowledged_at", lookup_expr="isnull", exclude=True)
    since = filters.IsoDateTimeFilter(field_name="raised_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="raised_at", lookup_expr="lt")

    class Meta:
        model = Alert
        fields: ClassVar[list[str]] = []


class AlertRuleViewSet(ScopedViewSet):
    """When the agency wants to be told. Without a creator a rule is about all of them."""

    queryset = AlertRule.objects.all()
    serializer_class = AlertRuleSerializer
    filterset_class = AlertRuleFilter


class AlertViewSet(ReadableViewSet):
    """What alert rules have raised, latest first."""

    queryset = Alert.objects.all()
    serializer_class = AlertSerializer
    filterset_class = AlertFilter

    @extend_schema(request=AcknowledgementSerializer, responses=AlertSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def acknowledge(self, request: Request, pk: UUID) -> Response:
        """Say to have seen it. One about a fan's spending is over with that."""
        alert = self.get_object()
        told = AcknowledgementSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        acknowledge(actor=self.actor, alerts=self.get_queryset().filter(pk=alert.pk), **told.validated_data)
        return Response(self.row(pk))
