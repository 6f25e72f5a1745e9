"""What chatters are paid by, and what they were paid. `analytics.payroll` works it out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.models import Membership, TenantModel
from agencies.scope import Actor, Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from analytics.models.money import money
from analytics.payroll.querysets import PayQuerySet


def _percent(name: str, help_text: str, **options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(
        name,
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=help_text,
        **options,
    )


class CommissionPlan(TenantModel):
    """What somebody gets: a share of the net of their sales, by kind and by tiers, and dollars for hours on shift."""

    SCOPE: ClassVar[Scope] = Scope()

    name = models.CharField(max_length=80)
    ppv_percent = _percent("% of PPVs", "Of what they brought after the platform's share.", default=0)
    tip_percent = _percent("% of tips", "Likewise.", default=0)
    subscription_percent = _percent(
        "% of subscriptions", "First ones, if the sales rules give them to somebody.", default=0
    )
    renewal_percent = _percent("% of renewals", "If the sales rules give them to somebody.", default=0)
    post_percent = _percent("% of posts", "If the sales rules give them to somebody.", default=0)
    stream_percent = _percent("% of streams", "If the sales rules give them to somebody.", default=0)
    hourly_rate = money(
        default=0, validators=[MinValueValidator(0)], help_text="Dollars for an hour on shift. 0: sales alone count."
    )
    pays_idle_time = models.BooleanField(
        "idle time is paid", default=True, help_text="Otherwise time without a key or a click is taken off."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            *tenant_constraints("analytics_commissionplan"),
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="analytics_commissionplan_name",
                violation_error_message="There is a plan of this name already.",
            ),
            models.CheckConstraint(condition=Q(hourly_rate__gte=0), name="analytics_commissionplan_rate"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanTier(TenantModel):
    """From so many dollars of a month on, each further dollar brings more; what lies below stays as it was."""

    SCOPE: ClassVar[Scope] = Scope()

    plan = TenantForeignKey(CommissionPlan, on_delete=models.CASCADE, related_name="tiers", db_index=False)
    from_net = money(
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text="Dollars of net that their sales must have brought in the month.",
    )
    percent_more = _percent("% on top", "Of each dollar from there to the next tier, whatever the kind of sale.")

    class Meta:
        verbose_name = "tier"
        ordering = ["from_net"]
        constraints = [
            *tenant_constraints("analytics_plantier", "plan"),
            models.UniqueConstraint(
                fields=["agency", "plan", "from_net"],
                name="analytics_plantier_once",
                violation_error_message="This plan has a tier from there already.",
            ),
            models.CheckConstraint(condition=Q(from_net__gt=0), name="analytics_plantier_from"),
        ]

    def __str__(self) -> str:
        return f"from ${self.from_net:,}: {self.percent_more} % more"


class PlanAssignment(TenantModel):
    """By which plan a member is paid from a day on, until their next assignment begins."""

    SCOPE: ClassVar[Scope] = Scope()

    membership = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="+", db_index=False)
    plan = TenantForeignKey(
        CommissionPlan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        help_text="Empty: nothing is paid from that day on.",
    )
    starts_on = models.DateField("from", help_text="The first day, by the agency's clocks. Any day of a month will do.")

    class Meta:
        verbose_name = "member's plan"
        ordering = ["membership", "-starts_on"]
        constraints = [
            *tenant_constraints("analytics_planassignment", "membership", "plan"),
            models.UniqueConstraint(
                fields=["agency", "membership", "starts_on"],
                name="analytics_planassignment_once",
                violation_error_message="For this member a plan begins on that day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.plan or 'no plan'} from {self.starts_on}"


class Statement(TenantModel):
    """What a member is paid for a month. A draft follows the numbers; once locked it never changes."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        LOCKED = "locked"

    SCOPE: ClassVar[Scope] = Scope(member="membership_id")
    STATUS: ClassVar[str] = "status"

    membership = TenantForeignKey(Membership, on_delete=models.PROTECT, related_name="statements", db_index=False)
    month = models.DateField(help_text="Its first day.")
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.DRAFT, editable=False)
    total = money(default=0, editable=False, help_text="Dollars. Below zero the member owes them.")
    terms = models.JSONField(default=dict, editable=False, help_text="By what it was worked out; see `payroll.terms`.")
    drawn_up_at = models.DateTimeField(editable=False, help_text="When it was worked out last.")
    locked_at = models.DateTimeField(null=True, editable=False)
    locked_by = models.CharField(max_length=200, blank=True, editable=False)
    remark = models.CharField(max_length=300, blank=True, help_text="The member reads it on the statement.")

    objects: ClassVar[Any] = PayQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "membership"]
        constraints = [
            *tenant_constraints("analytics_statement", "membership"),
            models.UniqueConstraint(fields=["agency", "membership", "month"], name="analytics_statement_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="analytics_statement_first_day"),
            models.CheckConstraint(
                condition=Q(status="locked", locked_at__isnull=False) | Q(status="draft", locked_at__isnull=True),
                name="analytics_statement_locked",
            ),
        ]
        indexes = [models.Index(fields=["agency", "month"], name="analytics_statement_month")]

    def __str__(self) -> str:
        return f"{self.membership}, {self.month:%B %Y}"

    @property
    def is_locked(self) -> bool:
        return bool(self.status == self.Status.LOCKED)

    @property
    def currency(self) -> str:
        """In which it is paid, as three letters."""
        return str(self.terms.get("currency", "USD"))

    def may_be_managed_by(self, actor: Actor) -> bool:
        """What is locked nobody changes; an owner may unlock it (`payroll.services.unlock`)."""
        return not self.is_locked


class StatementLine(TenantModel):
    """One sum of a statement, in words that explain it."""

    class Kind(models.TextChoices):
        PPV = "ppv", "PPV"
        TIP = "tip"
        SUBSCRIPTION = "subscription"
        RENEWAL = "renewal"
        POST = "post"
        STREAM = "stream"
        CHARGEBACK = "chargeback"
        TIER = "tier"
        SHIFT = "shift"
        CORRECTION = "correction"
        ADJUSTMENT = "adjustment"

    #: Stands behind all that is worked out.
    LAST: ClassVar[int] = 10_000
    SCOPE: ClassVar[Scope] = Scope(member="statement__membership_id")
    STATUS: ClassVar[str] = "statement__status"

    statement = TenantForeignKey(Statement, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField(default=LAST, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ADJUSTMENT, editable=False)
    description = models.CharField(max_length=300)
    quantity = models.IntegerField(null=True, editable=False, help_text="Sales and chargebacks, or seconds on shift.")
    base = money(null=True, editable=False, help_text="Dollars of net that the rate is of.")
    rate = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, editable=False, help_text="Per cent, or dollars for an hour."
    )
    amount = money(help_text="Dollars; below zero it is taken off.")
    corrects = TenantForeignKey(
        Statement, on_delete=models.CASCADE, null=True, editable=False, related_name="corrections"
    )

    objects: ClassVar[Any] = PayQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [
            *tenant_constraints("analytics_statementline", "statement", "corrects"),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
                name="analytics_statementline_corrects",
            ),
        ]
        indexes = [models.Index(fields=["agency", "statement", "position"], name="analytics_statementline_order")]

    def __str__(self) -> str:
        return self.description

    def may_be_managed_by(self, actor: Actor) -> bool:
        """By hand only what was added by hand, and only while it is a draft."""
        return self.kind == self.Kind.ADJUSTMENT and not self.statement.is_locked
