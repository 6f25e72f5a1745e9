"""What AI reads for the team: facts about fans, and translations."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api.filters import ReferenceFilter, YesNoFilter
from agencies.api_base import ReadableViewSet, ScopedRelatedField, ScopedSerializer, ScopedViewSet
from chats import services
from chats.models import Chat, FanSummary, Translation


class FactSerializer(serializers.Serializer[Any]):
    """One sentence about the fan."""

    text = serializers.CharField(help_text="What is known.")
    messages = serializers.ListField(child=serializers.UUIDField(), help_text="The messages that say so, by id.")


class FanSummarySerializer(ScopedSerializer):
    """What is known about a fan, and from where."""

    facts = FactSerializer(many=True, read_only=True)

    class Meta:
        model = FanSummary
        fields: ClassVar = [
            "id", "chat", "facts", "read_until", "provider", "model", "prompt_version", "updated_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class SummaryRequestSerializer(serializers.Serializer[Any]):
    """Whose summary."""

    def get_fields(self) -> dict[str, Any]:
        return {"chat": ScopedRelatedField(queryset=Chat.objects.all(), help_text="The chat, by id.")}


class TranslationSerializer(ScopedSerializer):
    """A message in another language. `text` is empty while it is being made; one that cannot be made is gone then."""

    language = serializers.CharField(
        max_length=services.LANGUAGE_LENGTH,
        required=False,
        help_text="By its English name, as in Spanish; the team's own if left out.",
    )

    class Meta:
        model = Translation
        fields: ClassVar = ["id", "message", "language", "text", "is_original", "provider", "model", "created_at"]
        read_only_fields: ClassVar = ["text", "is_original", "provider", "model"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # The rules are the service's; a repeat gives what is there.
        return attrs


class FanSummaryFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")

    class Meta:
        model = FanSummary
        fields: ClassVar[list[str]] = []


class TranslationFilter(filters.FilterSet):
    message = ReferenceFilter(field_name="message_id")
    chat = ReferenceFilter(field_name="message__chat_id")
    creator = ReferenceFilter(field_name="message__chat__creator_id")
    language = filters.CharFilter(label="by its English name")
    is_original = YesNoFilter(label="what was typed before it was translated")

    class Meta:
        model = Translation
        fields: ClassVar[list[str]] = []


class FanSummaryViewSet(ReadableViewSet):
    """Facts about fans, each with the messages that say so. They are kept up to date in the background."""

    queryset = FanSummary.objects.all()
    serializer_class = FanSummarySerializer
    filterset_class = FanSummaryFilter
    http_method_names: ClassVar = ["get", "post", "head", "options"]  # type: ignore[misc]

    @extend_schema(request=SummaryRequestSerializer, responses={202: SummaryRequestSerializer}, filters=False)
    @action(detail=False, methods=["post"], needs="change", pagination_class=None)
    def refresh(self, request: Request) -> Response:
        """Have what is new in a chat read now, in the background; `updated_at` of its summary then moves on."""
        said = SummaryRequestSerializer(data=request.data, context=self.get_serializer_context())
        said.is_valid(raise_exception=True)
        chat = said.validated_data["chat"]
        services.ask_for_summary(actor=self.actor, chat=chat)
        return Response({"chat": chat.pk}, status=202)


class TranslationViewSet(ScopedViewSet):
    """Messages in other languages. POST has what a fan wrote translated in the background."""

    queryset = Translation.objects.all()
    serializer_class = TranslationSerializer
    filterset_class = TranslationFilter
    http_method_names: ClassVar = ["get", "post", "head", "options"]  # type: ignore[misc]

    def create(self, request: Request) -> Response:
        """Have a message of a fan translated; read the row again until its `text` is there."""
        return super().create(request)

    def perform_create(self, serializer: Any) -> Translation:
        return services.ask_for_translation(actor=self.actor, **serializer.validated_data)
