from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from rest_framework import serializers

from agencies.api_base import ScopedRelatedField, ScopedSerializer
from agencies.models import Agency, ApiKey, ApiKeyCreator, Creator, CreatorAssignment, Membership, Shift


class AgencySerializer(ScopedSerializer):
    class Meta:
        model = Agency
        fields: ClassVar = ["id", "name", "slug", "timezone", "currency", "created_at"]
        read_only_fields: ClassVar = ["slug"]


class MemberSerializer(ScopedSerializer):
    email = serializers.EmailField(source="user.email", read_only=True)
    name = serializers.CharField(source="user.name", read_only=True)

    class Meta:
        model = Membership
        fields: ClassVar = ["id", "user", "email", "name", "role", "is_active", "created_at"]
        read_only_fields: ClassVar = ["user"]


class CreatorSerializer(ScopedSerializer):
    class Meta:
        model = Creator
        fields: ClassVar = [
            "id", "of_user_id", "username", "display_name", "avatar_url", "header_url", "subscription_price",
            "is_verified", "last_seen_at", "persona", "is_active", "created_at",
        ]  # fmt: skip


class AssignmentSerializer(ScopedSerializer):
    class Meta:
        model = CreatorAssignment
        fields: ClassVar = ["id", "membership", "creator", "created_at"]


def creators_of_key() -> ArraySubquery:
    """The ids of the creators that the key at hand is limited to."""
    limits = ApiKeyCreator.objects.filter(agency_id=OuterRef("agency_id"), api_key_id=OuterRef("pk"))
    return ArraySubquery(limits.order_by("creator_id").values("creator_id"))


class ApiKeySerializer(ScopedSerializer):
    creators = ScopedRelatedField(
        many=True,
        required=False,
        queryset=Creator.objects.all(),
        help_text="Limits the key to these. A key of role chatter sees no others.",
    )

    class Meta:
        model = ApiKey
        fields: ClassVar = [
            "id", "name", "prefix", "role", "limited_to_creators", "creators", "rate_per_minute", "expiry_date",
            "revoked", "last_used_at", "created_at",
        ]  # fmt: skip
        computed: ClassVar = {"creators": creators_of_key()}
        read_only_fields: ClassVar = ["prefix", "revoked", "last_used_at"]
        create_only: ClassVar = ["role", "limited_to_creators", "creators", "expiry_date"]


class NewApiKeySerializer(ApiKeySerializer):
    """Adds the secret, which is shown only in the answer to its creation."""

    key = serializers.CharField(read_only=True)

    class Meta(ApiKeySerializer.Meta):
        fields: ClassVar = [*ApiKeySerializer.Meta.fields, "key"]


class RotationSerializer(serializers.Serializer[Any]):
    """How long the old key goes on working beside the new one."""

    overlap_hours = serializers.IntegerField(
        min_value=0, max_value=168, default=24, help_text="0 ends the old key at once."
    )


class ShiftSerializer(ScopedSerializer):
    """A shift; `idle_seconds` are those without a key or a click."""

    class Meta:
        model = Shift
        fields: ClassVar = [
            "id",
            "membership",
            "started_at",
            "ended_at",
            "last_active_at",
            "idle_seconds",
            "created_at",
        ]
        read_only_fields = fields
