"""How an agency runs its inbox, and what happens in it right now: who answers whom, who looks, what changed."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, TenantOneToOneField, TenantUnique, tenant_constraints
from chats.models.chat import Chat

MINUTES_A_DAY = 24 * 60


def _minutes(default: int, help_text: str, most: int = 30 * MINUTES_A_DAY) -> models.PositiveIntegerField[int, int]:
    return models.PositiveIntegerField(default=default, validators=[MaxValueValidator(most)], help_text=help_text)


class InboxSettings(TenantModel):
    """The rules of an agency's inbox; exactly one row each. `chats.queue` has the formula of the queue."""

    SCOPE: ClassVar[Scope] = Scope()

    minutes_per_dollar = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0)],
        help_text="Each dollar that a fan has spent counts as so many minutes of waiting.",
    )
    spending_cap = models.PositiveIntegerField(default=500, help_text="Dollars above this do not count.")
    expiring_days = models.PositiveSmallIntegerField(
        default=3, validators=[MaxValueValidator(60)], help_text="A subscription that ends within so many days…"
    )
    expiring_minutes = _minutes(120, "…counts as so many minutes of waiting.")
    purchase_minutes = _minutes(240, "A purchase that nobody has answered counts as so many minutes of waiting.")
    purchase_hours = models.PositiveSmallIntegerField(
        default=24, validators=[MaxValueValidator(720)], help_text="For so many hours after it."
    )
    forget_days = models.PositiveSmallIntegerField(
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Who has waited longer than this is not in the queue any more.",
    )
    claim_minutes = models.PositiveSmallIntegerField(
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text="A claimed chat without an answer goes back to the queue after so many minutes.",
    )
    undo_seconds = models.PositiveSmallIntegerField(
        default=5, validators=[MaxValueValidator(60)], help_text="A reply waits so long before it leaves."
    )
    idle_minutes = models.PositiveSmallIntegerField(
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text="Without a key or a click for so long, a shift counts as idle.",
    )
    chatters_send_mass = models.BooleanField("chatters may send mass messages", default=False)

    class Meta:
        verbose_name_plural = "inbox settings"
        constraints = [
            *tenant_constraints("chats_inboxsettings"),
            models.UniqueConstraint(fields=["agency"], name="chats_inboxsettings_one"),
        ]

    def __str__(self) -> str:
        return "Inbox settings"


class ChatClaim(TenantModel):
    """Who is answering a chat. It holds until `expires_at`; an expired one means nothing."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")

    chat = TenantOneToOneField(Chat, on_delete=models.CASCADE, related_name="claim", db_index=False)
    membership = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["claimed_at"]
        constraints = [
            *tenant_constraints("chats_chatclaim", "chat", "membership"),
            TenantUnique(field="chat", name="chats_chatclaim_one_per_chat"),
        ]
        indexes = [models.Index(fields=["agency", "expires_at"], name="chats_chatclaim_expiry")]

    def __str__(self) -> str:
        return f"{self.membership} answers {self.chat}"


class ChatPresence(TenantModel):
    """One open browser page of a member, and the chat that it shows; stale ones mean nothing."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="presences", db_index=False)
    membership = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    page = models.UUIDField(help_text="Chosen by the browser for each page that it opens.")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            *tenant_constraints("chats_chatpresence", "chat", "membership"),
            models.UniqueConstraint(fields=["agency", "page"], name="chats_chatpresence_one_per_page"),
        ]
        indexes = [models.Index(fields=["agency", "chat"], name="chats_chatpresence_chat")]

    def __str__(self) -> str:
        return f"{self.membership} in {self.chat}"


class ChatEvent(TenantModel):
    """Something that open inboxes should show, kept for a day so that one who was away can catch up.

    `transaction` is PostgreSQL's number of the transaction that wrote it (see `chats.live`).
    """

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Plain ids: an event outlives what it tells of.
    chat_id = models.UUIDField()
    message_id = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=20)
    transaction = models.BigIntegerField()

    class Meta:
        ordering = ["transaction", "id"]
        constraints = tenant_constraints("chats_chatevent", "creator")
        indexes = [models.Index(fields=["agency", "transaction", "id"], name="chats_chatevent_order")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.chat_id}"
