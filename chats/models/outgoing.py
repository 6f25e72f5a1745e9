"""What is on its way to a fan: drafts, replies for later, and the agency's word rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models.ai_response import AIResponse
from chats.models.chat import Chat
from chats.models.message import Message
from chats.querysets import WordRuleQuerySet
from chats.word_rules import is_usable


def _price(**options: Any) -> Any:
    return models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True, **options)


def _drafted() -> Any:
    return TenantForeignKey(
        AIResponse,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        help_text="The AI draft that it began as.",
    )


def _typed() -> Any:
    return models.TextField(
        blank=True, default="", db_default="", editable=False, help_text="What was typed, where `text` translates it."
    )


class Draft(TenantModel):
    """A reply that somebody has begun, one for each chat and member."""

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id", member="membership_id")

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    membership = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    price = _price(help_text="As typed; checked when it is sent.")
    of_media_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    ai_response = _drafted()
    typed_text = _typed()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            *tenant_constraints("chats_draft", "chat", "membership", "ai_response"),
            models.UniqueConstraint(fields=["agency", "chat", "membership"], name="chats_draft_one_each"),
        ]

    def __str__(self) -> str:
        return f"Draft of {self.membership}"


class ScheduledMessage(TenantModel):
    """A reply for later. When its time comes, a job sends it as the reply that it then is."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent", "handed over"
        FAILED = "failed"

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "scheduled_message"

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="scheduled", db_index=False)
    author = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    price = _price()
    of_media_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    ai_response = _drafted()
    typed_text = _typed()
    send_at = models.DateTimeField()
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING, editable=False)
    failure_reason = models.CharField(max_length=300, blank=True, editable=False)
    message = TenantForeignKey(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["send_at"]
        constraints = [
            *tenant_constraints("chats_scheduledmessage", "chat", "author", "message", "ai_response"),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0), name="chats_scheduledmessage_price_positive"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "chat", "send_at"], name="chats_scheduled_chat"),
            models.Index(fields=["agency", "send_at"], condition=Q(status="waiting"), name="chats_scheduled_due"),
        ]

    def __str__(self) -> str:
        return f"For {self.send_at:%Y-%m-%d %H:%M}"


class WordRule(TenantModel):
    """Words that replies must not, or should not, contain. Without a creator it is for all of them."""

    class Action(models.TextChoices):
        BLOCK = "block", "refuse to send"
        WARN = "warn", "warn, and let the chatter decide"

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id", shared=True)
    TOLD_AS: ClassVar[str] = "word_rule"

    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, null=True, blank=True, related_name="word_rules")
    words = models.CharField(
        max_length=200, help_text="A word or phrase, in any case; * stands for any ending, as in “meet*”."
    )
    action = models.CharField(max_length=5, choices=Action.choices, default=Action.BLOCK)
    reason = models.CharField(max_length=300, help_text="What the chatter reads.")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Any] = WordRuleQuerySet.as_manager()

    class Meta:
        ordering = ["words"]
        constraints = [
            *tenant_constraints("chats_wordrule", "creator"),
            models.UniqueConstraint(
                fields=["agency", "creator", "words"], nulls_distinct=False, name="chats_wordrule_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Raise `ValidationError` for a rule that could never match."""
        if not is_usable(self.words):
            raise ValidationError({"words": "Give at least one word; signs and * alone match nothing."})
