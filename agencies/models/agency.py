from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import now
from uuid_utils.compat import uuid7

from agencies.querysets import ScopedQuerySet
from agencies.scope import Scope


def validate_timezone(name: str) -> None:
    """Refuse what is no IANA zone ("Europe/Berlin")."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is no time zone. Use an IANA name such as Europe/Berlin or UTC.")


class Agency(models.Model):
    """The tenant: everything else belongs to one."""

    SCOPE: ClassVar[Scope] = Scope(agency="id")
    OPERATOR_SEES_ALL: ClassVar[bool] = True
    TOLD_AS: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    timezone = models.CharField(
        max_length=64, default="UTC", validators=[validate_timezone], help_text="IANA name. Days in reports follow it."
    )
    currency = models.CharField(max_length=3, default="USD")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
