from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models.ai_work import DraftRequest
from chats.models.chat import Chat
from chats.models.message import Message

#: Characters.
NOTE_LENGTH = 300


class AIResponse(TenantModel):
    """One draft an AI made, from request to revenue. A person decides; nothing is sent by itself."""

    class Status(models.TextChoices):
        SUGGESTED = "suggested"
        ACCEPTED = "accepted", "sent as is"
        EDITED = "edited", "sent after editing"
        REJECTED = "rejected"
        EXPIRED = "expired"

    class RejectReason(models.TextChoices):
        TONE = "tone", "not her voice"
        WRONG = "wrong", "not true"
        PUSHY = "pushy", "too pushy"
        UNSAFE = "unsafe", "must not be sent"
        OFF_TOPIC = "off topic", "no answer to what the fan wrote"
        GUARD = "guard", "held back by the guard"
        OTHER = "other"

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "ai_response"

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="ai_responses", db_index=False)
    request = TenantForeignKey(
        DraftRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="drafts", editable=False
    )
    number = models.PositiveSmallIntegerField(default=1, help_text="Which draft of its request.")
    in_reply_to = TenantForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    requested_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80, blank=True)
    prompt_version = models.CharField(max_length=40, blank=True)
    prompt_tokens = models.PositiveIntegerField(default=0)
    completion_tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=10, decimal_places=6, default=0, help_text="Dollars.")
    first_token_ms = models.PositiveIntegerField(null=True, blank=True)
    latency_ms = models.PositiveIntegerField(null=True, blank=True, help_text="Until the last token.")
    origin = models.JSONField(
        default=dict, blank=True, help_text="Where a draft of the playbook comes from: a message or a script."
    )
    price = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, help_text="Dollars that the draft asks for."
    )
    of_media_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    draft_text = models.TextField()
    final_text = models.TextField(blank=True)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.SUGGESTED)
    edit_distance = models.PositiveIntegerField(
        null=True, blank=True, help_text="Characters changed before it was sent."
    )
    reject_reason = models.CharField(max_length=9, choices=RejectReason.choices, blank=True, default="")
    reject_note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    sent_message = TenantForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="drafted")
    revenue = models.DecimalField(max_digits=10, decimal_places=2, default=0, help_text="Dollars it earned.")

    class Meta:
        verbose_name = "AI response"
        ordering = ["-created_at"]
        constraints = [
            *tenant_constraints(
                "chats_airesponse", "chat", "request", "in_reply_to", "requested_by", "decided_by", "sent_message"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="chats_airesponse_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(sent_message__isnull=True) | Q(status__in=["accepted", "edited"]),
                name="chats_airesponse_sent_if_taken",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "chat", "created_at"], name="chats_airesponse_chat"),
            models.Index(fields=["agency", "created_at"], name="chats_airesponse_time"),
            models.Index(
                fields=["agency", "created_at"], condition=models.Q(status="suggested"), name="chats_airesponse_open"
            ),
        ]

    def hold_back(self, reason: str) -> None:
        """It is not to be shown, as the guard or a word rule says; save it behind that."""
        self.status, self.reject_reason = self.Status.REJECTED, self.RejectReason.GUARD
        self.reject_note, self.decided_at = reason[:NOTE_LENGTH], timezone.now()

    def __str__(self) -> str:
        return f"{self.provider} draft, {self.get_status_display()}"
