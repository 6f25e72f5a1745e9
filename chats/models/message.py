from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from agencies import changes
from agencies.models import Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models.chat import Chat, Direction
from chats.querysets import MessageQuerySet
from chats.search.index import announce

#: A message that moves by less is looked for around its new place.
NEARBY = dt.timedelta(hours=20)
#: What search knows of a message.
SEARCHED = frozenset({"text", "sent_at", "direction", "is_ppv", "deleted_at"})


class Status(models.TextChoices):
    """Of a message that leaves us; what came from outside is SENT."""

    QUEUED = "queued", "waiting to be sent"
    SENDING = "sending", "on its way"
    SENT = "sent", "sent"
    FAILED = "failed", "failed"


#: What is written in place of the sender where no member is known.
SENDERS = {"inbox": "a former member", "api": "through the API"}


class Message(TenantModel):
    """One message. `text` is plain text: HTML from outside is reduced in `chats.ingest`."""

    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")
    TOLD_AS: ClassVar[str] = "message"

    # The reference to the chat carries the agency already; a second check of each row would cost imports dearly.
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="messages", db_index=False)
    of_message_id = models.BigIntegerField("OnlyFans message id", null=True, blank=True, help_text="Empty until sent.")
    direction = models.CharField(max_length=7, choices=Direction.choices)
    text = models.TextField(blank=True)
    is_ppv = models.BooleanField("pay-per-view", default=False)
    price = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    unlocked = models.BooleanField(
        null=True, blank=True, help_text="Bought; empty means not known, or not pay-per-view."
    )
    unlocked_at = models.DateTimeField(null=True, blank=True)
    is_tip = models.BooleanField(default=False)
    tip_amount = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="Gone on the platform; the text is kept here.")
    sent_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    source = models.CharField(max_length=30, help_text="Where it came from: inbox, api, ofscraper, …")
    send_after = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Until then a queued message can be taken back."
    )
    failure_reason = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="Why it could not be delivered."
    )
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.SENT)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            *tenant_constraints("chats_message", "chat", "sent_by"),
            models.UniqueConstraint(fields=["agency", "chat", "of_message_id"], name="chats_message_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="chats_message_price_not_negative"),
            models.CheckConstraint(condition=Q(is_ppv=False) | Q(price__gt=0), name="chats_message_ppv_has_price"),
            models.CheckConstraint(
                condition=Q(unlocked__isnull=True) | Q(is_ppv=True), name="chats_message_only_ppv_unlocks"
            ),
            models.CheckConstraint(
                condition=Q(unlocked_at__isnull=True) | Q(unlocked=True), name="chats_message_unlock_time"
            ),
            models.CheckConstraint(
                condition=Q(tip_amount__isnull=True) | Q(is_tip=True, tip_amount__gte=0),
                name="chats_message_tip_amount",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SENT) | Q(direction=Direction.OUT), name="chats_message_only_ours_wait"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "chat", "sent_at", "id"], name="chats_message_thread"),
            # Few messages are bought, so this one is small and costs imports next to nothing.
            models.Index(
                fields=["agency", "chat", "unlocked_at"],
                condition=Q(unlocked_at__isnull=False),
                name="chats_message_unlocked",
            ),
            # What was paid for, in the message or by it.
            models.Index(
                fields=["agency", "chat"], condition=Q(unlocked=True) | Q(tip_amount__gt=0), name="chats_message_paid"
            ),
            # What is on its way to the platform; the rest, nearly all, is not in it.
            models.Index(
                fields=["agency", "chat"],
                condition=Q(status__in=["queued", "sending"]),
                name="chats_message_under_way",
            ),
            # What came from outside names nobody of the team, so imports do not pay for this one.
            models.Index(
                fields=["agency", "sent_by", "sent_at"],
                condition=Q(sent_by__isnull=False),
                name="chats_message_by_member",
            ),
        ]

    @property
    def sender_label(self) -> str:
        """Who sent what went to the fan: a member of the team, or where the message came from."""
        return str(self.sent_by) if self.sent_by else SENDERS.get(self.source, f"imported ({self.source})")

    @property
    def speaker(self) -> str:
        """The same for messages of the same sender."""
        return str(self.sent_by_id or self.source) if self.direction == Direction.OUT else self.direction

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        """As it stands in the database; where in time it stands there is kept."""
        row: Any = super().from_db(*args, **kwargs)
        row._stood_at = row.__dict__.get("sent_at")
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have search look at it again if what it finds may have changed."""
        stood_at: dt.datetime | None = getattr(self, "_stood_at", None)
        if stood_at and abs(self.sent_at - stood_at) > NEARBY:
            self._note_recount()
        super().save(*args, **kwargs)
        self._stood_at: dt.datetime | None = self.sent_at
        fields = kwargs.get("update_fields")
        if fields is None or not SEARCHED.isdisjoint(fields):
            announce(self.agency_id, [self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and let whoever counts messages know where it is missing."""
        self._note_recount()
        return super().delete(*args, **kwargs)

    def _note_recount(self) -> None:
        changes.note(model=Chat, agency_id=self.agency_id, ids=[self.chat_id], event=changes.RECOUNT)

    def __str__(self) -> str:
        return f"{self.get_direction_display()} at {self.sent_at:%Y-%m-%d %H:%M}"
