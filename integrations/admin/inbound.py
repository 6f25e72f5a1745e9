"""What services have told: read it, see what became of it, and have it worked off once more."""

from __future__ import annotations

from typing import Any

import orjson
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.decorators import display

from agencies.admin_base import ScopedAdmin, acting
from integrations import services
from integrations.models import InboundEvent

COLORS = {"Done": "success", "nothing to do": "info", "Waiting": "warning", "Quarantined": "danger"}


@admin.register(InboundEvent)
class InboundEventAdmin(ScopedAdmin):
    list_display = ["received_at", "connection", "event", "state", "reason"]
    list_filter = ["status", "event", "connection"]
    list_select_related = ["connection__creator"]
    fields = ["received_at", "connection", "event", "state", "reason", "processed_at", "delivery_key", "as_it_came"]
    readonly_fields = fields
    actions = ["replay"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description="status", label=COLORS)
    def state(self, event: InboundEvent) -> str:
        return event.get_status_display()

    @admin.display(description="as it came")
    def as_it_came(self, event: InboundEvent) -> str:
        try:
            text = orjson.dumps(event.told, option=orjson.OPT_INDENT_2).decode()
        except ValueError:
            text = bytes(event.body).decode(errors="replace")
        return format_html("<pre>{}</pre>", text)

    @admin.action(description="Work off once more", permissions=["change"])
    def replay(self, request: HttpRequest, queryset: Any) -> None:
        try:
            number = services.replay_events(actor=acting(request), events=queryset)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"{number} event{'' if number == 1 else 's'} will be worked off once more.")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing of an event is typed."""
        raise PermissionDenied
