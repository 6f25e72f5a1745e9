"""Whom we tell of what happens, and what they answered."""

from __future__ import annotations

from typing import Any

import orjson
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from agencies.admin_base import ScopedAdmin, ScopedForm, acting
from integrations import services
from integrations.admin.secrets import SecretAdmin
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.webhooks.events import EVENTS

STATE_COLORS = {"active": "success", "fails": "warning", "switched off": "danger", "paused": "info"}
DELIVERY_COLORS = {"Delivered": "success", "Waiting": "warning", "given up": "danger"}


class EndpointForm(ScopedForm):
    """Where to, and what of."""

    events = forms.MultipleChoiceField(
        choices=[(event.name, f"{event.name} – {event.description}") for event in EVENTS.values()],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="Choose none to be told of all, of those that come with later versions too.",
    )


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(SecretAdmin):
    form = EndpointForm
    adding_is_audited = True
    list_display = ["__str__", "told_of", "state", "last_delivery_at"]
    list_filter = ["is_active", "creator"]
    list_select_related = ["creator"]
    search_fields = ["url", "description"]
    fields = ["url", "description", "creator", "is_active", "events"]
    shown = ["state", "disabled_reason", "failing_since", "last_delivery_at", "log"]
    actions_submit_line = ["send_test", "new_secret"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        asked = (None, {"fields": self.fields})
        return [("How it is", {"fields": self.shown}), asked] if obj else [asked]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.shown, "creator"] if obj else []

    @admin.display(description="is told of")
    def told_of(self, endpoint: WebhookEndpoint) -> str:
        events = ", ".join(endpoint.events) or "everything"
        return f"{events}, of {endpoint.creator}" if endpoint.creator else events

    @display(description="status", label=STATE_COLORS)
    def state(self, endpoint: WebhookEndpoint) -> str:
        if endpoint.is_active:
            return "fails" if endpoint.failing_since else "active"
        return "switched off" if endpoint.disabled_reason else "paused"

    @admin.display(description="deliveries")
    def log(self, endpoint: WebhookEndpoint) -> str:
        address = reverse("admin:integrations_webhookdelivery_changelist")
        waiting = endpoint.deliveries.filter(status=WebhookDelivery.Status.WAITING)[:1000].count()
        return format_html(
            '{} waiting · <a href="{}?endpoint__id__exact={}">all of them</a>', waiting, address, endpoint.pk
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.secret = services.save_endpoint(actor=acting(request), endpoint=obj)
        self.press(request, obj)

    def show_secret(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.show_once(
            request,
            title=f"{obj}: the secret of what it is sent",
            explanation="Whoever receives the events verifies them with this (Standard Webhooks). It cannot be shown "
            "again, only renewed.",
            secret=obj.secret,
        )

    @action(description="Send a test", permissions=["change"])
    def send_test(self, request: HttpRequest, obj: Any) -> None:
        delivery = services.send_test(actor=acting(request), endpoint=obj)
        address = reverse("admin:integrations_webhookdelivery_change", args=[delivery.pk])
        messages.success(request, format_html('A test is on its way: <a href="{}">see what comes of it</a>.', address))

    @action(description="New secret", permissions=["change"])
    def new_secret(self, request: HttpRequest, obj: Any) -> None:
        obj.secret = services.renew_webhook_secret(actor=acting(request), row=obj)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ScopedAdmin):
    list_display = ["created_at", "event", "endpoint", "state", "attempts", "response_status", "last_tried_at"]
    list_filter = ["status", "event", "endpoint"]
    list_select_related = ["endpoint"]
    fields = [
        "endpoint", "event", "state", "attempts", "created_at", "last_tried_at", "next_try_at", "response_status",
        "took_ms", "response", "as_sent",
    ]  # fmt: skip
    readonly_fields = fields
    actions = ["replay"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description="status", label=DELIVERY_COLORS)
    def state(self, delivery: WebhookDelivery) -> str:
        return delivery.get_status_display()

    @admin.display(description="as it is sent")
    def as_sent(self, delivery: WebhookDelivery) -> str:
        text = orjson.dumps(orjson.loads(delivery.body), option=orjson.OPT_INDENT_2).decode()
        return format_html("<pre>{}</pre>", text)

    @admin.action(description="Send once more", permissions=["change"])
    def replay(self, request: HttpRequest, queryset: Any) -> None:
        number = services.replay_deliveries(actor=acting(request), deliveries=queryset)
        messages.success(request, f"{number} deliver{'y' if number == 1 else 'ies'} will be sent once more.")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing of a delivery is typed."""
        raise PermissionDenied
