"""Money, subscriptions and statistics. Who fills them: services and jobs, never a person."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, TenantOneToOneField, TenantUnique, tenant_constraints
from chats.models import Chat, Message


def _money(**options: object) -> models.DecimalField[object, object]:
    return models.DecimalField(max_digits=10, decimal_places=2, **options)  # type: ignore[arg-type]


class Transaction(TenantModel):
    """One movement of money in the platform's books. Chargebacks are negative."""

    class Kind(models.TextChoices):
        SUBSCRIPTION = "subscription"
        RENEWAL = "renewal"
        TIP = "tip"
        PPV = "ppv", "pay-per-view"
        POST = "post"
        STREAM = "stream"
        CHARGEBACK = "chargeback"

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")
    TOLD_AS: ClassVar[str] = "transaction"

    creator = TenantForeignKey(Creator, on_delete=models.PROTECT, related_name="transactions", db_index=False)
    chat = TenantForeignKey(Chat, on_delete=models.SET_NULL, null=True, blank=True, related_name="transactions")
    # NULL and not '': UNIQUE is for the ids that are known.
    of_transaction_id = models.CharField("OnlyFans transaction id", max_length=64, null=True, blank=True)  # noqa: DJ001
    kind = models.CharField(max_length=12, choices=Kind.choices)
    gross = _money(help_text="Dollars the fan paid, without tax.")
    fee = _money(default=0, help_text="Dollars the platform keeps.")
    net = _money(help_text="Gross less fee.")
    occurred_at = models.DateTimeField()
    message = TenantForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="transactions")
    attributed_to = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["-occurred_at", "-id"]
        constraints = [
            *tenant_constraints("analytics_transaction", "creator", "chat", "message", "attributed_to"),
            models.UniqueConstraint(fields=["agency", "of_transaction_id"], name="analytics_transaction_once"),
            models.CheckConstraint(condition=Q(net=F("gross") - F("fee")), name="analytics_transaction_net"),
            models.CheckConstraint(condition=Q(gross__gte=0) | Q(kind="chargeback"), name="analytics_transaction_sign"),
        ]
        indexes = [
            models.Index(fields=["agency", "creator", "occurred_at"], name="analytics_transaction_time"),
            models.Index(fields=["agency", "chat", "occurred_at"], name="analytics_transaction_chat"),
            models.Index(
                fields=["agency", "attributed_to", "occurred_at"],
                condition=Q(attributed_to__isnull=False),
                name="analytics_transaction_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.gross}"


class Subscription(TenantModel):
    """One period a fan was subscribed to a creator."""

    class Status(models.TextChoices):
        ACTIVE = "active"
        EXPIRED = "expired"
        CANCELLED = "cancelled"

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "subscription"

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="subscriptions", db_index=False)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    price = _money(default=0)
    auto_renew = models.BooleanField(null=True, blank=True, help_text="Unknown if no source has told.")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.ACTIVE)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            *tenant_constraints("analytics_subscription", "chat"),
            models.UniqueConstraint(fields=["agency", "chat", "started_at"], name="analytics_subscription_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="analytics_subscription_price_not_negative"),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gte=F("started_at")),
                name="analytics_subscription_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chat} since {self.started_at:%Y-%m-%d}"


class FanStats(TenantModel):
    """What one fan has brought one creator; exactly one row for a chat."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "fan_stats"

    chat = TenantOneToOneField(Chat, on_delete=models.CASCADE, related_name="fan_stats", db_index=False)
    total_tips = _money(default=0)
    total_ppv_purchased = _money(default=0)
    total_subscriptions = _money(default=0)
    total_spent = _money(default=0)
    messages_sent = models.PositiveIntegerField(default=0, help_text="By us, to the fan.")
    messages_received = models.PositiveIntegerField(default=0, help_text="From the fan.")
    ppv_sent = models.PositiveIntegerField(default=0)
    ppv_unlocked = models.PositiveIntegerField(default=0)
    avg_response_time_seconds = models.PositiveIntegerField(null=True, blank=True, help_text="Seconds until we answer.")
    last_purchase_at = models.DateTimeField(null=True, blank=True)
    engagement_score = models.PositiveSmallIntegerField(
        default=0, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "fan stats"
        ordering = ["-total_spent"]
        constraints = [
            *tenant_constraints("analytics_fanstats", "chat"),
            TenantUnique(field="chat", name="analytics_fanstats_one_per_chat"),
            models.CheckConstraint(condition=Q(engagement_score__lte=100), name="analytics_fanstats_score_to_100"),
            models.CheckConstraint(
                condition=Q(ppv_unlocked__lte=F("ppv_sent")), name="analytics_fanstats_unlocked_of_sent"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-total_spent"], name="analytics_fanstats_spent")]

    def __str__(self) -> str:
        return f"{self.chat}: {self.total_spent}"
