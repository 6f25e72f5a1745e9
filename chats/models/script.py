from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from agencies.models import Creator, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.placeholders import placeholder_problem


class Script(TenantModel):
    """A saved reply; with a price it is a pay-per-view offer. Without a creator it is for all of them."""

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id", shared=True)
    TOLD_AS: ClassVar[str] = "script"

    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, null=True, blank=True, related_name="scripts")
    title = models.CharField(max_length=120)
    shortcut = models.SlugField(max_length=40, blank=True, help_text="Typed as /shortcut in the reply box.")
    text = models.TextField(max_length=4000)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    of_media_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            *tenant_constraints("chats_script", "creator"),
            models.UniqueConstraint(
                fields=["agency", "creator", "shortcut"],
                condition=~Q(shortcut=""),
                nulls_distinct=False,
                name="chats_script_shortcut",
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0), name="chats_script_price_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raise `ValidationError` for placeholders that nothing stands for, and for a shortcut that is taken."""
        wrong = {"text": placeholder_problem(self.text), "shortcut": self._shortcut_problem()}
        if wrong := {field: problem for field, problem in wrong.items() if problem}:
            raise ValidationError(wrong)

    def _shortcut_problem(self) -> str:
        if not self.shortcut:
            return ""
        same: dict[str, Any] = {"creator_id": self.creator_id, "shortcut__iexact": self.shortcut}
        other = Script.objects.filter(agency_id=self.agency_id, **same).exclude(pk=self.pk).first()
        return f"/{self.shortcut} brings the script “{other}” already. Choose another shortcut." if other else ""
