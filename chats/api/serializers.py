from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from rest_framework import serializers

from agencies.api_base import OfferedChoiceField, ScopedRelatedField, ScopedSerializer
from chats.ai.cards import REASONS
from chats.models import (
    AICall,
    AIResponse,
    Chat,
    ChatNote,
    CreatorMedia,
    DraftRequest,
    MassMessage,
    MediaAttachment,
    Message,
    ScheduledMessage,
    Script,
    WordRule,
)
from chats.models.chat import Direction
from chats.services.ai_drafts import MOST_DRAFTS
from chats.services.outgoing_rules import MAX_TEXT_LENGTH


class ChatSerializer(ScopedSerializer):
    """What is summed up from the messages is read only."""

    last_message_direction = serializers.ChoiceField(choices=[("", "no message"), *Direction.choices], read_only=True)

    class Meta:
        model = Chat
        fields: ClassVar = [
            "id", "creator", "fan_of_id", "fan_username", "fan_display_name", "fan_custom_name", "fan_avatar_url",
            "fan_timezone", "fan_language",
            "subscription_active", "subscription_price", "subscription_expires_at", "first_message_at",
            "last_message_at", "last_message_preview", "last_message_direction", "awaiting_reply_since",
            "unread_count", "tags", "assigned_to", "snoozed_until", "queue_rank", "inbox_rank", "created_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = [
            "first_message_at", "last_message_at", "last_message_preview", "awaiting_reply_since", "unread_count",
            "inbox_rank", "queue_rank",
        ]  # fmt: skip
        create_only: ClassVar = ["creator", "fan_of_id"]


#: Media that one reply may bring.
MAX_MEDIA = 100


def media_ids(**options: Any) -> serializers.ListField:
    """What goes along with a text."""
    return serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), required=False, max_length=MAX_MEDIA,
        help_text="Media of the creator, by their platform ids.", **options,
    )  # fmt: skip


def confirm_warnings() -> serializers.BooleanField:
    """Yes to what should be looked at twice."""
    return serializers.BooleanField(
        write_only=True, required=False, help_text="Send although something should be looked at twice."
    )


def draft_it_began_as() -> ScopedRelatedField:
    """The AI draft behind a reply."""
    return ScopedRelatedField(
        queryset=AIResponse.objects.all(), write_only=True, required=False, allow_null=True,
        help_text="The AI draft that the text began as: one of this chat, neither rejected nor another message's.",
    )  # fmt: skip


def with_draft_id(attrs: dict[str, Any], chat: Any) -> dict[str, Any]:
    """`attrs` with the draft's id as the services take it. In the inbox a draft that has gone costs nobody a reply; a
    program that names a wrong one is told."""
    draft = attrs.pop("ai_response", None)
    if draft is not None:
        if draft.chat_id != getattr(chat, "pk", None):
            raise serializers.ValidationError({"ai_response": "This draft is of another chat."})
        if draft.status not in (AIResponse.Status.SUGGESTED, AIResponse.Status.EXPIRED):
            raise serializers.ValidationError({"ai_response": f"This draft is {draft.status} already, which is final."})
        attrs["ai_response_id"] = draft.pk
    return attrs


class MessageMediaSerializer(ScopedSerializer):
    """Media inside a message."""

    class Meta:
        model = MediaAttachment
        fields: ClassVar = ["id", "of_media_id", "media_type", "url", "thumbnail_url", "duration", "is_preview"]


def media_of_message() -> ArraySubquery:
    """The media of the message at hand, as a list of what `MessageMediaSerializer` names."""
    media = MediaAttachment.objects.filter(agency_id=OuterRef("agency_id"), message_id=OuterRef("pk")).order_by("id")
    return ArraySubquery(
        media.values(item=JSONObject(**{name: F(name) for name in MessageMediaSerializer.Meta.fields}))
    )


class MessageSerializer(ScopedSerializer):
    """POST queues a reply to the fan: only `chat`, `text`, `price` and what is write only are taken."""

    media = MessageMediaSerializer(many=True, read_only=True)
    price = serializers.DecimalField(max_digits=10, decimal_places=2, required=False, min_value=0)

    class Meta:
        model = Message
        fields: ClassVar = [
            "id", "chat", "of_message_id", "direction", "text", "is_ppv", "price", "unlocked", "unlocked_at", "is_tip",
            "tip_amount", "sent_at", "read_at", "deleted_at", "sent_by", "source", "status", "failure_reason",
            "send_after", "created_at", "media",
        ]  # fmt: skip
        computed: ClassVar = {"media": media_of_message()}
        read_only_fields: ClassVar = [name for name in fields if name not in ("chat", "text", "price")]
        extra_kwargs: ClassVar = {"text": {"required": False, "allow_blank": True, "max_length": 10_000}}

    def get_fields(self) -> dict[str, Any]:
        # Taken and never shown, so not among the columns that are read.
        return super().get_fields() | {
            "of_media_ids": media_ids(write_only=True),
            "typed_text": serializers.CharField(
                write_only=True, required=False, allow_blank=True, max_length=10_000,
                help_text="What was typed, where `text` is its translation; the team sees it under the message.",
            ),
            "ai_response": draft_it_began_as(),
            "confirm_warnings": confirm_warnings(),
        }  # fmt: skip

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        # The rules of sending are the service's.
        return with_draft_id(attrs, attrs.get("chat"))


class ScheduledMessageSerializer(ScopedSerializer):
    """A reply for later. With a key, `author` says in whose name it will be sent; people write in their own."""

    price = serializers.DecimalField(max_digits=10, decimal_places=2, required=False, allow_null=True, min_value=0)
    of_media_ids = media_ids()

    class Meta:
        model = ScheduledMessage
        fields: ClassVar = [
            "id", "chat", "author", "text", "price", "of_media_ids", "send_at", "status", "failure_reason", "message",
            "created_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["status", "failure_reason", "message"]
        create_only: ClassVar = ["chat", "author"]
        extra_kwargs: ClassVar = {
            "text": {"required": False, "allow_blank": True, "max_length": 10_000},
            "author": {"required": False},
        }

    def get_fields(self) -> dict[str, Any]:
        draft = {"ai_response": draft_it_began_as()} if self.instance is None else {}
        return super().get_fields() | draft | {"confirm_warnings": confirm_warnings()}

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        # The rules of sending are the service's.
        return with_draft_id(attrs, attrs.get("chat"))


class CreatorMediaSerializer(ScopedSerializer):
    """A media of a creator that has been in some message."""

    class Meta:
        model = CreatorMedia
        fields: ClassVar = [
            "id", "creator", "of_media_id", "media_type", "thumbnail_url", "duration", "last_sent_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class QueuedChatSerializer(serializers.Serializer[Any]):
    """The chat to answer next, and why; null and no reasons while nobody waits."""

    chat = ChatSerializer(allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())


class MediaSerializer(ScopedSerializer):
    class Meta:
        model = MediaAttachment
        fields: ClassVar = [
            "id", "message", "of_media_id", "media_type", "url", "thumbnail_url", "duration", "is_preview",
            "created_at",
        ]  # fmt: skip
        create_only: ClassVar = ["message"]


class NoteSerializer(ScopedSerializer):
    author_name = serializers.CharField(source="author.user.name", read_only=True, allow_null=True)

    class Meta:
        model = ChatNote
        fields: ClassVar = ["id", "chat", "author", "author_name", "text", "created_at", "updated_at"]
        read_only_fields: ClassVar = ["author"]
        create_only: ClassVar = ["chat"]


class ScriptSerializer(ScopedSerializer):
    class Meta:
        model = Script
        fields: ClassVar = [
            "id",
            "creator",
            "title",
            "shortcut",
            "text",
            "price",
            "of_media_ids",
            "is_active",
            "created_at",
        ]


class AIResponseSerializer(ScopedSerializer):
    """A draft. What it says stays as it was made, and what becomes of it is said by `accept/` and `reject/`."""

    draft_text = serializers.CharField(max_length=MAX_TEXT_LENGTH)
    of_media_ids = media_ids()
    reject_reason = serializers.ChoiceField(
        choices=[("", "not rejected"), *AIResponse.RejectReason.choices], read_only=True
    )

    class Meta:
        model = AIResponse
        fields: ClassVar = [
            "id", "chat", "request", "number", "in_reply_to", "requested_by", "provider", "model", "prompt_version",
            "prompt_tokens", "completion_tokens", "cost", "first_token_ms", "latency_ms", "origin", "price",
            "of_media_ids", "draft_text", "final_text", "status", "edit_distance", "reject_reason", "reject_note",
            "decided_at", "decided_by", "sent_message", "revenue", "created_at",
        ]  # fmt: skip
        decided_fields: ClassVar = ["status", "final_text", "edit_distance", "sent_message"]
        read_only_fields: ClassVar = [
            "request", "number", "requested_by", "origin", "reject_reason", "reject_note", "decided_at", "decided_by",
            "revenue", *decided_fields,
        ]  # fmt: skip
        create_only: ClassVar = [
            "chat", "in_reply_to", "provider", "model", "prompt_version", "price", "of_media_ids", "draft_text",
        ]  # fmt: skip
        extra_kwargs: ClassVar = {"cost": {"min_value": 0}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        row: Any = self.instance
        if decided := [name for name in self.Meta.decided_fields if name in self.initial_data]:
            raise serializers.ValidationError(dict.fromkeys(decided, "Say what became of it at accept/ or reject/."))
        if row is not None and row.request_id:
            raise serializers.ValidationError("This draft was made here, and what it took is known.")
        message, chat = attrs.get("in_reply_to"), attrs.get("chat")
        if message is not None and (message.chat_id != chat.pk or message.direction != Direction.IN):  # type: ignore[union-attr]
            raise serializers.ValidationError({"in_reply_to": "Name a message that the fan of this chat wrote."})
        return super().validate(attrs)


class RejectionSerializer(serializers.Serializer[Any]):
    """Why a draft will not do."""

    reason = OfferedChoiceField(choices=REASONS)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)


class AcceptanceSerializer(serializers.Serializer[Any]):
    """The message as which a draft went to the fan."""

    def get_fields(self) -> dict[str, Any]:
        return {"sent_message": ScopedRelatedField(queryset=Message.objects.all())}


class DraftRequestSerializer(ScopedSerializer):
    """A request for drafts. Its drafts are the `ai-responses` with this `request`."""

    wanted = serializers.IntegerField(min_value=1, max_value=MOST_DRAFTS, required=False)

    class Meta:
        model = DraftRequest
        fields: ClassVar = [
            "id", "chat", "in_reply_to", "requested_by", "wanted", "status", "problem", "prompt_version", "arm",
            "started_at", "finished_at", "created_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = [name for name in fields if name not in ("chat", "wanted")]


class AICallSerializer(ScopedSerializer):
    """One call of a provider, and what it cost."""

    class Meta:
        model = AICall
        fields: ClassVar = [
            "id", "chat", "request", "purpose", "provider", "model", "outcome", "prompt_tokens", "completion_tokens",
            "is_estimated", "cost", "first_token_ms", "latency_ms", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class WordRuleSerializer(ScopedSerializer):
    class Meta:
        model = WordRule
        fields: ClassVar = ["id", "creator", "words", "action", "reason", "is_active", "created_at"]


class MassMessageSerializer(ScopedSerializer):
    """A mass message and how far it is; it is written, and started, by people."""

    class Meta:
        model = MassMessage
        fields: ClassVar = [
            "id", "creator", "created_by", "title", "text", "price", "of_media_ids", "pace_per_minute", "scheduled_for",
            "status", "status_reason", "total", "sent", "failed", "skipped", "started_at", "finished_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields
