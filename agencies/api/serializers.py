from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from agencies.api_base import ScopedSerializer
from agencies.models import Agency, ApiKey, Creator, CreatorAssignment, Membership


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


class ApiKeySerializer(ScopedSerializer):
    class Meta:
        model = ApiKey
        fields: ClassVar = [
            "id", "name", "prefix", "role", "limited_to_creators", "expiry_date", "revoked", "last_used_at",
            "created_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["prefix", "revoked", "last_used_at"]


class NewApiKeySerializer(ApiKeySerializer):
    """Adds the secret, which is shown only in the answer to its creation."""

    key = serializers.CharField(read_only=True)

    class Meta(ApiKeySerializer.Meta):
        fields: ClassVar = [*ApiKeySerializer.Meta.fields, "key"]
