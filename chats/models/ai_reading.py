"""What AI providers make of what fans write: a summary of the fan, and translations. The original always stays."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from agencies.models import TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, TenantOneToOneField, TenantUnique, tenant_constraints
from chats.models.chat import Chat
from chats.models.message import Message


class FanSummary(TenantModel):
    """Facts about a fan, each with the messages it comes from."""

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    IS_DERIVED: ClassVar[bool] = True

    chat = TenantOneToOneField(Chat, on_delete=models.CASCADE, related_name="fan_summary", db_index=False)
    facts = models.JSONField(default=list, help_text='A list of {"text": …, "messages": [ids]}.')
    removed = models.JSONField(
        default=list, blank=True, help_text="Texts of facts that somebody has removed; they do not come back."
    )
    read_until = models.DateTimeField(null=True, help_text="Messages sent up to then are in it.")
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80, blank=True)
    prompt_version = models.CharField(max_length=40, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "fan summaries"
        ordering = ["-updated_at"]
        constraints = [
            *tenant_constraints("chats_fansummary", "chat"),
            TenantUnique(field="chat", name="chats_fansummary_one_per_chat"),
        ]

    def __str__(self) -> str:
        return f"Summary of {self.chat_id}"


class Translation(TenantModel):
    """A message in another language. Of a reply that was translated before it was sent, the text as it was typed."""

    SCOPE: ClassVar[Scope] = Scope(creator="message__chat__creator_id")
    IS_DERIVED: ClassVar[bool] = True

    message = TenantForeignKey(Message, on_delete=models.CASCADE, related_name="translations", db_index=False)
    language = models.CharField(max_length=40)
    text = models.TextField()
    is_original = models.BooleanField(default=False, help_text="Typed by a person, and the message is its translation.")
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            *tenant_constraints("chats_translation", "message"),
            models.UniqueConstraint(fields=["agency", "message", "language"], name="chats_translation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text[:40]}"
