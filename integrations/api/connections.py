"""Accounts at other services: how they are, and the fetching of their data. They are connected in the admin."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api.filters import ReferenceFilter
from agencies.api_base import ReadableViewSet, ScopedSerializer
from integrations import services
from integrations.models import Connection, SyncRun
from integrations.providers.registry import PROVIDERS


class ConnectionSerializer(ScopedSerializer):
    provider = serializers.ChoiceField(choices=list(PROVIDERS), read_only=True)

    class Meta:
        model = Connection
        fields: ClassVar = [
            "id", "creator", "provider", "account_id", "is_active", "status", "status_reason", "status_at",
            "syncs_messages", "syncs_fans", "syncs_transactions", "sends_messages", "last_event_at", "last_synced_at",
            "credits_left", "calls_per_minute", "calls_left", "calls_resume_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class SyncRunSerializer(ScopedSerializer):
    class Meta:
        model = SyncRun
        fields: ClassVar = [
            "id", "connection", "kind", "status", "phase", "chats_total", "chats_done", "counts", "error", "resume_at",
            "started_at", "finished_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class FetchSerializer(serializers.Serializer[Any]):
    """What is to be fetched."""

    kind = serializers.ChoiceField(
        choices=SyncRun.Kind.choices,
        default=SyncRun.Kind.NEWS,
        help_text="Everything, what is new, or gaps.",
    )


class ConnectionFilter(filters.FilterSet):
    creator = ReferenceFilter(field_name="creator_id")
    provider = filters.ChoiceFilter(choices=[(name, name) for name in PROVIDERS])
    status = filters.ChoiceFilter(choices=Connection.Status.choices)
    is_active = filters.BooleanFilter()

    class Meta:
        model = Connection
        fields: ClassVar[list[str]] = []


class SyncRunFilter(filters.FilterSet):
    connection = ReferenceFilter(field_name="connection_id")
    kind = filters.ChoiceFilter(choices=SyncRun.Kind.choices)
    status = filters.ChoiceFilter(choices=SyncRun.Status.choices)

    class Meta:
        model = SyncRun
        fields: ClassVar[list[str]] = []


class ConnectionViewSet(ReadableViewSet):
    """Creators' accounts at services that talk to the platform. Keys and secrets are never shown."""

    queryset = Connection.objects.all()
    serializer_class = ConnectionSerializer
    filterset_class = ConnectionFilter

    @extend_schema(request=None, responses=ConnectionSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def pause(self, request: Request, pk: UUID) -> Response:
        """Fetch, send and work off nothing more. Events are still taken and kept."""
        services.pause_connection(actor=self.actor, connection=self.get_object())
        return Response(self.row(pk))

    @extend_schema(request=None, responses=ConnectionSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def resume(self, request: Request, pk: UUID) -> Response:
        """Go on, with what came meanwhile first."""
        services.resume_connection(actor=self.actor, connection=self.get_object())
        return Response(self.row(pk))

    @extend_schema(request=FetchSerializer, responses={201: SyncRunSerializer})
    @action(detail=True, methods=["post"], needs="change")
    def fetch(self, request: Request, pk: UUID) -> Response:
        """Have its data fetched. The answer is the run: read it again to see how far it is."""
        connection = self.get_object()
        asked = FetchSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        run = services.start_sync(actor=self.actor, connection=connection, kind=asked.validated_data["kind"])
        return Response(SyncRunViewSet.shown(self.actor, run.pk), status=201)


class SyncRunViewSet(ReadableViewSet):
    """Fetchings of connections' data, and how far they are."""

    queryset = SyncRun.objects.all()
    serializer_class = SyncRunSerializer
    filterset_class = SyncRunFilter

    @extend_schema(request=None, responses=SyncRunSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def pause(self, request: Request, pk: UUID) -> Response:
        """Stop after the page at hand."""
        services.pause_sync(actor=self.actor, run=self.get_object())
        return Response(self.row(pk))

    @extend_schema(request=None, responses=SyncRunSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def resume(self, request: Request, pk: UUID) -> Response:
        """Go on where it stopped."""
        services.resume_sync(actor=self.actor, run=self.get_object())
        return Response(self.row(pk))
