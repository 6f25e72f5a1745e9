from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.models.base import IdentityModel, TenantModel
from agencies.permissions import allowed
from agencies.scope import RANK, Actor, Role, Scope
from agencies.tenancy import TenantForeignKey, identity_constraints, tenant_constraints


class Membership(IdentityModel):
    """A person's place in an agency: the role, and for chatters the creators they work for."""

    SCOPE: ClassVar[Scope] = Scope(member="id")
    TOLD_AS: ClassVar[str] = "member"

    user = models.ForeignKey("agencies.User", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.CHATTER)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            *identity_constraints("agencies_membership"),
            models.UniqueConstraint(
                fields=["agency", "user"], name="agencies_membership_agency_user",
                violation_error_message="This person is in the agency already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.user)

    def may_be_managed_by(self, actor: Actor) -> bool:
        """Nobody touches a membership of higher rank than their own, or gives one that sees more than they do."""
        return actor.rank >= RANK[self.role] and (actor.creator_ids is None or self.role == Role.CHATTER)


class Invitation(IdentityModel):
    """An offer to join by email. Only a hash of the link's token is stored."""

    SCOPE: ClassVar[Scope] = Scope()

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.CHATTER)
    invited_by = TenantForeignKey(
        Membership, on_delete=models.CASCADE, null=True, blank=True, related_name="+", help_text="Empty: the operator."
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = identity_constraints("agencies_invitation", "invited_by")

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Not yet accepted, in time, and from somebody who might still send it."""
        return self.accepted_at is None and self.expires_at > timezone.now() and self._is_backed

    @property
    def _is_backed(self) -> bool:
        sender = self.invited_by
        return sender is None or (
            sender.is_active
            and sender.user.is_active
            and allowed(sender.role, self._meta.label_lower, "add")
            and RANK[sender.role] >= RANK[self.role]
        )

    def may_be_managed_by(self, actor: Actor) -> bool:
        """Nobody invites to a higher rank than their own."""
        return actor.rank >= RANK[self.role]


class Shift(TenantModel):
    """A stretch of time a member worked; open while `ended_at` is NULL."""

    SCOPE: ClassVar[Scope] = Scope(member="membership_id")
    TOLD_AS: ClassVar[str] = "shift"

    membership = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="shifts")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_active_at = models.DateTimeField(null=True, blank=True, editable=False)
    idle_seconds = models.PositiveIntegerField(default=0, editable=False, help_text="Seconds without a key or a click.")

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            *tenant_constraints("agencies_shift", "membership"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="agencies_shift_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["agency", "membership"], condition=Q(ended_at__isnull=True), name="agencies_shift_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} from {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def last_sign(self) -> dt.datetime:
        """When we last knew the member at work."""
        return self.last_active_at or self.started_at

    @property
    def duration(self) -> dt.timedelta:
        """From the start to the end, or until now."""
        return max((self.ended_at or timezone.now()) - self.started_at, dt.timedelta(0))

    @property
    def idle(self) -> dt.timedelta:
        """The pauses that count as idle, as far as they are over."""
        return dt.timedelta(seconds=self.idle_seconds)
