"""Fill in which media fans were sent and bought, from the messages that are there."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    from chats.ingest import know_all_media

    for agency_id in apps.get_model("agencies", "Agency").objects.values_list("pk", flat=True):
        know_all_media(agency_id)


class Migration(migrations.Migration):
    dependencies = [("chats", "0007_search_common_words")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
