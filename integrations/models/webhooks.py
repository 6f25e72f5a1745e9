"""Whom we tell of what happens, and what became of it."""

from __future__ import annotations

import base64
import secrets
from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Creator, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from integrations.guard import check_address
from integrations.models.signing import WebhookSecret
from integrations.webhooks.events import EVENTS, TEST


class WebhookEndpoint(WebhookSecret, TenantModel):
    """An address of an integrator, and which events it is told."""

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    url = models.URLField(
        "address", max_length=500, help_text="Where events are posted to, as in https://example.com/hook."
    )
    description = models.CharField(max_length=200, blank=True)
    events = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="Those that it is told; empty: all."
    )
    creator = TenantForeignKey(
        Creator, on_delete=models.CASCADE, null=True, blank=True, related_name="+", help_text="Empty: of all creators."
    )
    is_active = models.BooleanField(
        default=True, help_text="Otherwise nothing is sent; what happens meanwhile follows later, for up to 30 days."
    )
    told_transaction = models.BigIntegerField(
        default=0, editable=False, help_text="Up to which change deliveries were made."
    )
    told_change = models.UUIDField(default=UUID(int=0), editable=False)
    failing_since = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Since when nothing has arrived; empty: all is well."
    )
    rests_until = models.DateTimeField(null=True, blank=True, editable=False, help_text="No attempt before then.")
    disabled_reason = models.CharField(max_length=300, blank=True, editable=False)
    last_delivery_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["created_at"]
        constraints = tenant_constraints("integrations_webhookendpoint", "creator")

    def __str__(self) -> str:
        return self.description or self.url

    def clean(self) -> None:
        """Raises `ValidationError` for an event that there is not, and an address that we do not go to."""
        if unknown := sorted({*self.events} - {*EVENTS}):
            raise ValidationError({"events": f"Unknown: {', '.join(unknown)}. There are: {', '.join(EVENTS)}."})
        try:
            check_address(self.url)
        except ValidationError as error:
            raise ValidationError({"url": error}) from error

    def wants(self, event: str) -> bool:
        """Whether it is told of events of that name."""
        return event == TEST or not self.events or event in self.events

    @staticmethod
    def new_webhook_secret() -> str:
        """As Standard Webhooks want it."""
        return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


class WebhookDelivery(TenantModel):
    """One event for one endpoint, word for word as it is sent, however often."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        FAILED = "failed", "given up"

    SCOPE: ClassVar[Scope] = Scope(creator="endpoint__creator_id")
    IS_DERIVED: ClassVar[bool] = True

    endpoint = TenantForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    event = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True, help_text="The row that it is about.")
    body = models.TextField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, default=timezone.now)
    last_tried_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField("duration", null=True, help_text="Milliseconds until the last answer.")
    response_status = models.PositiveSmallIntegerField(null=True)
    response = models.CharField(
        max_length=500, blank=True, help_text="How the last answer began, or why there was none."
    )

    class Meta:
        verbose_name_plural = "webhook deliveries"
        ordering = ["-id"]
        constraints = tenant_constraints("integrations_webhookdelivery", "endpoint")
        indexes = [
            models.Index(fields=["agency", "endpoint", "id"], name="integrations_webhook_log"),
            models.Index(
                fields=["agency", "endpoint", "next_try_at"],
                condition=Q(status="waiting"),
                name="integrations_webhook_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.endpoint}"

    @property
    def message_id(self) -> str:
        """By which the receiver knows it again, however often it comes."""
        return f"msg_{self.pk.hex}"
