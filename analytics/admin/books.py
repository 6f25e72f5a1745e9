"""The books and the statistics: read here, written by services, imports and the API."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from agencies.admin_base import ScopedAdmin, ScopedRelatedFilter
from analytics.engagement import WEIGHTS
from analytics.models import FanStats, Subscription
from analytics.subscription_report import SOON

SCORES = [f"{part}_score" for part in WEIGHTS]


class BookAdmin(ScopedAdmin):
    """A book nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ChatBookAdmin(BookAdmin):
    """A book whose rows are about chats."""

    list_select_related = ["chat__creator"]
    search_fields = ["chat__fan_username", "chat__fan_display_name", "chat__fan_custom_name"]

    @admin.display(ordering="chat__creator__username")
    def creator(self, row: Any) -> str:
        return str(row.chat.creator)


class StateFilter(admin.SimpleListFilter):
    """Whether a subscription runs, by its times and not by what a source has told last."""

    title, parameter_name = "state", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("running", "running"), ("expiring", f"ends within {SOON} days"), ("over", "over")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "running":
                return queryset.running()
            case "expiring":
                return queryset.expiring_within(SOON, timezone.now())
            case "over":
                return queryset.over()
        return queryset


@admin.register(Subscription)
class SubscriptionAdmin(ChatBookAdmin):
    list_display = ["chat", "creator", "kind", "price", "started_at", "ends", "auto_renew"]
    list_filter = [StateFilter, ("chat__creator", ScopedRelatedFilter)]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_history()

    @admin.display
    def kind(self, row: Any) -> str:
        return "renewal" if row.is_renewal else "new"

    @admin.display(ordering="expires_at")
    def ends(self, row: Any) -> str:
        """Or ended."""
        if row.ends_at is None:
            return "not known"
        moment = date_format(timezone.localtime(row.ends_at), "DATETIME_FORMAT")
        return f"{moment}, renewed" if row.is_renewed else moment


class ScoreFilter(admin.SimpleListFilter):
    """How lively fans are."""

    title, parameter_name = "engagement", "score"
    _FROM = {"80": (80, 100), "50": (50, 79), "1": (1, 49), "0": (0, 0)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("80", "80 and more"), ("50", "50 to 79"), ("1", "1 to 49"), ("0", "none")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        scores = self._FROM.get(self.value() or "")
        return queryset.filter(engagement_score__range=scores) if scores else queryset


@admin.register(FanStats)
class FanStatsAdmin(ChatBookAdmin):
    list_display = ["chat", "creator", "engagement_score", *SCORES, "total_spent", "last_purchase_at"]
    list_filter = [ScoreFilter, ("chat__creator", ScopedRelatedFilter)]
    fieldsets = [
        (None, {"fields": ["chat", "updated_at"]}),
        ("Engagement", {"fields": ["engagement_score", *SCORES]}),
        (
            "Money",
            {"fields": ["total_spent", "total_tips", "total_ppv_purchased", "total_subscriptions", "purchases",
                        "last_purchase_at"]},
        ),
        (
            "Talk",
            {"fields": ["messages_received", "messages_sent", "turns", "turns_answered", "ppv_sent", "ppv_unlocked",
                        "avg_response_time_seconds"]},
        ),
    ]  # fmt: skip
