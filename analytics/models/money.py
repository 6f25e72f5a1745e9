"""The platform's books: movements of money, and subscriptions."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from analytics.querysets import SubscriptionQuerySet, TransactionQuerySet
from chats.models import Chat, Message

#: OnlyFans began in that year.
FIRST_SALE = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
#: How far ahead of ours the clock of whoever records a sale may be.
CLOCKS_DIFFER = dt.timedelta(hours=1)


def money(**options: Any) -> models.DecimalField[Any, Any]:
    """A column of dollars and cents."""
    return models.DecimalField(max_digits=10, decimal_places=2, **options)


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

    objects: ClassVar[Any] = TransactionQuerySet.as_manager()

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
        Membership, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, verbose_name="member"
    )
    attribution = models.CharField(
        "reason", max_length=11, choices=Attribution.choices, blank=True, default="", db_default="",
        editable=False,
    )  # fmt: skip
    day = models.DateField(
        null=True, blank=True, editable=False, help_text="The agency's day on which it is counted; empty until it is."
    )

    class Meta:
        ordering = ["-occurred_at", "-id"]
        constraints = [
            *tenant_constraints("analytics_transaction", "creator", "chat", "message", "attributed_to"),
            models.UniqueConstraint(
                fields=["agency", "of_transaction_id"],
                name="analytics_transaction_once",
                violation_error_message="What has this OnlyFans transaction id is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(net=F("gross") - F("fee")),
                name="analytics_transaction_net",
                violation_error_message="Net is gross less fee.",
            ),
            models.CheckConstraint(
                condition=Q(gross__gte=0) | Q(kind="chargeback"),
                name="analytics_transaction_sign",
                violation_error_message="Only a chargeback is below zero.",
            ),
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

    def clean(self) -> None:
        """What a person or a program may record; the platform's own books are taken as they are."""
        wrong: dict[str, str] = {}
        if self.kind == self.Kind.CHARGEBACK and self.gross is not None and self.gross > 0:
            wrong["gross"] = "A chargeback takes money back: give the sum below zero."
        elif self.gross is not None and not min(self.gross, 0) <= self.fee <= max(self.gross, 0):
            wrong["fee"] = "The platform keeps a part of the sum, at most all of it."
        if self.occurred_at and not FIRST_SALE <= self.occurred_at <= timezone.now() + CLOCKS_DIFFER:
            wrong["occurred_at"] = "Money moves neither in the future nor before there was the platform."
        if self.chat and self.chat.creator_id != self.creator_id:
            wrong["chat"] = "This fan writes with another creator."
        if self.message and self.message.chat_id != self.chat_id:
            wrong["message"] = "This message stands in another chat."
        if wrong:
            raise ValidationError(wrong)

    @property
    def why(self) -> str:
        """Why it is whose it is, as a sentence goes on."""
        return self.get_attribution_display() if self.attribution else "not worked out yet"

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
