from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from agencies.models import TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantOneToOneField, TenantUnique, tenant_constraints
from analytics.models.money import money
from chats.models import Chat


def _score(name: str, help_text: str) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        name, default=0, db_default=0, validators=[MaxValueValidator(100)], help_text=help_text
    )


class FanStats(TenantModel):
    """What one fan has brought one creator; exactly one row for a chat."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "fan_stats"

    chat = TenantOneToOneField(Chat, on_delete=models.CASCADE, related_name="fan_stats", db_index=False)
    total_tips = money(default=0)
    total_ppv_purchased = money(default=0)
    total_subscriptions = money(default=0)
    total_spent = money(default=0)
    messages_sent = models.PositiveIntegerField(default=0, help_text="By us, to the fan.")
    messages_received = models.PositiveIntegerField(default=0, help_text="From the fan.")
    ppv_sent = models.PositiveIntegerField(default=0)
    ppv_unlocked = models.PositiveIntegerField(default=0)
    avg_response_time_seconds = models.PositiveIntegerField(null=True, blank=True, help_text="Seconds until we answer.")
    last_purchase_at = models.DateTimeField(null=True, blank=True)
    purchases = models.PositiveIntegerField(default=0, db_default=0, help_text="Payments, chargebacks aside.")
    turns = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How often we wrote, after the fan or first."
    )
    turns_answered = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How many of them the fan answered."
    )
    engagement_score = _score(
        "engagement",
        "0 to 100: recency 25 %, frequency 25 %, spending 30 %, replies 20 %, each compared with the creator's other "
        "fans. 0: has never written or bought, or is not compared yet.",
    )
    recency_score = _score("recency", "Per cent of the fans who last wrote or bought earlier than this one.")
    frequency_score = _score("frequency", "Per cent of the fans who wrote or bought on fewer of the last 30 days.")
    spending_score = _score("spending", "Per cent of the fans who have spent less in all.")
    reply_score = _score("replies", "Per cent of the fans who answer us less often.")
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

    @property
    def takes_part(self) -> bool:
        """Whether the fan has ever written or bought; only these are compared."""
        return bool(self.messages_received or self.purchases)
