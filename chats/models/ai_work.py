"""What AI providers were asked: requests for drafts, and each call with its price."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from agencies.models import Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models.ai_setup import AIExperiment
from chats.models.chat import Chat
from chats.models.message import Message


def cost(**options: Any) -> models.DecimalField[Any, Any]:
    """A column of dollars, to the millionth."""
    return models.DecimalField(max_digits=10, decimal_places=6, default=0, **options)


class DraftRequest(TenantModel):
    """Somebody has asked for drafts in a chat. Its drafts are `AIResponse` rows, made when their text is whole."""

    class Status(models.TextChoices):
        WAITING = "waiting", "not begun"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    IS_DERIVED: ClassVar[bool] = True

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="draft_requests", db_index=False)
    in_reply_to = TenantForeignKey(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    requested_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    wanted = models.PositiveSmallIntegerField(default=3, help_text="Drafts asked for.")
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING)
    problem = models.CharField(max_length=300, blank=True, help_text="What the chatter was told.")
    prompt_version = models.CharField(max_length=40, blank=True)
    experiment = TenantForeignKey(
        AIExperiment, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests", db_index=False
    )
    arm = models.CharField(max_length=1, blank=True, help_text="a or b, of the experiment.")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = tenant_constraints("chats_draftrequest", "chat", "in_reply_to", "requested_by", "experiment")
        indexes = [
            models.Index(fields=["agency", "chat", "created_at"], name="chats_draftrequest_chat"),
            models.Index(
                fields=["agency", "created_at"],
                condition=Q(status__in=["waiting", "running"]),
                name="chats_draftrequest_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Drafts for {self.chat_id}, {self.get_status_display()}"


class AICall(TenantModel):
    """One call of a provider, whatever for and however it ended. The budget is the sum of these.

    Never holds a text, an address or a key.
    """

    class Purpose(models.TextChoices):
        DRAFT = "draft"
        SUMMARY = "summary"
        TRANSLATION = "translation"
        REPLAY = "replay", "replay of past drafts"
        TEST = "test", "test of the provider"

    class Outcome(models.TextChoices):
        OK = "ok", "answered"
        TIMEOUT = "timeout", "too slow"
        LIMITED = "limited", "too many requests (429)"
        REFUSED = "refused", "refused the request (4xx)"
        FAILED = "failed", "had an error (5xx)"
        UNREACHABLE = "unreachable"
        MALFORMED = "malformed", "answered what cannot be read"
        CUT = "cut", "broke off"
        EMPTY = "empty", "answered nothing"
        TOO_LONG = "too long", "answered far too much"
        STOPPED = "stopped", "was stopped by us"

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id", shared=True)
    IS_DERIVED: ClassVar[bool] = True

    chat = TenantForeignKey(Chat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    request = TenantForeignKey(DraftRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="calls")
    purpose = models.CharField(max_length=11, choices=Purpose.choices)
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome.choices)
    prompt_tokens = models.PositiveIntegerField(default=0)
    completion_tokens = models.PositiveIntegerField(default=0)
    is_estimated = models.BooleanField(default=False, help_text="The provider told no tokens; these are our guess.")
    cost = cost(help_text="Dollars, by the prices at that time.")
    first_token_ms = models.PositiveIntegerField(null=True, blank=True)
    latency_ms = models.PositiveIntegerField(default=0, help_text="Until the last token, or the failure.")

    class Meta:
        verbose_name = "AI call"
        ordering = ["-created_at"]
        constraints = [
            *tenant_constraints("chats_aicall", "chat", "request"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="chats_aicall_cost_not_negative"),
        ]
        indexes = [models.Index(fields=["agency", "created_at"], name="chats_aicall_time")]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.provider}: {self.get_outcome_display()}"
