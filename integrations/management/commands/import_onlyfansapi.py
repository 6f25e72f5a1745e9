"""`manage.py import_onlyfansapi FILE … --agency SLUG`: OnlyFansAPI.com's export `chat_messages` into the chats."""

from __future__ import annotations

from integrations.management.importing import ImportCommand
from integrations.models import ImportRun


class Command(ImportCommand):
    source = ImportRun.Source.ONLYFANSAPI
    file_name = "chat_messages export (CSV)"
    help = (
        "Import messages from the CSV that OnlyFansAPI.com makes as its data export chat_messages. Each account "
        "becomes the creator of its username; running the import again adds only what is new."
    )
