"""One text to many fans, and what became of it for each of them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models.chat import Chat
from chats.models.message import Message

#: Messages a minute.
MAX_PACE = 600


class MassMessage(TenantModel):
    """A message of one creator to all fans that `filters` describe (see `chats.audience`)."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        SCHEDULED = "scheduled"
        RUNNING = "running", "being sent"
        PAUSED = "paused"
        CANCELLED = "cancelled"
        DONE = "done"
        FAILED = "failed"

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id", member="created_by_id")
    TOLD_AS: ClassVar[str] = "mass_message"

    creator = TenantForeignKey(Creator, on_delete=models.PROTECT, related_name="mass_messages")
    created_by = TenantForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120, help_text="For the team; fans do not see it.")
    text = models.TextField(help_text="With placeholders, such as {fan}.")
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    of_media_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    filters = models.JSONField(default=dict, blank=True)
    pace_per_minute = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(MAX_PACE)]
    )
    scheduled_for = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT, editable=False)
    status_reason = models.CharField(max_length=300, blank=True, editable=False)

    total = models.PositiveIntegerField(default=0, editable=False)
    sent = models.PositiveIntegerField(default=0, editable=False)
    failed = models.PositiveIntegerField(default=0, editable=False)
    skipped = models.PositiveIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_batch_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Before then no worker sends any more of it."
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            *tenant_constraints("chats_massmessage", "creator", "created_by"),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0), name="chats_massmessage_price_positive"
            ),
        ]
        indexes = [
            # What the clock has to look at; nearly all rows are over and done with.
            models.Index(
                fields=["agency", "status"],
                condition=Q(status__in=["scheduled", "running"]),
                name="chats_massmessage_open",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def remaining(self) -> int:
        """Fans that it has not come to yet."""
        return max(0, self.total - self.sent - self.failed - self.skipped)

    @property
    def percent(self) -> int:
        """How much of it is behind us."""
        return 100 * (self.total - self.remaining) // self.total if self.total else 0

    @property
    def minutes_left(self) -> int:
        """At the set pace, rounded up."""
        return -(-self.remaining // self.pace_per_minute)

    @property
    def is_open(self) -> bool:
        """Whether anything can still change."""
        return self.status not in (self.Status.CANCELLED, self.Status.DONE, self.Status.FAILED)

    @property
    def is_running(self) -> bool:
        """Whether a worker is at it."""
        return self.status == self.Status.RUNNING

    @property
    def is_written(self) -> bool:
        """Whether it may still be written: nothing of it has left."""
        return self.status in (self.Status.DRAFT, self.Status.SCHEDULED)


class MassRecipient(TenantModel):
    """One fan of a mass message. The message that it becomes has an id worked out from this one."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        SKIPPED = "skipped"

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="mass_message__creator_id", member="mass_message__created_by_id")

    mass_message = TenantForeignKey(MassMessage, on_delete=models.CASCADE, related_name="recipients", db_index=False)
    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="mass_recipients")
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING)
    message = TenantForeignKey(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="mass_recipients"
    )
    reason = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        ordering = ["chat_id"]
        constraints = [
            *tenant_constraints("chats_massrecipient", "mass_message", "chat", "message"),
            models.UniqueConstraint(fields=["agency", "mass_message", "chat"], name="chats_massrecipient_once"),
        ]
        indexes = [models.Index(fields=["agency", "mass_message", "status", "chat"], name="chats_massrecipient_next")]

    def __str__(self) -> str:
        return f"{self.chat_id}: {self.status}"
