from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

import orjson
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api import schema  # noqa: F401  (registers itself)
from agencies.api.filters import AssignmentFilter, CreatorFilter, MemberFilter
from agencies.api.serializers import (
    AgencySerializer,
    ApiKeySerializer,
    AssignmentSerializer,
    CreatorSerializer,
    MemberSerializer,
    NewApiKeySerializer,
    RotationSerializer,
    ShiftSerializer,
)
from agencies.api_base import ReadOnlyViewSet, ScopedViewSet
from agencies.models import Agency, ApiKey, Creator, CreatorAssignment, Membership, Shift
from agencies.services import create_api_key, keep_an_owner, revoke_api_key, rotate_api_key


class AgencyViewSet(ScopedViewSet):
    """The agency of the key or of the session."""

    queryset = Agency.objects.all()
    serializer_class = AgencySerializer
    http_method_names: ClassVar = ["get", "patch", "head", "options"]  # type: ignore[misc]


class MemberViewSet(ScopedViewSet):
    """Who works in the agency. New members join by invitation."""

    queryset = Membership.objects.all()
    serializer_class = MemberSerializer
    filterset_class = MemberFilter
    http_method_names: ClassVar = ["get", "patch", "delete", "head", "options"]  # type: ignore[misc]

    def perform_update(self, serializer: Any) -> Any:
        row = super().perform_update(serializer)
        keep_an_owner(agency_id=self.actor.agency_id)
        return row

    def perform_destroy(self, instance: Any) -> None:
        super().perform_destroy(instance)
        keep_an_owner(agency_id=self.actor.agency_id)


class CreatorViewSet(ScopedViewSet):
    """Whose accounts the agency runs."""

    queryset = Creator.objects.all()
    serializer_class = CreatorSerializer
    filterset_class = CreatorFilter


class AssignmentViewSet(ScopedViewSet):
    """Which chatter works for which creator."""

    queryset = CreatorAssignment.objects.all()
    serializer_class = AssignmentSerializer
    filterset_class = AssignmentFilter
    http_method_names: ClassVar = ["get", "post", "delete", "head", "options"]  # type: ignore[misc]


class ApiKeyViewSet(ScopedViewSet):
    """Keys of programs. PATCH changes the name and the limit; DELETE revokes a key, and its row stays."""

    queryset = ApiKey.objects.all()
    serializer_class = ApiKeySerializer
    secret_actions = ("create", "rotate")

    @extend_schema(responses={201: NewApiKeySerializer})
    def create(self, request: Request) -> Response:
        """Make a key. The answer holds the secret, which cannot be shown again."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        creators = serializer.validated_data.pop("creators", [])
        key = ApiKey(agency_id=self.actor.agency_id, **serializer.validated_data)
        secret = create_api_key(actor=self.actor, key=key, creators=creators)
        return self._with_secret(key, secret)

    @extend_schema(request=RotationSerializer, responses={201: NewApiKeySerializer})
    @action(detail=True, methods=["post"], needs="change")
    def rotate(self, request: Request, pk: UUID) -> Response:
        """Make a key that takes this one's place. The answer holds its secret; the old one works for some hours yet."""
        key = self.get_object()
        wanted = RotationSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        overlap = dt.timedelta(hours=wanted.validated_data["overlap_hours"])
        return self._with_secret(*rotate_api_key(actor=self.actor, key=key, overlap=overlap))

    def _with_secret(self, key: ApiKey, secret: str) -> Response:
        return Response({**orjson.loads(orjson.dumps(self.row(key.pk))), "key": secret}, status=201)

    def perform_destroy(self, instance: Any) -> None:
        revoke_api_key(actor=self.actor, key=instance)


class ShiftViewSet(ReadOnlyViewSet):
    """When members worked. People start and end their shifts in the inbox."""

    queryset = Shift.objects.all()
    serializer_class = ShiftSerializer
