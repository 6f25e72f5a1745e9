from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies: Any = [("chats", "0010_live_data")]

    operations: Any = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                condition=models.Q(("status__in", ["queued", "sending"])),
                fields=["agency", "chat"],
                name="chats_message_under_way",
            ),
        ),
    ]
