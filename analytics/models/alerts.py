"""What the owner wants to be told of, and what was told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.models import Creator, Membership, TenantModel
from agencies.querysets import ScopedQuerySet
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models import Chat

MINUTES_A_DAY = 24 * 60
#: What else has happened to an alert (see `agencies.changes`).
RAISED, RESOLVED = "raised", "resolved"


class AlertRule(TenantModel):
    """When the agency wants to be told. What each kind asks, `analytics.alerts.kinds` declares.

    Without a creator it is about all active ones together; the spending of fans is always that with one creator.
    """

    class Kind(models.TextChoices):
        REPLY_TIME = "reply_time", "reply time"
        LONGEST_WAIT = "longest_wait", "longest wait"
        FANS_WAITING = "fans_waiting", "fans waiting"
        SALES = "sales", "sales"
        FAN_SPENDING = "fan_spending", "spending of a fan"

    #: The smallest and the largest limit of each kind; the unit is the kind's.
    LIMITS: ClassVar[dict[str, tuple[int, int]]] = {
        Kind.REPLY_TIME: (1, MINUTES_A_DAY),
        Kind.LONGEST_WAIT: (1, 30 * MINUTES_A_DAY),
        Kind.FANS_WAITING: (0, 1_000_000),
        Kind.SALES: (1, 100),
        Kind.FAN_SPENDING: (1, 1_000_000),
    }

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    name = models.CharField(max_length=80, help_text="What the alerts are called.")
    kind = models.CharField(max_length=12, choices=Kind.choices, help_text="What is looked at.")
    creator = TenantForeignKey(
        Creator, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False,
        help_text="Empty: all of them.",
    )  # fmt: skip
    limit = models.DecimalField(
        max_digits=9, decimal_places=2, help_text="Minutes, fans, per cent or dollars, as the kind says."
    )
    window_minutes = models.PositiveSmallIntegerField(
        "of the last (minutes)",
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
        help_text="Reply time: the replies of so many minutes back from now count.",
    )
    least_usual = models.DecimalField(
        "usual at least ($)",
        max_digits=9,
        decimal_places=2,
        default=20,
        validators=[MinValueValidator(0)],
        help_text="Sales: hours that usually bring fewer dollars are not judged.",
    )
    flags_fan = models.BooleanField(
        "flag the fan",
        default=False,
        help_text="Spending of a fan: tag the chat “flag:spending”, so that chatters see it in the fan card.",
    )
    quiet_minutes = models.PositiveSmallIntegerField(
        "quiet for (minutes)",
        default=60,
        validators=[MaxValueValidator(MINUTES_A_DAY)],
        help_text="So long behind an alert that is over no other is raised. About a fan's spending there is one in 24 "
        "hours.",
    )
    is_active = models.BooleanField(default=True, help_text="Whether it raises alerts. What is open is over without.")

    class Meta:
        ordering = ["name"]
        constraints = [
            *tenant_constraints("analytics_alertrule", "creator"),
            models.CheckConstraint(condition=Q(limit__gte=0), name="analytics_alertrule_limit"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise `ValidationError` for a limit that the kind does not have."""
        least, most = self.LIMITS.get(self.kind, (0, 0))
        if self.kind in self.LIMITS and self.limit is not None and not least <= self.limit <= most:
            raise ValidationError({"limit": f"Give {least:,} to {most:,} for this kind."})
        if self.kind == self.Kind.FANS_WAITING and self.limit is not None and self.limit % 1:
            raise ValidationError({"limit": "Fans are counted whole."})


class AlertQuerySet(ScopedQuerySet):
    """Questions about alerts."""

    def open(self) -> Self:
        """Those that are not over."""
        return self.filter(resolved_at__isnull=True)

    def unseen(self) -> Self:
        """Those that are not over and that nobody has acknowledged, the latest first."""
        return self.open().filter(acknowledged_at__isnull=True).order_by("-id")


class Alert(TenantModel):
    """Something was as a rule had feared; it is over when `resolved_at` is set. `analytics.alerts` writes it.

    `value` and `words` are those of the worst moment. `creator` is whom it is about, empty for all; with `chat` it is
    about one fan.
    """

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")
    TOLD_AS: ClassVar[str] = "alert"

    rule = TenantForeignKey(AlertRule, on_delete=models.CASCADE, related_name="alerts", db_index=False)
    creator = TenantForeignKey(
        Creator, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    value = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="The worst that was seen, in the unit of the rule's limit."
    )
    words = models.CharField("what", max_length=500, help_text="What was seen, for people.")
    raised_at = models.DateTimeField(default=timezone.now, help_text="When it began.")
    resolved_at = models.DateTimeField("over since", null=True, blank=True, help_text="Empty while it is open.")
    acknowledged_at = models.DateTimeField(null=True, blank=True, help_text="When somebody has said to have seen it.")
    acknowledged_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False,
        help_text="Who that was; empty for a key.",
    )  # fmt: skip
    comment = models.CharField(max_length=300, blank=True, help_text="What is to be said about it.")

    objects: ClassVar[Any] = AlertQuerySet.as_manager()

    class Meta:
        ordering = [F("resolved_at").desc(nulls_first=True), "-id"]
        constraints = [
            *tenant_constraints("analytics_alert", "rule", "creator", "chat", "acknowledged_by"),
            models.UniqueConstraint(
                fields=["agency", "rule", "chat"],
                condition=Q(resolved_at__isnull=True),
                nulls_distinct=False,
                name="analytics_alert_one_open",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | Q(resolved_at__gte=F("raised_at")),
                name="analytics_alert_over_after_begin",
            ),
        ]
        indexes = [models.Index(fields=["agency", "rule", "resolved_at"], name="analytics_alert_recent")]

    def __str__(self) -> str:
        return self.words

    def is_worse_than(self, value: Decimal) -> bool:
        """Whether it has seen worse than `value`, or the same."""
        return self.value <= value if self.rule.kind == AlertRule.Kind.SALES else self.value >= value
