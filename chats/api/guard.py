"""The guard's rules, and what they have seen."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters as filters
from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api.filters import ReferenceFilter, YesNoFilter
from agencies.api_base import ReadableViewSet, ScopedSerializer, ScopedViewSet
from chats.guard.rules import ensure_rules, restore_rule
from chats.models import GuardEvent, GuardRule
from chats.models.guard import GuardKind
from chats.services import decide_event


class GuardRuleSerializer(ScopedSerializer):
    class Meta:
        model = GuardRule
        fields: ClassVar = [
            "id", "key", "title", "kind", "phrases", "detector", "watches_fan", "watches_team", "action",
            "stops_drafts", "advice", "is_active", "created_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["key"]


class GuardEventSerializer(ScopedSerializer):
    class Meta:
        model = GuardEvent
        fields: ClassVar = [
            "id", "chat", "rule", "kind", "title", "origin", "stops_drafts", "message", "ai_response", "member",
            "excerpt", "status", "decided_by", "decided_at", "decision_reason", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class DecisionSerializer(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(
        choices=[("confirmed", "confirmed"), ("dismissed", "false alarm")], help_text="What it is."
    )
    reason = serializers.CharField(
        max_length=300, required=False, allow_blank=True, default="", help_text="Why; a false alarm needs it."
    )


class GuardRuleFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=GuardKind.choices)
    is_active = YesNoFilter()

    class Meta:
        model = GuardRule
        fields: ClassVar[list[str]] = []


class GuardEventFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    rule = ReferenceFilter(field_name="rule_id")
    message = ReferenceFilter(field_name="message_id")
    member = ReferenceFilter(field_name="member_id")
    kind = filters.ChoiceFilter(choices=GuardKind.choices)
    status = filters.ChoiceFilter(choices=GuardEvent.Status.choices)
    origin = filters.ChoiceFilter(choices=GuardEvent.Origin.choices)
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = GuardEvent
        fields: ClassVar[list[str]] = []


class GuardRuleViewSet(ScopedViewSet):
    """What the guard watches for, on both sides of a chat. Built-in rules can be switched off, but not deleted."""

    queryset = GuardRule.objects.all()
    serializer_class = GuardRuleSerializer
    filterset_class = GuardRuleFilter

    def list(self, request: Request) -> Response:
        """A page of rules; those that come with the product have a key."""
        if self.actor.agency_id:
            ensure_rules(self.actor.agency_id)
        return super().list(request)

    def perform_destroy(self, instance: Any) -> None:
        if instance.key:
            raise ValidationError("This rule comes with the product: switch it off instead (is_active).")
        super().perform_destroy(instance)

    @extend_schema(request=None, responses=GuardRuleSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def restore(self, request: Request, pk: UUID) -> Response:
        """Give a built-in rule its text back, as it came with the product."""
        restore_rule(actor=self.actor, rule=self.get_object())
        return Response(self.row(pk))


class GuardEventViewSet(ReadableViewSet):
    """What the guard has seen, latest first. An open event flags its chat, and mostly stops AI drafts there."""

    queryset = GuardEvent.objects.all()
    serializer_class = GuardEventSerializer
    filterset_class = GuardEventFilter

    @extend_schema(request=DecisionSerializer, responses=GuardEventSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def decide(self, request: Request, pk: UUID) -> Response:
        """Confirm an event, or dismiss it as a false alarm. What was confirmed may be dismissed later."""
        event = self.get_object()
        told = DecisionSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        decide_event(actor=self.actor, event=event, **told.validated_data)
        return Response(self.row(pk))
