"""The rules of an agency's AI, what it has cost this month, and a preview of what would leave."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from agencies.admin_base import ScopedAdmin
from chats.ai.admin.preview import preview_page
from chats.ai.budget import State, budget_of
from chats.models import AISettings

PAGE = "admin:chats_aisettings_{}"
STATES = {
    State.NONE: "",
    State.WARNING: "More than 80 % of the limit is used.",
    State.STOPPED: "The limit is reached: only free providers are asked until the month is over.",
}


@admin.register(AISettings)
class AISettingsAdmin(ScopedAdmin):
    """One row, or none while the usual rules hold."""

    list_display = ["__str__", "is_enabled"]
    readonly_fields = ["spent", "preview_link"]
    fieldsets = [
        ("Drafts", {"fields": ["is_enabled", "drafts", "expire_minutes"]}),
        (
            "What providers are told",
            {
                "description": (
                    "This is about services outside. The playbook looks into your own messages, here, and sends "
                    "nothing anywhere."
                ),
                "fields": [
                    "preview_link", "history_messages", "token_budget", "sends_names", "sends_notes", "sends_spending",
                ],
            },
        ),
        ("Budget", {"fields": ["spent", "monthly_budget"]}),
        ("Summaries and translation", {"fields": ["writes_summaries", "team_language"]}),
    ]  # fmt: skip

    @admin.display(description="this month")
    def spent(self, settings: AISettings) -> str:
        # A new row has its agency when it is saved; nothing is spent by an agency's hand before.
        if settings.agency_id is None:
            return "–"
        budget = budget_of(settings.agency_id, settings)
        told = f"${budget.spent:,.4f}" if 0 < budget.spent < 1 else f"${budget.spent:,.2f}"
        if budget.limit is None:
            return f"{told}, without a limit"
        share = 100 * budget.spent / budget.limit if budget.limit else Decimal(100)
        return format_html(
            '<progress max="100" value="{}">{} %</progress> {} of ${} ({} %). {}',
            min(int(share), 100), int(share), told, f"{budget.limit:,.2f}", int(share), STATES[budget.state],
        )  # fmt: skip

    @admin.display(description="preview")
    def preview_link(self, settings: AISettings) -> str:
        return format_html(
            '<a class="inbox-link" href="{}">See exactly what would be sent for a chat</a>',
            reverse(PAGE.format("preview")),
        )

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.preview)
        return [path("preview/", page, name="chats_aisettings_preview"), *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What would be sent to each provider for a chat; nothing is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return preview_page(request, self.admin_site.each_context(request))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """There is one row or none, so nobody has to choose from a list."""
        return self._own(request) or redirect(PAGE.format("add"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """The usual rules, to begin with."""
        return self._own(request) or super().add_view(request, form_url, extra_context)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """There is no other to add."""
        told = {**(extra_context or {}), "show_save_and_add_another": False}
        return super().changeform_view(request, object_id, form_url, told)

    def _own(self, request: HttpRequest) -> HttpResponse | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_queryset(request).first()
        return redirect(PAGE.format("change"), row.pk) if row else None
