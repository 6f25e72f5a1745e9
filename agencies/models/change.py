from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agencies.models.base import TenantModel
from agencies.scope import Scope
from agencies.tenancy import tenant_constraints


class Change(TenantModel):
    """What one transaction did to rows of one kind (see `agencies.changes`). Kept for a month."""

    SCOPE: ClassVar[Scope] = Scope()

    transaction = models.BigIntegerField(help_text="Its number in the database: in this order changes are read.")
    told_as = models.CharField(max_length=30)
    event = models.CharField(max_length=20)
    creator_id = models.UUIDField(null=True, help_text="Whose the rows were, of rows that are gone.")
    object_ids = ArrayField(models.UUIDField())

    class Meta:
        constraints = tenant_constraints("agencies_change")
        indexes = [models.Index(fields=["agency", "transaction", "id"], name="agencies_change_order")]

    def __str__(self) -> str:
        return f"{self.told_as} {self.event}"
