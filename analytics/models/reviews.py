"""What owners and admins think of messages that the team sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, TenantOneToOneField, TenantUnique, tenant_constraints
from analytics.querysets import ReviewQuerySet
from chats.models import Message
from chats.models.chat import Direction


class MessageReview(TenantModel):
    """The verdict on one message. The latest stands, with who gave it and when; earlier ones are in the audit."""

    class Verdict(models.TextChoices):
        GOOD = "good", "good"
        NEEDS_WORK = "needs_work", "needs work"

    SCOPE: ClassVar[Scope] = Scope(creator="message__chat__creator_id", member="message__sent_by_id")

    message = TenantOneToOneField(Message, on_delete=models.CASCADE, related_name="review", db_index=False)
    reviewer = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    comment = models.CharField(max_length=500, blank=True, help_text="For whoever sent the message.")
    reviewed_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the sender has seen the verdict as it is now."
    )

    objects: ClassVar[Any] = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_at", "-id"]
        constraints = [
            *tenant_constraints("analytics_messagereview", "message", "reviewer"),
            TenantUnique(field="message", name="analytics_messagereview_one"),
            models.CheckConstraint(
                condition=Q(verdict__in=["good", "needs_work"]), name="analytics_messagereview_verdict"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "reviewed_at"], name="analytics_messagereview_time"),
            # Asked for by every page of the inbox.
            models.Index(fields=["agency"], condition=Q(seen_at__isnull=True), name="analytics_messagereview_unseen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.message}"

    def clean(self) -> None:
        """Only what we have sent can be reviewed."""
        if self.message.direction != Direction.OUT:
            raise ValidationError({"message": "Only messages to fans are reviewed."})
