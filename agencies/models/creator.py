from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.models.base import TenantModel
from agencies.models.membership import Membership
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints


class Creator(TenantModel):
    """Whose account the agency runs. Never called "model", which in Django is something else."""

    SCOPE: ClassVar[Scope] = Scope(creator="id")
    TOLD_AS: ClassVar[str] = "creator"

    of_user_id = models.BigIntegerField(
        "OnlyFans user id", null=True, blank=True, help_text="Found by the first import if left empty."
    )
    username = models.CharField(max_length=120)
    display_name = models.CharField(max_length=200, blank=True)
    avatar_url = models.URLField(max_length=500, blank=True)
    header_url = models.URLField(max_length=500, blank=True)
    subscription_price = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text="Dollars a month; 0 is free.",
    )
    is_verified = models.BooleanField(default=False)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    persona = models.TextField(blank=True, help_text="Her voice: how she writes, what she is like.")
    persona_dos = models.TextField("dos", blank=True, help_text="What replies should do, one on each line.")
    persona_donts = models.TextField("don'ts", blank=True, help_text="What replies must never do, one on each line.")
    persona_facts = models.TextField("facts", blank=True, help_text="What is true of her, one on each line.")
    languages = models.CharField(
        max_length=120, blank=True, help_text="Those she writes in, the usual one first, as in: English, Spanish."
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["username"]
        constraints = [
            *tenant_constraints("agencies_creator"),
            models.UniqueConstraint(fields=["agency", "username"], name="agencies_creator_username"),
            models.UniqueConstraint(fields=["agency", "of_user_id"], name="agencies_creator_of_user_id"),
            models.CheckConstraint(condition=Q(subscription_price__gte=0), name="agencies_creator_price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class CreatorAssignment(TenantModel):
    """A chatter works for a creator, and therefore sees the creator's chats."""

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id", member="membership_id")
    TOLD_AS: ClassVar[str] = "assignment"

    membership = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="assignments", db_index=False)
    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="assignments")

    class Meta:
        ordering = ["created_at"]
        constraints = [
            *tenant_constraints("agencies_creatorassignment", "membership", "creator"),
            models.UniqueConstraint(
                fields=["agency", "membership", "creator"], name="agencies_assignment_once",
                violation_error_message="This person is assigned to the creator already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.membership} → {self.creator}"
