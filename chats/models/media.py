from __future__ import annotations

from typing import ClassVar

from django.db import models

from agencies import changes
from agencies.models import Creator, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models.chat import Chat
from chats.models.message import Message


class MediaType(models.TextChoices):
    """As the platform tells them apart; a GIF may arrive as a video."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    GIF = "gif"


class MediaAttachment(TenantModel):
    """A reference to media on the platform, never a copy. Its addresses expire."""

    SCOPE: ClassVar[Scope] = Scope(creator="message__chat__creator_id")

    # The reference to the message carries the agency already; a second check of each row would cost imports dearly.
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    message = TenantForeignKey(Message, on_delete=models.CASCADE, related_name="media", db_index=False)
    of_media_id = models.BigIntegerField("OnlyFans media id")
    media_type = models.CharField(max_length=5, choices=MediaType.choices)
    url = models.TextField(blank=True)
    thumbnail_url = models.TextField(blank=True)
    duration = models.PositiveIntegerField(null=True, blank=True, help_text="Seconds.")
    is_preview = models.BooleanField(default=False, help_text="Shown before the fan pays.")

    class Meta:
        ordering = ["id"]
        constraints = [
            *tenant_constraints("chats_mediaattachment", "message"),
            models.UniqueConstraint(fields=["agency", "message", "of_media_id"], name="chats_media_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_media_type_display()} {self.of_media_id}"

    def note(self, event: str) -> None:
        """Media are shown as a part of their message: that is what has changed."""
        changes.note(model=Message, agency_id=self.agency_id, ids=[self.message_id], event=changes.CHANGED)


class CreatorMedia(TenantModel):
    """A media of a creator that has been in some message: what the picker offers. Kept by `chats.ingest`."""

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="media", db_index=False)
    of_media_id = models.BigIntegerField("OnlyFans media id")
    media_type = models.CharField(max_length=5, choices=MediaType.choices)
    thumbnail_url = models.TextField(blank=True)
    duration = models.PositiveIntegerField(null=True, blank=True, help_text="Seconds.")
    last_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "creator media"
        ordering = ["-last_sent_at", "-of_media_id"]
        constraints = [
            *tenant_constraints("chats_creatormedia", "creator"),
            models.UniqueConstraint(fields=["agency", "creator", "of_media_id"], name="chats_creatormedia_once"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "creator", "-last_sent_at", "-of_media_id"], name="chats_creatormedia_recent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_media_type_display()} {self.of_media_id}"


class SentMedia(TenantModel):
    """That a fan has been sent a media, and has bought it. Kept by `chats.ingest` and `chats.services`."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="chat__creator_id")

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="sent_media", db_index=False)
    of_media_id = models.BigIntegerField("OnlyFans media id")
    sent_at = models.DateTimeField(help_text="First sent.")
    bought_at = models.DateTimeField(null=True, blank=True, help_text="Empty: not bought, as far as is known.")

    class Meta:
        verbose_name_plural = "sent media"
        ordering = ["-sent_at"]
        constraints = [
            *tenant_constraints("chats_sentmedia", "chat"),
            models.UniqueConstraint(fields=["agency", "chat", "of_media_id"], name="chats_sentmedia_once"),
        ]

    def __str__(self) -> str:
        return f"{self.of_media_id} to {self.chat}"
