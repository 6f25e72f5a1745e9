"""Whom we tell of what happens."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters as filters
import orjson
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api.filters import ReferenceFilter
from agencies.api_base import ReadableViewSet, ScopedSerializer, ScopedViewSet
from agencies.api_shape import told_endpoints
from integrations import services
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.webhooks.events import EVENTS, TEST


class WebhookEndpointSerializer(ScopedSerializer):
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=list(EVENTS)), required=False, help_text="What it is told; empty: all."
    )

    class Meta:
        model = WebhookEndpoint
        fields: ClassVar = [
            "id", "url", "description", "events", "creator", "is_active", "disabled_reason", "failing_since",
            "last_delivery_at", "created_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["disabled_reason", "failing_since", "last_delivery_at"]
        create_only: ClassVar = ["creator"]


class NewWebhookEndpointSerializer(WebhookEndpointSerializer):
    """Adds the secret, which is shown only in this answer."""

    secret = serializers.CharField(read_only=True)

    class Meta(WebhookEndpointSerializer.Meta):
        fields: ClassVar = [*WebhookEndpointSerializer.Meta.fields, "secret"]


class WebhookDeliverySerializer(ScopedSerializer):
    event = serializers.ChoiceField(choices=[*EVENTS, TEST], read_only=True)

    class Meta:
        model = WebhookDelivery
        fields: ClassVar = [
            "id", "endpoint", "event", "object_id", "body", "status", "attempts", "next_try_at", "last_tried_at",
            "took_ms", "response_status", "response", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class WebhookDeliveryFilter(filters.FilterSet):
    endpoint = ReferenceFilter(field_name="endpoint_id")
    object_id = filters.UUIDFilter()
    event = filters.ChoiceFilter(choices=[(name, name) for name in (*EVENTS, TEST)])
    status = filters.ChoiceFilter(choices=WebhookDelivery.Status.choices)
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = WebhookDelivery
        fields: ClassVar[list[str]] = []


class WebhookEndpointViewSet(ScopedViewSet):
    """Addresses that are told of what happens, signed by Standard Webhooks (https://www.standardwebhooks.com)."""

    queryset = WebhookEndpoint.objects.all()
    serializer_class = WebhookEndpointSerializer
    secret_actions = ("create", "rotate_secret")

    @extend_schema(responses={201: NewWebhookEndpointSerializer})
    def create(self, request: Request) -> Response:
        """Have an address told from now on. The answer holds the secret that verifies what comes."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        endpoint = WebhookEndpoint(**serializer.validated_data)
        secret = services.save_endpoint(actor=self.actor, endpoint=endpoint)
        return self._with_secret(endpoint, secret)

    def perform_update(self, serializer: Any) -> WebhookEndpoint:
        endpoint: WebhookEndpoint = serializer.instance
        for name, value in serializer.validated_data.items():
            setattr(endpoint, name, value)
        services.save_endpoint(actor=self.actor, endpoint=endpoint)
        return endpoint

    @extend_schema(request=None, responses={201: NewWebhookEndpointSerializer})
    @action(detail=True, methods=["post"], needs="change", url_path="rotate-secret")
    def rotate_secret(self, request: Request, pk: UUID) -> Response:
        """Give it a new secret. For a day deliveries carry the signatures of both."""
        endpoint = self.get_object()
        return self._with_secret(endpoint, services.renew_webhook_secret(actor=self.actor, row=endpoint))

    @extend_schema(request=None, responses={201: WebhookDeliverySerializer})
    @action(detail=True, methods=["post"], needs="change")
    def test(self, request: Request, pk: UUID) -> Response:
        """Have a `webhook.test` delivered. The answer is the delivery: read it again to see what came of it."""
        delivery = services.send_test(actor=self.actor, endpoint=self.get_object())
        return Response(WebhookDeliveryViewSet.shown(self.actor, delivery.pk), status=201)

    def _with_secret(self, endpoint: WebhookEndpoint, secret: str) -> Response:
        return Response({**orjson.loads(orjson.dumps(self.row(endpoint.pk))), "secret": secret}, status=201)


class WebhookDeliveryViewSet(ReadableViewSet):
    """What was sent to endpoints, word for word, and what they answered. Kept for 30 days."""

    queryset = WebhookDelivery.objects.all()
    serializer_class = WebhookDeliverySerializer
    filterset_class = WebhookDeliveryFilter

    @extend_schema(request=None, responses=WebhookDeliverySerializer)
    @action(detail=True, methods=["post"], needs="change")
    def replay(self, request: Request, pk: UUID) -> Response:
        """Send it once more, word for word and under the same `webhook-id`."""
        delivery = self.get_object()
        services.replay_deliveries(actor=self.actor, deliveries=self.get_queryset().filter(pk=delivery.pk))
        return Response(self.row(pk))


def add_webhooks(result: dict[str, Any], generator: Any = None, **_: Any) -> dict[str, Any]:
    """Hook of drf-spectacular: what endpoints are told, as the `webhooks` of OpenAPI 3.1."""
    shown = {name: view.serializer_class for name, view in told_endpoints().items()}
    result["webhooks"] = {
        event.name: {"post": _told(event.name, event.description, _reference(shown[event.kind]))}
        for event in EVENTS.values()
    }
    test = {"type": "object", "description": "Which endpoint, and who has asked for it."}
    result["webhooks"][TEST] = {"post": _told(TEST, "Somebody has pressed the button.", test)}
    return result


def _reference(serializer: Any) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{serializer.__name__.removesuffix('Serializer')}"}


def _told(name: str, description: str, data: dict[str, Any]) -> dict[str, Any]:
    body = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": name},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened."},
            "data": data,
        },
    }
    headers = {
        "webhook-id": "The same each time it is sent: what came already can be left out.",
        "webhook-timestamp": "When it is sent, in seconds since 1970.",
        "webhook-signature": "`v1,` and the signature; two of them while a secret is being replaced.",
    }
    return {
        "summary": name,
        "description": description,
        "tags": ["webhooks"],
        "parameters": [
            {"name": header, "in": "header", "required": True, "schema": {"type": "string"}, "description": text}
            for header, text in headers.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"2XX": {"description": "Taken. Anything else, or nothing within 15 seconds: it comes again."}},
    }
