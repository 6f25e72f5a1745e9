from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Exists, OuterRef, Q
from django_filters.constants import EMPTY_VALUES

from agencies.api.filters import PlatformIdFilter, ReferenceFilter, YesNoFilter
from chats.models import (
    AICall,
    AIResponse,
    Chat,
    ChatNote,
    CreatorMedia,
    DraftRequest,
    MediaAttachment,
    Message,
    ScheduledMessage,
    Script,
    SentMedia,
    WordRule,
)
from chats.models.chat import Direction
from chats.models.media import MediaType
from chats.models.message import Status


class ChatFilter(filters.FilterSet):
    creator = ReferenceFilter(field_name="creator_id")
    assigned_to = ReferenceFilter(field_name="assigned_to_id")
    fan_of_id = PlatformIdFilter()
    unread = YesNoFilter(method="filter_unread", label="with messages that we have not read")
    awaiting = YesNoFilter(field_name="awaiting_reply_since", lookup_expr="isnull", exclude=True)
    flagged = YesNoFilter(method="filter_flagged", label="the guard has seen something that nobody has decided yet")
    tag = filters.CharFilter(method="filter_tag", label="carries this tag")
    last_message_after = filters.IsoDateTimeFilter(field_name="last_message_at", lookup_expr="gte")
    last_message_before = filters.IsoDateTimeFilter(field_name="last_message_at", lookup_expr="lt")
    search = filters.CharFilter(method="filter_search", label="part of the fan's names, or their id")

    class Meta:
        model = Chat
        fields: ClassVar[list[str]] = []

    def filter_unread(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.unread() if value else queryset.filter(unread_count=0)

    def filter_flagged(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.flagged() if value else queryset.not_flagged()

    def filter_tag(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.tagged(value)

    def filter_search(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.fan_named(value)


class MessageFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    direction = filters.ChoiceFilter(choices=Direction.choices)
    status = filters.ChoiceFilter(choices=Status.choices)
    is_ppv = YesNoFilter()
    unlocked = filters.ChoiceFilter(
        choices=[("true", "bought"), ("false", "not bought"), ("unknown", "not known")], method="filter_unlocked"
    )
    is_tip = YesNoFilter()
    since = filters.IsoDateTimeFilter(field_name="sent_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="sent_at", lookup_expr="lt")
    of_message_id = PlatformIdFilter()

    class Meta:
        model = Message
        fields: ClassVar[list[str]] = []

    def filter_unlocked(self, queryset: Any, name: str, value: str) -> Any:
        unlocked = {"true": True, "false": False, "unknown": None}[value]
        return queryset.filter(unlocked=unlocked) if unlocked is not None else queryset.filter(unlocked__isnull=True)


class MessageSearchFilter(filters.FilterSet):
    """Declares what search takes; `chats.search` does the narrowing."""

    q = filters.CharFilter(
        field_name="text", label="words that must be there; quotes, a leading - and a trailing * as on the search page"
    )
    creator = filters.UUIDFilter(field_name="chat__creator_id")
    direction = filters.ChoiceFilter(choices=Direction.choices)
    is_ppv = YesNoFilter()
    tag = filters.CharFilter(field_name="text", label="the chat carries this tag")
    since = filters.IsoDateTimeFilter(field_name="sent_at")
    until = filters.IsoDateTimeFilter(field_name="sent_at")

    class Meta:
        model = Message
        fields: ClassVar[list[str]] = []


class MediaFilter(filters.FilterSet):
    message = ReferenceFilter(field_name="message_id")
    chat = ReferenceFilter(field_name="message__chat_id")
    media_type = filters.ChoiceFilter(choices=MediaType.choices)
    of_media_id = PlatformIdFilter()

    class Meta:
        model = MediaAttachment
        fields: ClassVar[list[str]] = []


class HadByFanFilter(ReferenceFilter):
    """Media that the fan of this chat was sent; `has_bought` narrows to those bought, `exclude` to all others.

    A chat of another creator, or one that is hidden, has had none of the media: no oracle.
    """

    def __init__(self, *, has_bought: bool = False, **options: Any) -> None:
        super().__init__(field_name="id", **options)
        self._has_bought = has_bought

    def filter(self, queryset: Any, value: Any) -> Any:
        if value in EMPTY_VALUES:
            return queryset
        sent = SentMedia.objects.filter(
            agency_id=OuterRef("agency_id"), of_media_id=OuterRef("of_media_id"), chat_id=value,
            chat__creator_id=OuterRef("creator_id"),
        )  # fmt: skip
        had = Exists(sent.filter(bought_at__isnull=False) if self._has_bought else sent)
        return queryset.filter(~had if self.exclude else had)


class CreatorMediaFilter(filters.FilterSet):
    creator = ReferenceFilter(field_name="creator_id")
    media_type = filters.ChoiceFilter(choices=MediaType.choices)
    of_media_id = PlatformIdFilter()
    sent_to = HadByFanFilter(label="sent to the fan of this chat")
    not_sent_to = HadByFanFilter(exclude=True, label="not yet sent to the fan of this chat")
    bought_by = HadByFanFilter(has_bought=True, label="bought by the fan of this chat")

    class Meta:
        model = CreatorMedia
        fields: ClassVar[list[str]] = []


class ScheduledMessageFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    author = ReferenceFilter(field_name="author_id")
    status = filters.ChoiceFilter(choices=ScheduledMessage.Status.choices)
    since = filters.IsoDateTimeFilter(field_name="send_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="send_at", lookup_expr="lt")

    class Meta:
        model = ScheduledMessage
        fields: ClassVar[list[str]] = []


class NoteFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    author = ReferenceFilter(field_name="author_id")

    class Meta:
        model = ChatNote
        fields: ClassVar[list[str]] = []


class UsableForFilter(ReferenceFilter):
    """Rows of this creator, and those without one, which are for all."""

    def filter(self, queryset: Any, value: Any) -> Any:
        if value in EMPTY_VALUES:
            return queryset
        return queryset.filter(Q(creator_id=value) | Q(creator__isnull=True))


class ScriptFilter(filters.FilterSet):
    creator = ReferenceFilter(field_name="creator_id")
    usable_for = UsableForFilter(field_name="creator_id", label="for this creator, or for all")
    shortcut = filters.CharFilter()
    is_active = YesNoFilter()

    class Meta:
        model = Script
        fields: ClassVar[list[str]] = []


class DraftRequestFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    requested_by = ReferenceFilter(field_name="requested_by_id")
    status = filters.ChoiceFilter(choices=DraftRequest.Status.choices)
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = DraftRequest
        fields: ClassVar[list[str]] = []


class AICallFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    request = ReferenceFilter(field_name="request_id")
    purpose = filters.ChoiceFilter(choices=AICall.Purpose.choices)
    outcome = filters.ChoiceFilter(choices=AICall.Outcome.choices)
    provider = filters.CharFilter()
    model = filters.CharFilter()
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = AICall
        fields: ClassVar[list[str]] = []


class AIResponseFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    request = ReferenceFilter(field_name="request_id")
    requested_by = ReferenceFilter(field_name="requested_by_id")
    provider = filters.CharFilter()
    model = filters.CharFilter()
    status = filters.ChoiceFilter(choices=AIResponse.Status.choices)
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = AIResponse
        fields: ClassVar[list[str]] = []


class WordRuleFilter(filters.FilterSet):
    creator = ReferenceFilter(field_name="creator_id")
    is_active = YesNoFilter()

    class Meta:
        model = WordRule
        fields: ClassVar[list[str]] = []
