"""What services tell us by themselves."""

from __future__ import annotations

from typing import Any, ClassVar

import orjson
from django.db import models
from django.db.models import Q

from agencies.models import TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from integrations.models.connection import Connection

#: Of no interest a moment later.
PASSING_EVENTS = frozenset({"users.typing", "users.online", "users.offline"})


class InboundEvent(TenantModel):
    """An event as it came, byte for byte, and what became of it."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        IGNORED = "ignored", "nothing to do"
        QUARANTINED = "quarantined"

    SCOPE: ClassVar[Scope] = Scope(creator="connection__creator_id")
    IS_DERIVED: ClassVar[bool] = True

    # The reference to the connection carries the agency already; the door is too busy to have it checked twice.
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    connection = TenantForeignKey(Connection, on_delete=models.CASCADE, related_name="events", db_index=False)
    delivery_key = models.CharField(max_length=255, help_text="The same for each delivery of the same event.")
    event = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(editable=False)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=11, choices=Status.choices, default=Status.WAITING)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it waits, was put aside, or changed nothing.")
    try_again_at = models.DateTimeField(null=True, blank=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "event"
        ordering = ["-id"]
        constraints = [
            *tenant_constraints("integrations_inboundevent", "connection"),
            models.UniqueConstraint(
                fields=["agency", "connection", "delivery_key"], name="integrations_inboundevent_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "connection", "id"],
                condition=Q(status="waiting"),
                name="integrations_inbound_waiting",
            ),
            models.Index(fields=["agency", "processed_at"], name="integrations_inbound_done"),
        ]

    def __str__(self) -> str:
        return f"{self.event or 'unreadable'} at {self.received_at:%Y-%m-%d %H:%M:%S}"

    @property
    def told(self) -> Any:
        """The body as JSON. Raises `ValueError` if it is none."""
        return orjson.loads(bytes(self.body))
