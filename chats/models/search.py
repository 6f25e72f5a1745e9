"""What search looks into. Messages are indexed by a job behind their writing, fans' names with the chat itself.

Nothing here is read by queries of the ORM: see `chats.search`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from agencies.models import TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantCompanion, tenant_constraints
from chats.models.chat import Direction


def _agency_by_companion() -> Any:
    return models.ForeignKey(
        "agencies.Agency", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )


class MessageSearch(TenantModel):
    """The words of the message with the same id, and what search filters by. Deleted messages have no row.

    In `vector` each word begins with a mark of its agency, so that the index finds the words of one agency without
    reading those of the others (see the migration `search_functions`).
    """

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")
    IS_DERIVED = True

    agency = _agency_by_companion()
    chat_id = models.UUIDField()
    creator_id = models.UUIDField()
    sent_at = models.DateTimeField()
    direction = models.CharField(max_length=7, choices=Direction.choices)
    is_ppv = models.BooleanField()
    vector = SearchVectorField()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            *tenant_constraints("chats_messagesearch"),
            TenantCompanion(table="chats_message", name="chats_messagesearch_message"),
        ]
        indexes = [
            models.Index(fields=["agency", "sent_at", "id"], name="chats_messagesearch_time"),
            # What fans wrote to a creator, the newest first: for the playbook.
            models.Index(
                fields=["agency", "creator_id", "sent_at", "id"],
                condition=Q(direction="in"),
                name="chats_messagesearch_fans",
            ),
            # Without a list of pending rows, which every search would have to read through.
            GinIndex(fields=["vector"], fastupdate=False, name="chats_messagesearch_words"),
        ]

    def __str__(self) -> str:
        return f"Words of {self.pk}"


class FanSearch(TenantModel):
    """The names of the fan of the chat with the same id: every ending of every word, so that any part is found.

    Apart from the chat, whose row is written with each message and would be indexed anew each time.
    """

    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")
    IS_DERIVED = True

    agency = _agency_by_companion()
    creator_id = models.UUIDField()
    vector = SearchVectorField()

    class Meta:
        constraints = [
            *tenant_constraints("chats_fansearch"),
            TenantCompanion(table="chats_chat", name="chats_fansearch_chat"),
        ]
        indexes = [GinIndex(fields=["vector"], fastupdate=False, name="chats_fansearch_names")]

    def __str__(self) -> str:
        return f"Names of {self.pk}"


class SearchBacklog(TenantModel):
    """Messages that were written and are not indexed yet: one row for each writing, however many messages."""

    SCOPE: ClassVar[Scope] = Scope()
    IS_DERIVED = True

    message_ids = ArrayField(models.UUIDField())

    class Meta:
        verbose_name_plural = "search backlog"
        constraints = tenant_constraints("chats_searchbacklog")
        indexes = [models.Index(fields=["agency", "id"], name="chats_searchbacklog_order")]

    def __str__(self) -> str:
        return f"{len(self.message_ids)} messages"
