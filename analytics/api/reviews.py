from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from rest_framework import serializers

from agencies.api.filters import ReferenceFilter
from agencies.api_base import ScopedSerializer, ScopedViewSet
from analytics.models import MessageReview
from analytics.review.services import review_message, withdraw_review


class MessageReviewSerializer(ScopedSerializer):
    chat = serializers.UUIDField(source="message.chat_id", read_only=True, help_text="The chat, by id.")
    sent_by = serializers.UUIDField(
        source="message.sent_by_id", read_only=True, allow_null=True, help_text="The member who sent the message."
    )

    class Meta:
        model = MessageReview
        fields: ClassVar = [
            "id", "message", "chat", "sent_by", "verdict", "comment", "reviewer", "reviewed_at", "seen_at",
            "created_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["reviewer", "reviewed_at", "seen_at"]
        create_only: ClassVar = ["message"]


class MessageReviewFilter(filters.FilterSet):
    message = ReferenceFilter(field_name="message_id")
    sent_by = ReferenceFilter(field_name="message__sent_by_id")
    creator = ReferenceFilter(field_name="message__chat__creator_id")
    verdict = filters.ChoiceFilter(choices=MessageReview.Verdict.choices)

    class Meta:
        model = MessageReview
        fields: ClassVar[list[str]] = []


class MessageReviewViewSet(ScopedViewSet):
    """What owners and admins think of messages, latest first. A message has one review; a chatter reads their own."""

    queryset = MessageReview.objects.all()
    serializer_class = MessageReviewSerializer
    filterset_class = MessageReviewFilter
    keyset = ("-reviewed_at", "-id")

    def perform_create(self, serializer: Any) -> MessageReview:
        return review_message(actor=self.actor, **serializer.validated_data)

    def perform_update(self, serializer: Any) -> MessageReview:
        review: MessageReview = serializer.instance
        told = {"verdict": review.verdict, "comment": review.comment, **serializer.validated_data}
        return review_message(actor=self.actor, message=review.message, **told)

    def perform_destroy(self, instance: Any) -> None:
        withdraw_review(actor=self.actor, review=instance)
