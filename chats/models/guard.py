"""What the platform forbids and the law demands: rules that watch both sides of a chat, and what they have seen."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from agencies.models import Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.guard.phrases import index_of
from chats.models.ai_response import AIResponse
from chats.models.chat import Chat
from chats.models.message import Message

#: Characters of all phrases of a rule.
MAX_PHRASES = 20_000


class GuardKind(models.TextChoices):
    """What a rule is about."""

    MINOR = "minor", "fan may be a minor"
    SELF_HARM = "self harm", "threat of self-harm"
    COERCION = "coercion", "coercion or threat"
    OFF_PLATFORM = "off platform", "payment or meeting outside the platform"
    PERSONAL_DATA = "personal data", "personal data of the creator"
    OTHER = "other"


class GuardRule(TenantModel):
    """One rule, editable. It matches when one of its phrases stands in a text, or its detector finds something."""

    class Detector(models.TextChoices):
        """What no list of phrases can find."""

        NONE = "", "none"
        AGE = "age", "an age below 18"
        PHONE = "phone", "a telephone number"
        EMAIL = "email", "an e-mail address"
        LINK = "link", "a link away from the platform"

    class Action(models.TextChoices):
        BLOCK = "block", "refuse to send, and flag the chat"
        FLAG = "flag", "flag the chat"

    SCOPE: ClassVar[Scope] = Scope()

    key = models.CharField(
        max_length=40, blank=True, editable=False, help_text="Of a rule that comes with the product."
    )
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=13, choices=GuardKind.choices)
    phrases = models.TextField(
        blank=True, help_text="One on each line, in any case; * stands for any ending, as in “meet*”."
    )
    detector = models.CharField("also finds", max_length=5, choices=Detector.choices, blank=True, default="")
    watches_fan = models.BooleanField("watch what fans write", default=True)
    watches_team = models.BooleanField("watch drafts and what the team sends", default=True)
    action = models.CharField(max_length=5, choices=Action.choices, default=Action.BLOCK)
    stops_drafts = models.BooleanField(default=True, help_text="No AI drafts in a flagged chat until it is looked at.")
    advice = models.CharField(max_length=300, blank=True, help_text="What the chatter reads.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "title"]
        constraints = [
            *tenant_constraints("chats_guardrule"),
            models.UniqueConstraint(fields=["agency", "key"], condition=~Q(key=""), name="chats_guardrule_builtin"),
            models.UniqueConstraint(fields=["agency", "title"], name="chats_guardrule_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raise `ValidationError` for a rule that could never see anything, or that is too long to be quick."""
        if not self.detector and not index_of(self.phrases):
            raise ValidationError({"phrases": "Give at least one phrase, or choose what the rule also finds."})
        if len(self.phrases) > MAX_PHRASES:
            raise ValidationError({"phrases": f"All phrases of a rule have {MAX_PHRASES:,} characters at most."})
        if not (self.watches_fan or self.watches_team):
            raise ValidationError({"watches_fan": "Let the rule watch what fans write, or the team, or both."})


class GuardEvent(TenantModel):
    """A rule has seen something. An open one flags its chat until somebody decides."""

    class Origin(models.TextChoices):
        FAN = "fan", "a fan's message"
        DRAFT = "draft", "an AI draft"
        TEAM = "team", "what somebody wanted to send"

    class Status(models.TextChoices):
        OPEN = "open"
        CONFIRMED = "confirmed"
        DISMISSED = "dismissed", "false alarm"

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "guard_event"
    #: It goes with its chat, and by itself never: what was decided stays in the audit.
    IS_DERIVED: ClassVar[bool] = True

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="guard_events", db_index=False)
    rule = TenantForeignKey(GuardRule, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    kind = models.CharField(max_length=13, choices=GuardKind.choices)
    title = models.CharField(max_length=80, help_text="Of the rule, as it was called then.")
    origin = models.CharField(max_length=5, choices=Origin.choices)
    stops_drafts = models.BooleanField(default=True)
    message = TenantForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="guard_events")
    ai_response = TenantForeignKey(AIResponse, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    member = TenantForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who wrote it.",
    )
    excerpt = models.CharField(max_length=200, blank=True, help_text="What was seen, with a few words around it.")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    decided_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            *tenant_constraints("chats_guardevent", "chat", "rule", "message", "ai_response", "member", "decided_by"),
            # A message is told of by a rule once, however often it is read.
            models.UniqueConstraint(fields=["agency", "rule", "message"], name="chats_guardevent_once"),
        ]
        indexes = [
            models.Index(fields=["agency", "chat"], condition=Q(status="open"), name="chats_guardevent_open"),
            models.Index(fields=["agency", "created_at"], name="chats_guardevent_time"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_origin_display()}"
