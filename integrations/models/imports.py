"""How data comes in from other systems."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints


class ImportRun(TenantModel):
    """One import of one file: what was asked, how far it is, what it did."""

    class Source(models.TextChoices):
        OFSCRAPER = "ofscraper", "OF-Scraper"
        ULTIMASCRAPER = "ultimascraper", "UltimaScraper"
        ONLYFANSAPI = "onlyfansapi", "OnlyFansAPI.com (CSV of messages or transactions)"

    class Status(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id", shared=True)

    source = models.CharField(
        "written by",
        max_length=30,
        choices=Source,
        default=Source.OFSCRAPER,
        help_text="The program that wrote the file.",
    )
    # The run stays, and with it the file, which goes when the run is deleted.
    creator = TenantForeignKey(
        Creator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_runs",
        help_text="Leave empty for a new creator.",
    )
    started_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    file = models.FileField(upload_to="imports/", max_length=300)
    file_name = models.CharField(max_length=300, editable=False)
    options = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False, help_text="Messages in the file.")
    done = models.PositiveIntegerField(default=0, editable=False)
    summary = models.JSONField(default=dict, blank=True, editable=False)
    error = models.TextField(blank=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = tenant_constraints("integrations_importrun", "creator", "started_by")
        indexes = [models.Index(fields=["agency", "created_at"], name="integrations_importrun_recent")]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.file_name}"

    @property
    def percent(self) -> int:
        """How much of the file is done, 0–100."""
        return 100 if self.status == self.Status.DONE else (100 * self.done // self.total if self.total else 0)
