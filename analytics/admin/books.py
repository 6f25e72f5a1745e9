"""The books and the statistics: read here, written by services, imports and the API."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agencies.admin_base import ScopedAdmin
from analytics.models import FanStats, Subscription


class BookAdmin(ScopedAdmin):
    """A book nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Subscription)
class SubscriptionAdmin(BookAdmin):
    list_display = ["chat", "status", "price", "started_at", "expires_at", "auto_renew"]
    list_filter = ["status"]
    list_select_related = ["chat"]


@admin.register(FanStats)
class FanStatsAdmin(BookAdmin):
    list_display = ["chat", "total_spent", "total_tips", "total_ppv_purchased", "engagement_score", "last_purchase_at"]
    list_select_related = ["chat"]
