from __future__ import annotations

from typing import ClassVar

from django.db import models

from agencies.models.base import TenantModel
from agencies.scope import Scope
from agencies.tenancy import tenant_constraints


class IdempotentRequest(TenantModel):
    """A request that its sender has marked with a key, and what it was answered; forgotten after a day."""

    SCOPE: ClassVar[Scope] = Scope()

    sender = models.UUIDField(help_text="An API key or a user; a plain id, as the row is gone before it would dangle.")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(
        null=True, help_text="Others see the row when it is answered, never before."
    )
    body = models.TextField(null=True, help_text="Empty (NULL) if the answer held a secret.")  # noqa: DJ001

    class Meta:
        constraints = [
            *tenant_constraints("agencies_idempotentrequest"),
            models.UniqueConstraint(fields=["agency", "sender", "key"], name="agencies_idempotentrequest_once"),
        ]
        indexes = [models.Index(fields=["agency", "created_at"], name="agencies_idempotent_age")]

    def __str__(self) -> str:
        return self.key


class RequestRate(models.Model):
    """How many of its requests in the window since `begun_at` a sender's web processes have taken out.

    It is needed before anybody is known, belongs to no agency and is shown to nobody. The table is unlogged: after a
    crash of the database it is empty, and each window begins anew.
    """

    sender = models.CharField(primary_key=True, max_length=64, help_text="The id of an API key, or a network address.")
    begun_at = models.DateTimeField()
    taken = models.BigIntegerField()

    def __str__(self) -> str:
        return self.sender
