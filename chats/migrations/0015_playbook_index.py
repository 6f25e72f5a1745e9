"""What fans wrote to a creator, the newest first."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """While messages go on being written."""

    atomic = False
    dependencies: Any = [("chats", "0014_ai_replies")]

    operations: Any = [
        AddIndexConcurrently(
            "messagesearch",
            models.Index(
                fields=["agency", "creator_id", "sent_at", "id"],
                condition=Q(direction="in"),
                name="chats_messagesearch_fans",
            ),
        ),
    ]
