from __future__ import annotations

from typing import ClassVar

from django.db import models

from agencies.models import Membership, TenantModel
from agencies.scope import Actor, Role, Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models.chat import Chat


class ChatNote(TenantModel):
    """What the team should know about a fan."""

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "note"

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="notes", db_index=False)
    author = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    text = models.TextField(max_length=4000)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = tenant_constraints("chats_chatnote", "chat", "author")
        indexes = [models.Index(fields=["agency", "chat", "created_at"], name="chats_note_chat")]

    def __str__(self) -> str:
        # Goes into the audit, which keeps no text.
        return f"Note of {self.created_at:%Y-%m-%d %H:%M}"

    def may_be_managed_by(self, actor: Actor) -> bool:
        """A chatter changes only their own notes."""
        return actor.role != Role.CHATTER or self.author_id == actor.membership_id
