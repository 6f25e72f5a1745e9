"""AI drafts for programs: asking, what came of it, and what it cost."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_base import ReadOnlyViewSet, ScopedViewSet
from chats import services
from chats.api import filters, serializers
from chats.models import AICall, AIResponse, DraftRequest


class DraftRequestViewSet(ScopedViewSet):
    """Requests for drafts. POST asks; the drafts are made in the background and are there when `status` is `done`."""

    queryset = DraftRequest.objects.all()
    serializer_class = serializers.DraftRequestSerializer
    filterset_class = filters.DraftRequestFilter
    http_method_names: ClassVar = ["get", "post", "head", "options"]  # type: ignore[misc]

    def create(self, request: Request) -> Response:
        """Ask for drafts for the chat, as many as are `wanted` and the agency allows."""
        return super().create(request)

    def perform_create(self, serializer: Any) -> DraftRequest:
        return services.request_drafts(actor=self.actor, in_worker=True, **serializer.validated_data)


class AIResponseViewSet(ScopedViewSet):
    """Every draft an AI made, and what became of it."""

    queryset = AIResponse.objects.all()
    serializer_class = serializers.AIResponseSerializer
    filterset_class = filters.AIResponseFilter

    def create(self, request: Request) -> Response:
        """Keep a draft that another program has made, so that it is accounted for as our own are.

        What the guard holds back is kept as rejected; where the guard has stopped drafts in a chat there are none.
        """
        return super().create(request)

    def perform_create(self, serializer: Any) -> AIResponse:
        return services.record_draft(actor=self.actor, **serializer.validated_data)

    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Say later what it took to make a draft of another program: tokens, cost and times. All else stays."""
        return super().partial_update(request, pk)

    @extend_schema(request=serializers.RejectionSerializer, responses=serializers.AIResponseSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def reject(self, request: Request, pk: UUID) -> Response:
        """Say that the draft will not do, and why."""
        draft = self.get_object()
        said = serializers.RejectionSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        services.reject_draft(actor=self.actor, draft=draft, **said.validated_data)
        return Response(self.row(pk))

    @extend_schema(request=serializers.AcceptanceSerializer, responses=serializers.AIResponseSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def accept(self, request: Request, pk: UUID) -> Response:
        """Say as which message the draft went to the fan; how much was changed is worked out here.

        Who sends by `POST /messages/` names the draft there, in `ai_response`, and needs nothing else.
        """
        draft = self.get_object()
        said = serializers.AcceptanceSerializer(data=request.data, context=self.get_serializer_context())
        said.is_valid(raise_exception=True)
        services.accept_draft(actor=self.actor, draft=draft, message=said.validated_data["sent_message"])
        return Response(self.row(pk))


class AICallViewSet(ReadOnlyViewSet):
    """Each call of an AI provider, whatever for and however it ended, with its cost. Never holds a text."""

    queryset = AICall.objects.all()
    serializer_class = serializers.AICallSerializer
    filterset_class = filters.AICallFilter
