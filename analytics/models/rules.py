from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.models import TenantModel
from agencies.scope import Scope
from agencies.tenancy import tenant_constraints


class SalesRules(TenantModel):
    """Whose a sale is, and what the platform keeps of it; one row for each agency that has changed something.

    A PPV is always whose sender's it is. `analytics.sales_rules` applies the rules, also to what was sold before.
    """

    class Rule(models.TextChoices):
        LAST_WRITER = "last writer", "who wrote to the fan last before it"
        NOBODY = "nobody", "nobody"

    SCOPE: ClassVar[Scope] = Scope()

    platform_fee_percent = models.DecimalField(
        "platform's share",
        max_digits=5,
        decimal_places=2,
        default=20,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Per cent of a sale that the platform keeps. For sales of which it has not told the sum itself.",
    )
    window_hours = models.PositiveSmallIntegerField(
        "window",
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 30)],
        help_text="Hours before a sale in which somebody must have written to the fan for it to be theirs.",
    )
    tip_rule = models.CharField("tips", max_length=11, choices=Rule.choices, default=Rule.LAST_WRITER)
    subscription_rule = models.CharField("subscriptions", max_length=11, choices=Rule.choices, default=Rule.NOBODY)
    renewal_rule = models.CharField("renewals", max_length=11, choices=Rule.choices, default=Rule.NOBODY)
    post_rule = models.CharField("posts", max_length=11, choices=Rule.choices, default=Rule.NOBODY)
    stream_rule = models.CharField("streams", max_length=11, choices=Rule.choices, default=Rule.NOBODY)
    applied_at = models.DateTimeField(null=True, editable=False, help_text="Since when all sales obey these rules.")
    applied_up_to = models.UUIDField(null=True, editable=False)
    sales_to_apply = models.PositiveIntegerField(default=0, editable=False, help_text="Sales there were at the change.")
    sales_applied = models.PositiveIntegerField(default=0, editable=False, help_text="Of these, done.")

    class Meta:
        verbose_name = "sales rules"
        verbose_name_plural = "sales rules"
        constraints = [
            *tenant_constraints("analytics_salesrules"),
            models.UniqueConstraint(fields=["agency"], name="analytics_salesrules_one"),
            models.CheckConstraint(
                condition=Q(platform_fee_percent__gte=0, platform_fee_percent__lte=100),
                name="analytics_salesrules_fee",
            ),
        ]

    def __str__(self) -> str:
        return "Sales rules"


class StatsProgress(TenantModel):
    """Up to which change the statistics of an agency are counted; whoever counts holds the row."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope()

    transaction = models.BigIntegerField(default=0)
    change = models.UUIDField(null=True)
    timezone = models.CharField(max_length=64, default="", help_text="Whose days were counted.")
    scored_at = models.DateTimeField(null=True, help_text="When the fans' engagement was last compared.")
    unscored = ArrayField(
        models.UUIDField(), default=list, help_text="Creators whose fans have changed since they were compared."
    )

    class Meta:
        constraints = [
            *tenant_constraints("analytics_statsprogress"),
            models.UniqueConstraint(fields=["agency"], name="analytics_statsprogress_one"),
        ]

    def __str__(self) -> str:
        return f"counted up to {self.transaction}"
