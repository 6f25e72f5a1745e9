"""A creator's account at a service that talks to the platform, and what was fetched from there."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Creator, IdentityModel, TenantModel
from agencies.scope import Scope
from agencies.sealing import seal, unseal
from agencies.tenancy import TenantForeignKey, identity_constraints, tenant_constraints
from integrations.models.signing import WebhookSecret


class Connection(WebhookSecret, IdentityModel):
    """How one creator's account is reached. Its id stands in the address that events are delivered to, so it is
    looked up before the agency is known."""

    class Status(models.TextChoices):
        NEW = "new", "not tested yet"
        ACTIVE = "active", "connected"
        ATTENTION = "attention", "needs attention"

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="connections")
    provider = models.CharField(max_length=30, help_text="The service that talks to the platform.")
    account_id = models.CharField(
        "account id", max_length=80, help_text="What the service calls this creator's account, as in acct_0123abcd."
    )
    sealed_api_key = models.TextField(blank=True, editable=False)
    base_url = models.URLField("address", max_length=300, blank=True, help_text="Leave empty for the service's own.")
    settings = models.JSONField(
        "configuration",
        default=dict,
        blank=True,
        help_text="Of a service that is not known here.",
    )

    is_active = models.BooleanField(default=True, help_text="Otherwise nothing is fetched, sent or worked off.")
    syncs_messages = models.BooleanField("fetch messages", default=True)
    syncs_fans = models.BooleanField("fetch fans and subscriptions", default=True)
    syncs_transactions = models.BooleanField("fetch transactions", default=True)
    sends_messages = models.BooleanField("send replies", default=True)

    status = models.CharField(max_length=9, choices=Status.choices, default=Status.NEW, editable=False)
    status_reason = models.CharField(max_length=300, blank=True, editable=False)
    status_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_event_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_synced_at = models.DateTimeField(null=True, blank=True, editable=False)
    credits_left = models.BigIntegerField(null=True, blank=True, editable=False)
    calls_per_minute = models.PositiveIntegerField(null=True, blank=True, editable=False)
    calls_left = models.PositiveIntegerField(null=True, blank=True, editable=False)
    calls_counted_at = models.DateTimeField(null=True, blank=True, editable=False)
    calls_resume_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="No call before then.")

    class Meta:
        # Not by the creator, who cannot be seen before the agency is known.
        ordering = ["created_at"]
        constraints = [
            *identity_constraints("integrations_connection", "creator"),
            models.UniqueConstraint(
                fields=["agency", "provider", "account_id"],
                name="integrations_connection_once",
                violation_error_message="This account is connected already.",
            ),
            # A reply must know its way out.
            models.UniqueConstraint(
                fields=["agency", "creator"],
                condition=Q(is_active=True, sends_messages=True),
                name="integrations_connection_one_way_out",
                violation_error_message="Another active connection of this creator sends replies already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.creator} at {self.service}"

    @property
    def service(self) -> str:
        """What people call the provider."""
        from integrations.providers.registry import PROVIDERS

        provider = PROVIDERS.get(self.provider)
        return provider.label if provider else self.provider

    @property
    def api_key(self) -> str:
        """What opens the service. Raises `SecretUnreadableError`."""
        return unseal(self.sealed_api_key)

    @api_key.setter
    def api_key(self, secret: str) -> None:
        self.sealed_api_key = seal(secret)


class SyncRun(TenantModel):
    """One fetching of a connection's data: how far it is, and what it did."""

    class Kind(models.TextChoices):
        FIRST = "first", "everything"
        NEWS = "news", "what is new"
        REPAIR = "repair", "look for gaps"

    class Status(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        PAUSED = "paused"
        DONE = "done"
        FAILED = "failed"

    SCOPE: ClassVar[Scope] = Scope(creator="connection__creator_id")
    IS_DERIVED: ClassVar[bool] = True

    connection = TenantForeignKey(Connection, on_delete=models.CASCADE, related_name="sync_runs", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.FIRST)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING)
    phase = models.CharField(max_length=20, blank=True, help_text="What is being fetched.")
    cursor = models.CharField(max_length=500, blank=True, help_text="Where in the phase it goes on.")
    chats_total = models.PositiveIntegerField(default=0)
    chats_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="In vain, since it last got on.")
    #: Whoever works on the run holds it until then; a worker that died lets go by dying.
    held_until = models.DateTimeField(null=True, blank=True)
    resume_at = models.DateTimeField(null=True, blank=True, help_text="It waits for the service until then.")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "fetching"
        ordering = ["-created_at"]
        constraints = [
            *tenant_constraints("integrations_syncrun", "connection"),
            models.UniqueConstraint(
                fields=["agency", "connection"],
                condition=Q(status__in=["waiting", "running", "paused"]),
                name="integrations_syncrun_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["agency", "connection", "created_at"], name="integrations_syncrun_recent")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int:
        """How much of it is done, 0–100: chats are what takes the time."""
        if self.status == self.Status.DONE:
            return 100
        return min(99, 100 * self.chats_done // self.chats_total) if self.chats_total else 0

    @property
    def time_left(self) -> dt.timedelta | None:
        """An estimate from the pace so far; None as long as there is none."""
        if self.status != self.Status.RUNNING or not (self.started_at and self.chats_done and self.chats_total):
            return None
        spent = timezone.now() - self.started_at
        return spent / self.chats_done * max(0, self.chats_total - self.chats_done)


class SyncedChat(TenantModel):
    """How far back a chat was fetched: `cursor` is the oldest message that is here, None before the first."""

    SCOPE: ClassVar[Scope] = Scope(creator="connection__creator_id")
    IS_DERIVED: ClassVar[bool] = True

    connection = TenantForeignKey(Connection, on_delete=models.CASCADE, related_name="synced_chats", db_index=False)
    fan_of_id = models.BigIntegerField()
    cursor = models.BigIntegerField(null=True, blank=True)
    newest = models.BigIntegerField(null=True, blank=True, help_text="The newest message that a fetch has seen.")
    is_complete = models.BooleanField(default=False, help_text="Fetched back to its first message.")

    class Meta:
        constraints = [
            *tenant_constraints("integrations_syncedchat", "connection"),
            models.UniqueConstraint(fields=["agency", "connection", "fan_of_id"], name="integrations_syncedchat_once"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "connection", "fan_of_id"],
                condition=Q(is_complete=False),
                name="integrations_syncedchat_open",
            )
        ]

    def __str__(self) -> str:
        return str(self.fan_of_id)
