from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.mediatypes import media_type_matches

from agencies.api_base import ReadOnlyViewSet, ScopedViewSet
from agencies.api_defaults import OrjsonParser
from agencies.api_errors import WrongParametersError
from chats import services
from chats.api import bulk, bulk_schema, filters, serializers
from chats.models import (
    Chat,
    ChatNote,
    CreatorMedia,
    MassMessage,
    MediaAttachment,
    Message,
    ScheduledMessage,
    Script,
    WordRule,
)
from chats.queue import reasons, refresh_queue


class ChatViewSet(ScopedViewSet):
    """Chats in inbox order: unread first, then who waits longest, then the latest."""

    queryset = Chat.objects.all()
    serializer_class = serializers.ChatSerializer
    filterset_class = filters.ChatFilter
    keyset = ("inbox_rank", "id")

    def perform_create(self, serializer: Any) -> Any:
        told = self._told_of_the_fan(serializer)
        chat: Any = super().perform_create(serializer)
        services.describe_fan(actor=self.actor, chat=chat, **told)
        return chat

    def perform_update(self, serializer: Any) -> Any:
        told, changed = self._told_of_the_fan(serializer), serializer.validated_data
        place = {name: changed.pop(name) for name in ("assigned_to", "snoozed_until") if name in changed}
        chat: Any = super().perform_update(serializer) if changed else serializer.instance
        services.describe_fan(actor=self.actor, chat=chat, **told)
        if "assigned_to" in place:
            services.assign_chat(actor=self.actor, chat=chat, member=place["assigned_to"])
        if "snoozed_until" in place:
            services.snooze_chat(actor=self.actor, chat=chat, until=place["snoozed_until"])
        # The end of a subscription weighs in the queue.
        refresh_queue(chat.agency_id, [chat.pk])
        return chat

    def _told_of_the_fan(self, serializer: Any) -> dict[str, Any]:
        """Takes out what the service writes, which tidies tags and keeps the audit."""
        same = ("tags", "fan_timezone", "fan_language")
        names = {"fan_custom_name": "custom_name", **dict(zip(same, same, strict=True))}
        told = {names[name]: serializer.validated_data[name] for name in names if name in serializer.validated_data}
        for name in names:
            serializer.validated_data.pop(name, None)
        return told

    @extend_schema(request=None, responses=serializers.ChatSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def read(self, request: Request, pk: UUID) -> Response:
        """Mark everything in the chat as read."""
        services.mark_read(actor=self.actor, chat=self.get_object())
        return Response(self.row(pk))

    @extend_schema(request=None, responses=serializers.QueuedChatSerializer, filters=False)
    @action(detail=False, methods=["post"], needs="change", pagination_class=None)
    def next(self, request: Request) -> Response:
        """Claim the chat that most deserves an answer. For members who are logged in."""
        self._must_be_member()
        chosen = services.next_chat(actor=self.actor)
        if chosen is None:
            return Response({"chat": None, "reasons": []})
        chat = self.get_queryset().for_card().get(pk=chosen.pk)
        return Response({"chat": self.row(chat.pk), "reasons": reasons(chat, services.settings_of(chat.agency_id))})

    @extend_schema(request=None, responses=serializers.ChatSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def claim(self, request: Request, pk: UUID) -> Response:
        """Answer this fan alone for some minutes. For members who are logged in; refused while a colleague does."""
        chat = self.get_object()
        self._must_be_member()
        services.claim_chat(actor=self.actor, chat=chat)
        return Response(self.row(pk))

    @extend_schema(request=None, responses=serializers.ChatSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def release(self, request: Request, pk: UUID) -> Response:
        """Leave the fan to the others. For members who are logged in."""
        chat = self.get_object()
        self._must_be_member()
        services.release_chat(actor=self.actor, chat=chat)
        return Response(self.row(pk))

    def _must_be_member(self) -> None:
        if self.actor.membership_id is None:
            raise exceptions.PermissionDenied(
                "Only a member of the team can claim chats: log in, a key stands for nobody in particular."
            )


class MessageViewSet(ScopedViewSet):
    """Messages, latest first. POST queues a reply; DELETE marks a message as deleted and keeps its text."""

    queryset = Message.objects.all()
    serializer_class = serializers.MessageSerializer
    filterset_class = filters.MessageFilter
    keyset = ("-sent_at", "-id")
    http_method_names: ClassVar = ["get", "post", "delete", "head", "options"]  # type: ignore[misc]

    def create(self, request: Request) -> Response:
        """Queue a reply to the fan."""
        return super().create(request)

    def perform_create(self, serializer: Any) -> Message:
        fields = {"text": "", **serializer.validated_data}
        confirmed = fields.pop("confirm_warnings", False)
        return services.send_message(actor=self.actor, source="api", confirmed=confirmed, **fields)

    def takes_stream(self, request: Request) -> bool:
        return self.action == "bulk" and (request.content_type or "").partition(";")[0].strip() == bulk.NDJSON

    @extend_schema(**bulk_schema.TAKEN)
    @action(detail=False, methods=["post"], needs="change", pagination_class=None)
    def bulk(self, request: Request) -> Any:
        """Take in messages as the platform has them: history, or what another program hears.

        A message is known by its platform id: sending it again adds what is new about it and does no harm. As JSON,
        up to 1,000 `messages` in one transaction. As a stream of lines (`application/x-ndjson`, packed by gzip if
        you like) any number; some thousand at a time are written, and stay if the stream breaks off. One wrong row
        keeps none of the others out.
        """
        if self.actor.agency_id is None:
            raise exceptions.PermissionDenied
        if not self.takes_stream(request):
            if not media_type_matches(OrjsonParser.media_type, request.content_type or ""):
                raise exceptions.UnsupportedMediaType(request.content_type or "")
            return Response(bulk.take_list(self.actor, self.actor.agency_id, request._request.body))
        wanted = request.query_params.get("results", "rejected")
        if wanted not in ("all", "rejected", "none"):
            raise WrongParametersError({"results": "Say all, rejected or none."})
        blocks = bulk.blocks_of(request._request)
        # What is written of the stream stays, whatever comes behind it.
        request._request.open_scope.close()  # type: ignore[attr-defined]
        return bulk.take_stream(self.actor, self.actor.agency_id, blocks, wanted)

    @extend_schema(request=None, responses=serializers.MessageSerializer)
    @action(detail=True, methods=["post"], needs="add")
    def retry(self, request: Request, pk: UUID) -> Response:
        """Queue a message again that could not be delivered: one's own, or any for owners and admins."""
        services.retry_message(actor=self.actor, message=self.get_object())
        return Response(self.row(pk))

    def perform_destroy(self, instance: Any) -> None:
        services.delete_message(actor=self.actor, message=instance)


class ScheduledMessageViewSet(ScopedViewSet):
    """Replies for later: waiting, sent or failed. PATCH changes one that has not left, DELETE cancels it."""

    queryset = ScheduledMessage.objects.all()
    serializer_class = serializers.ScheduledMessageSerializer
    filterset_class = filters.ScheduledMessageFilter

    def perform_create(self, serializer: Any) -> ScheduledMessage:
        fields = {"text": "", **serializer.validated_data}
        confirmed = fields.pop("confirm_warnings", False)
        return services.schedule_message(actor=self.actor, confirmed=confirmed, **fields)

    def perform_update(self, serializer: Any) -> ScheduledMessage:
        row = serializer.instance
        fields = {name: getattr(row, name) for name in ("text", "send_at", "price", "of_media_ids")}
        fields |= serializer.validated_data
        confirmed = fields.pop("confirm_warnings", False)
        return services.change_scheduled(actor=self.actor, row=row, confirmed=confirmed, **fields)

    def perform_destroy(self, instance: Any) -> None:
        services.cancel_scheduled(actor=self.actor, row=instance)


class CreatorMediaViewSet(ReadOnlyViewSet):
    """The media of creators that have been in some message: what can be sent."""

    queryset = CreatorMedia.objects.all()
    serializer_class = serializers.CreatorMediaSerializer
    filterset_class = filters.CreatorMediaFilter


class MediaViewSet(ReadOnlyViewSet):
    """References to media on the platform; their addresses expire."""

    queryset = MediaAttachment.objects.all()
    serializer_class = serializers.MediaSerializer
    filterset_class = filters.MediaFilter


class NoteViewSet(ScopedViewSet):
    """What the team should know about a fan."""

    queryset = ChatNote.objects.all()
    serializer_class = serializers.NoteSerializer
    filterset_class = filters.NoteFilter

    def perform_create(self, serializer: Any) -> ChatNote:
        return services.add_note(actor=self.actor, **serializer.validated_data)

    def perform_update(self, serializer: Any) -> ChatNote:
        if "text" in serializer.validated_data:
            services.change_note(actor=self.actor, note=serializer.instance, text=serializer.validated_data["text"])
        note: ChatNote = serializer.instance
        return note

    def perform_destroy(self, instance: Any) -> None:
        services.delete_note(actor=self.actor, note=instance)


class ScriptViewSet(ScopedViewSet):
    """Saved replies, for one creator or for all."""

    queryset = Script.objects.all()
    serializer_class = serializers.ScriptSerializer
    filterset_class = filters.ScriptFilter


class WordRuleViewSet(ScopedViewSet):
    """Words that replies must not, or should not, contain."""

    queryset = WordRule.objects.all()
    serializer_class = serializers.WordRuleSerializer
    filterset_class = filters.WordRuleFilter


class MassMessageViewSet(ReadOnlyViewSet):
    """Mass messages and how far they are; people write and start them in the inbox."""

    queryset = MassMessage.objects.all()
    serializer_class = serializers.MassMessageSerializer
