"""Chats and what belongs to them, as owners and admins see them. Nothing here counts or sums messages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from agencies.admin_base import ScopedAdmin, ScopedInline, acting, actor_of
from chats import guard_admin, word_rule_admin  # noqa: F401  (register themselves)
from chats.ai import admin as ai_admin  # noqa: F401  (registers itself)
from chats.mass import admin as mass_admin  # noqa: F401  (registers itself)
from chats.models import AIResponse, Chat, ChatNote, InboxSettings, MediaAttachment, Message, Script
from chats.services import delete_message, save_settings

#: Messages on a chat's page.
MESSAGES_SHOWN = 20
#: Characters of a message in a list.
TEXT_SHOWN = 120
UNLOCKED = {True: "unlocked", False: "locked", None: "(not known if unlocked)"}


class NoteInline(ScopedInline):
    model = ChatNote
    fields = ["text", "author", "updated_at"]
    readonly_fields = ["author", "updated_at"]


@admin.register(Chat)
class ChatAdmin(ScopedAdmin):
    """A chat with its latest messages and its notes; answering is done in the inbox."""

    list_display = [
        "fan_name", "creator", "unread_count", "awaiting_reply_since", "last_message_at", "spent", "shown_tags",
    ]  # fmt: skip
    list_filter = ["creator", "subscription_active"]
    list_select_related = ["creator", "fan_stats"]
    search_fields = ["fan_username", "fan_display_name", "fan_custom_name"]
    autocomplete_fields = ["creator"]
    fields = [
        "inbox", "creator", "fan_of_id", "fan_username", "fan_display_name", "fan_custom_name", "fan_timezone",
        "fan_language", "tags", "assigned_to", "subscription_active", "subscription_price", "subscription_expires_at",
        "unread_count", "awaiting_reply_since", "first_message_at", "last_message_at", "latest_messages",
    ]  # fmt: skip
    readonly_fields = [
        "inbox",
        "latest_messages",
        "unread_count",
        "awaiting_reply_since",
        "first_message_at",
        "last_message_at",
    ]
    inlines = [NoteInline]

    @admin.display(description="conversation")
    def inbox(self, chat: Chat) -> str:
        if chat._state.adding:
            return "–"
        return format_html(
            '<a class="inbox-link" href="{}">Open in the inbox</a>', reverse("inbox_chat", args=[chat.pk])
        )

    @admin.display(description="latest messages")
    def latest_messages(self, chat: Chat) -> str:
        if chat._state.adding:
            return "–"
        messages = Message.objects.in_chat(chat).for_thread().latest_first()[:MESSAGES_SHOWN]
        return render_to_string("admin/latest_messages.html", {"messages_shown": messages})

    @admin.display(description="fan")
    def fan_name(self, chat: Chat) -> str:
        return chat.fan_name

    @admin.display(description="spent", ordering="fan_stats__total_spent")
    def spent(self, chat: Any) -> Any:
        stats = getattr(chat, "fan_stats", None)
        return stats.total_spent if stats else None

    @admin.display(description="tags")
    def shown_tags(self, chat: Chat) -> str:
        return ", ".join(chat.tags)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        actor = actor_of(request)
        for note in formset.save(commit=False):
            if note._state.adding and actor:
                note.author_id = actor.membership_id
        super().save_formset(request, form, formset, change)


class ReadOnlyAdmin(ScopedAdmin):
    """Rows that people read here and change in the inbox or through the API, which have the rules."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """Deleting marks the message and keeps its text, as everywhere."""

    list_display = ["sent_at", "chat", "direction", "shown_text", "offer", "sent_by", "status"]
    list_filter = ["direction", "is_ppv", "unlocked", "status"]
    list_select_related = ["chat", "sent_by__user"]
    search_fields = ["text"]
    ordering = ["-id"]

    @admin.display(description="text")
    def shown_text(self, message: Message) -> str:
        return Truncator(message.text).chars(TEXT_SHOWN)

    @admin.display(description="price", ordering="price")
    def offer(self, message: Message) -> str:
        if message.is_tip:
            return f"tip ${message.tip_amount}" if message.tip_amount is not None else "tip"
        if not message.is_ppv:
            return ""
        return f"${message.price} {UNLOCKED[message.unlocked]}"

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        actor = acting(request)
        delete_message(actor=actor, message=obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for message in queryset:
            self.delete_model(request, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """The service writes the audit."""


@admin.register(MediaAttachment)
class MediaAttachmentAdmin(ReadOnlyAdmin):
    list_display = ["media_type", "message", "duration", "is_preview", "created_at"]
    list_filter = ["media_type"]
    list_select_related = ["message"]
    ordering = ["-id"]


@admin.register(ChatNote)
class ChatNoteAdmin(ReadOnlyAdmin):
    list_display = ["chat", "text", "author", "updated_at"]
    list_select_related = ["chat", "author__user"]
    search_fields = ["text"]


@admin.register(Script)
class ScriptAdmin(ScopedAdmin):
    list_display = ["title", "shortcut", "creator", "price", "is_active"]
    list_filter = ["creator", "is_active"]
    list_select_related = ["creator"]
    search_fields = ["title", "shortcut", "text"]
    autocomplete_fields = ["creator"]
    fields = ["title", "shortcut", "creator", "text", "price", "of_media_ids", "is_active"]


@admin.register(AIResponse)
class AIResponseAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "chat", "requested_by", "provider", "model", "status", "cost", "revenue"]
    list_filter = ["status", "provider"]
    list_select_related = ["chat", "requested_by__user"]


@admin.register(InboxSettings)
class InboxSettingsAdmin(ScopedAdmin):
    """The rules of the agency's queue and inbox; one row."""

    list_display = ["__str__", "claim_minutes", "undo_seconds", "idle_minutes", "chatters_send_mass"]
    fieldsets = [
        (
            "The queue",
            {
                "description": (
                    "The chat that has waited longest comes first. What follows counts as minutes of waiting."
                ),
                "fields": [
                    "minutes_per_dollar", "spending_cap", "expiring_days", "expiring_minutes", "purchase_minutes",
                    "purchase_hours", "forget_days",
                ],
            },
        ),
        ("Answering", {"fields": ["claim_minutes", "undo_seconds", "idle_minutes", "chatters_send_mass"]}),
    ]  # fmt: skip

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """There is one row or none, so nobody has to choose from a list."""
        return self._own_rules(request) or redirect("admin:chats_inboxsettings_add")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """The usual rules, to begin with."""
        return self._own_rules(request) or super().add_view(request, form_url, extra_context)

    def _own_rules(self, request: HttpRequest) -> HttpResponse | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_queryset(request).first()
        return redirect("admin:chats_inboxsettings_change", row.pk) if row else None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_settings(actor=acting(request), settings=obj)
