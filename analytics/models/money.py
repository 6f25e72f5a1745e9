"""The platform's books: movements of money, and subscriptions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from analytics.querysets import SubscriptionQuerySet
from chats.models import Chat, Message


def money(**options: object) -> models.DecimalField[object, object]:
    """A column of dollars and cents."""
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

    class Attribution(models.TextChoices):
        """Why a sale is somebody's, or nobody's."""

        SENDER = "sender", "sent the message that was bought"
        LAST_WRITER = "last writer", "wrote to the fan last before it"
        ORIGINAL = "original", "sold what this takes back"
        SILENCE = "silence", "nobody of the team wrote to the fan shortly before"
        STRANGER = "stranger", "it is not known who sent the message"
        RULE = "rule", "by the rules, sales of this kind are nobody's"
        BY_HAND = "by hand", "given by a person or a program"

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")
    TOLD_AS: ClassVar[str] = "transaction"

    creator = TenantForeignKey(Creator, on_delete=models.PROTECT, related_name="transactions", db_index=False)
    chat = TenantForeignKey(Chat, on_delete=models.SET_NULL, null=True, blank=True, related_name="transactions")
    # NULL and not '': UNIQUE is for the ids that are known.
    of_transaction_id = models.CharField("OnlyFans transaction id", max_length=64, null=True, blank=True)  # noqa: DJ001
    kind = models.CharField(max_length=12, choices=Kind.choices)
    gross = money(help_text="Dollars the fan paid, without tax.")
    fee = money(default=0, help_text="Dollars the platform keeps.")
    net = money(help_text="Gross less fee.")
    occurred_at = models.DateTimeField()
    message = TenantForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="transactions")
    attributed_to = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    attribution = models.CharField(
        "why it is theirs", max_length=11, choices=Attribution.choices, blank=True, default="", db_default="",
        editable=False,
    )  # fmt: skip
    day = models.DateField(
        null=True, blank=True, editable=False, help_text="The agency's day on which it is counted; empty until it is."
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
            models.Index(fields=["agency", "creator", "day"], name="analytics_transaction_day"),
            models.Index(
                fields=["agency", "attributed_to", "occurred_at"],
                condition=Q(attributed_to__isnull=False),
                name="analytics_transaction_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.gross}"


class Subscription(TenantModel):
    """One period a fan was subscribed to a creator. A renewal is a period of its own; see `SubscriptionQuerySet`."""

    class Status(models.TextChoices):
        ACTIVE = "active"
        EXPIRED = "expired"
        CANCELLED = "cancelled"

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "subscription"

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="subscriptions", db_index=False)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    price = money(default=0)
    auto_renew = models.BooleanField(null=True, blank=True, help_text="Unknown if no source has told.")
    status = models.CharField(
        max_length=9,
        choices=Status.choices,
        default=Status.ACTIVE,
        help_text="As the sources have told it: one that is active is over all the same when its end is past.",
    )

    objects: ClassVar[Any] = SubscriptionQuerySet.as_manager()

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
        indexes = [models.Index(fields=["agency", "expires_at"], name="analytics_subscription_end")]

    def __str__(self) -> str:
        return f"{self.chat} since {self.started_at:%Y-%m-%d}"
