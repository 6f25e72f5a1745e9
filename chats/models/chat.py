from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from agencies.models import Creator, Membership, TenantModel
from agencies.models.agency import validate_timezone
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.querysets import ChatQuerySet
from chats.search.index import refresh_fans

FAN_NAMES = frozenset({"fan_username", "fan_display_name", "fan_custom_name"})


class Direction(models.TextChoices):
    """Seen from the creator: OUT goes to the fan. UNKNOWN: the source did not record the sender."""

    IN = "in", "from the fan"
    OUT = "out", "to the fan"
    UNKNOWN = "unknown", "not recorded"


class InboxRank(models.Func):
    """The chat's place in the inbox as one number, smallest first: unread before read, then those that
    wait for an answer (longest first), then the rest (latest message first).

    One number makes the list a walk along one index. 1e10 and 5e9 are seconds since 1970 that no date
    here reaches, so the three groups never overlap.
    """

    template = (
        "(CASE WHEN unread_count > 0 THEN 0 ELSE 1e10 END + "
        "CASE WHEN awaiting_reply_since IS NOT NULL THEN EXTRACT(EPOCH FROM awaiting_reply_since AT TIME ZONE 'UTC') "
        "ELSE 1e10 - COALESCE(EXTRACT(EPOCH FROM last_message_at AT TIME ZONE 'UTC'), 0) END)::double precision"
    )
    output_field = models.FloatField()


class Chat(TenantModel):
    """The conversation of one creator with one fan.

    The summary columns (first/last message, unread, awaiting) are written with the messages, in the same
    transaction, by `chats.ingest` and `chats.services`; lists read them and never aggregate messages.
    """

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")
    TOLD_AS: ClassVar[str] = "chat"

    # A creator who has chats is deactivated, never deleted: with them would go the whole history.
    creator = TenantForeignKey(Creator, on_delete=models.PROTECT, related_name="chats", db_index=False)
    fan_of_id = models.BigIntegerField("fan's OnlyFans id")
    fan_username = models.CharField(max_length=120, blank=True)
    fan_display_name = models.CharField(max_length=200, blank=True)
    fan_custom_name = models.CharField("name given by us", max_length=200, blank=True)
    fan_avatar_url = models.URLField(max_length=500, blank=True)
    fan_timezone = models.CharField(
        "fan's time zone",
        max_length=64,
        blank=True,
        default="",
        db_default="",
        validators=[validate_timezone],
        help_text="IANA name, if known.",
    )
    fan_language = models.CharField(
        "fan's language",
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="What replies are translated into, as in: Spanish.",
    )

    fan_seen_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the fan was last on the platform, as far as it is told."
    )

    subscription_active = models.BooleanField(null=True, blank=True, help_text="Unknown if no source has told.")
    subscription_price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    subscription_expires_at = models.DateTimeField(null=True, blank=True)

    first_message_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_message_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_message_preview = models.CharField(max_length=160, blank=True, editable=False)
    last_message_direction = models.CharField(max_length=7, choices=Direction.choices, blank=True, editable=False)
    awaiting_reply_since = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="The first message of the fan that nobody has answered."
    )
    unread_count = models.PositiveIntegerField(default=0, editable=False)
    read_until = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="We have read everything up to here."
    )

    purchase_unanswered_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="The fan's latest unlock or tip behind our last message."
    )
    snoozed_until = models.DateTimeField(null=True, blank=True, help_text="Not in the queue before.")
    queue_rank = models.FloatField(
        null=True, blank=True, editable=False, help_text="Place in the queue, smallest first; empty: not in it."
    )
    queue_recheck_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When time alone changes the place in the queue."
    )

    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    assigned_to = TenantForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    inbox_rank = models.GeneratedField(expression=InboxRank(), output_field=models.FloatField(), db_persist=True)

    objects: ClassVar[Any] = ChatQuerySet.as_manager()

    class Meta:
        ordering = ["inbox_rank", "id"]
        constraints = [
            *tenant_constraints("chats_chat", "creator", "assigned_to"),
            models.UniqueConstraint(fields=["agency", "creator", "fan_of_id"], name="chats_chat_one_per_fan"),
            models.CheckConstraint(condition=Q(unread_count__gte=0), name="chats_chat_unread_not_negative"),
            models.CheckConstraint(
                condition=Q(subscription_price__isnull=True) | Q(subscription_price__gte=0),
                name="chats_chat_subscription_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(first_message_at__isnull=True, last_message_at__isnull=True)
                | Q(first_message_at__lte=F("last_message_at")),
                name="chats_chat_first_before_last",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "inbox_rank", "id"], name="chats_chat_inbox"),
            models.Index(fields=["agency", "creator", "inbox_rank", "id"], name="chats_chat_inbox_creator"),
            models.Index(
                fields=["agency", "queue_rank", "id"], condition=Q(queue_rank__isnull=False), name="chats_chat_queue"
            ),
            models.Index(
                fields=["agency", "creator", "queue_rank", "id"],
                condition=Q(queue_rank__isnull=False),
                name="chats_chat_queue_creator",
            ),
            models.Index(
                fields=["agency", "queue_recheck_at"],
                condition=Q(queue_recheck_at__isnull=False),
                name="chats_chat_queue_recheck",
            ),
            # Whose subscription is over by now.
            models.Index(
                fields=["agency", "subscription_expires_at"],
                condition=Q(subscription_active=True),
                name="chats_chat_subscription_end",
            ),
            GinIndex(fields=["tags"], name="chats_chat_tags"),
            # One fan's chats with all creators.
            models.Index(fields=["agency", "fan_of_id"], name="chats_chat_fan"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let search know the fan's names."""
        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or not FAN_NAMES.isdisjoint(fields):
            refresh_fans(self.agency_id, [self.pk])

    def __str__(self) -> str:
        return self.fan_name

    @property
    def live_claim(self) -> Any:
        """The claim of whoever is answering the chat now, None if nobody is."""
        claim = getattr(self, "claim", None)
        return claim if claim and claim.expires_at > timezone.now() else None

    @property
    def head_state(self) -> str:
        """What the head of the open chat depends on: as long as this stays the same, the head need not be made anew."""
        claim = self.live_claim
        claimed = (claim.membership_id, claim.expires_at.timestamp()) if claim else ()
        snoozed = self.snoozed_until.timestamp() if self.snoozed_until and self.is_snoozed else None
        return " ".join(map(str, (*claimed, self.assigned_to_id, snoozed, *(flag.split()[0] for flag in self._flags))))

    @property
    def _flags(self) -> list[str]:
        return getattr(self, "flags", [])

    @property
    def flag_titles(self) -> list[str]:
        """What the guard has seen that nobody has decided yet, each once; for a chat read `with_flags`."""
        return list(dict.fromkeys(flag.partition(" ")[2] for flag in self._flags))

    @cached_property
    def open_guard_events(self) -> list[Any]:
        """The guard's events that nobody has decided yet, the oldest first, with what a decision needs."""
        events: Any = self
        rows = events.guard_events.filter(agency_id=self.agency_id, status="open")
        return list(rows.select_related("rule", "member__user").order_by("created_at"))

    @property
    def is_snoozed(self) -> bool:
        """Whether the chat stays out of the queue for now."""
        return self.snoozed_until is not None and self.snoozed_until > timezone.now()

    @property
    def fan_name(self) -> str:
        """What we call the fan: the name we gave, their own, their username, or OnlyFans' `u<id>`."""
        return self.fan_custom_name or self.fan_display_name or self.fan_username or f"u{self.fan_of_id}"
