"""What we tell services to send."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from agencies.models import TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantOneToOneField, TenantUnique, tenant_constraints
from chats.models import Message


class MessageDelivery(TenantModel):
    """The way of one reply to the platform, written before the first attempt: whoever finds it without an outcome
    knows that the reply may have arrived."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="message__chat__creator_id")

    message = TenantOneToOneField(Message, on_delete=models.CASCADE, related_name="delivery", db_index=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    first_tried_at = models.DateTimeField()
    last_tried_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="Empty while an attempt is being made.")
    is_unsure = models.BooleanField(default=True, help_text="Whether the last attempt arrived is not known.")
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "message deliveries"
        constraints = [
            *tenant_constraints("integrations_messagedelivery", "message"),
            TenantUnique(field="message", name="integrations_messagedelivery_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempts} × {self.message_id}"
