from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from rest_framework_api_key.models import AbstractAPIKey, BaseAPIKeyManager
from uuid_utils.compat import uuid7

from agencies.models.base import IdentityModel, TenantModel
from agencies.models.creator import Creator
from agencies.models.membership import Membership
from agencies.querysets import ScopedQuerySet
from agencies.scope import RANK, Actor, Role, Scope
from agencies.tenancy import TenantForeignKey, identity_constraints, tenant_constraints


class ApiKeyManager(BaseAPIKeyManager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Makes secrets, and knows which keys still open something."""

    def assign_key(self, obj: ApiKey) -> str:
        """Give `obj` a fresh key and return it; only its prefix and hash are stored."""
        key, obj.prefix, obj.hashed_key = self.key_generator.generate()
        return str(key)

    def get_usable_keys(self) -> Any:
        """Keys that open their agency at this moment."""
        usable = models.Q(expiry_date__isnull=True) | models.Q(expiry_date__gt=Now())
        return self.filter(usable, revoked=False, agency__is_active=True)


class ApiKey(AbstractAPIKey, IdentityModel):
    """A program's way in: one agency, one role. The library stores prefix and hash, never the key."""

    SCOPE: ClassVar[Scope] = Scope()

    # The library's own id contains the hash; ours may stand in addresses.
    id: Any = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.CHATTER)
    limited_to_creators = models.BooleanField(
        default=False, help_text="Only the creators listed below. A key of role chatter is always limited."
    )
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    rate_per_minute = models.PositiveIntegerField(
        "requests per minute",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="How many it may send. Empty: as many as any key.",
    )

    objects: ClassVar[Any] = ApiKeyManager()

    class Meta:
        verbose_name = "API key"
        ordering = ["-created_at"]
        constraints = identity_constraints("agencies_apikey")

    def may_be_managed_by(self, actor: Actor) -> bool:
        """Nobody makes or revokes a key of higher rank than their own."""
        return actor.rank >= RANK[self.role]


class ApiKeyCreator(TenantModel):
    """One creator that a limited key may see."""

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    api_key = TenantForeignKey(ApiKey, on_delete=models.CASCADE, related_name="creator_limits", db_index=False)
    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "API key creator"
        constraints = [
            *tenant_constraints("agencies_apikeycreator", "api_key", "creator"),
            models.UniqueConstraint(fields=["agency", "api_key", "creator"], name="agencies_apikeycreator_once"),
        ]

    def __str__(self) -> str:
        return str(self.creator)


class AuditEvent(TenantModel):
    """Who did what to which row, for ever. Written by services and by the admin; never message text."""

    SCOPE: ClassVar[Scope] = Scope()

    membership = TenantForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    object_label = models.CharField(max_length=200)
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = tenant_constraints("agencies_auditevent", "membership")
        indexes = [
            models.Index(fields=["agency", "object_type", "object_id", "created_at"], name="agencies_audit_object"),
            models.Index(fields=["agency", "created_at"], name="agencies_audit_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label} {self.action} {self.object_label}"
