"""The planner learns nothing of how the rows are divided among the agencies.

What ANALYZE found out about agencies is wrong for one that came later: to the planner it has no rows, so it may look
for a message by its id in an index of all of that agency's messages, and an import of a million is indexed for days.
Without statistics of the column each agency counts as a two-hundredth of the table, and a key is always cheaper.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLES = (
    "chats_chat",
    "chats_message",
    "chats_mediaattachment",
    "chats_sentmedia",
    "chats_messagesearch",
    "chats_fansearch",
)
UNLEARN = """
ALTER TABLE {table} ALTER COLUMN agency_id SET STATISTICS 0;
SELECT pg_clear_attribute_stats('public', '{table}', 'agency_id', false)
"""
LEARN = "ALTER TABLE {table} ALTER COLUMN agency_id SET STATISTICS DEFAULT"


class Migration(migrations.Migration):
    dependencies: Any = [("chats", "0008_know_sent_media")]

    operations: Any = [
        migrations.RunSQL(UNLEARN.format(table=table), LEARN.format(table=table)) for table in TABLES
    ]
