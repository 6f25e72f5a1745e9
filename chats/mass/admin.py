"""Mass messages for owners: read here, written and started in the inbox; a running one can be stopped here too."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from agencies.admin_base import ScopedAdmin, acting
from chats import services
from chats.models import MassMessage


@admin.register(MassMessage)
class MassMessageAdmin(ScopedAdmin):
    list_display = ["title", "creator", "created_by", "status", "total", "sent", "failed", "skipped", "started_at"]
    list_filter = ["status", "creator"]
    list_select_related = ["creator", "created_by__user"]
    search_fields = ["title"]
    actions = ["pause", "resume", "cancel"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [field.name for field in MassMessage._meta.fields if field.name not in ("id", "agency")]

    @admin.action(description="Pause", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.pause_mass_message)

    @admin.action(description="Resume", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.resume_mass_message)

    @admin.action(description="Cancel for good", permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.cancel_mass_message)

    def _each(self, request: HttpRequest, queryset: Any, change: Any) -> None:
        for mass in queryset:
            try:
                change(actor=acting(request), mass=mass)
            except ValidationError as error:
                messages.error(request, f"{mass}: {' '.join(error.messages)}")
