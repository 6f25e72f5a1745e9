"""`manage.py import_onlyfansapi FILE … --agency SLUG`: OnlyFansAPI.com's exports `chat_messages` and `transactions`."""

from __future__ import annotations

from integrations.management.importing import ImportCommand
from integrations.models import ImportRun


class Command(ImportCommand):
    source = ImportRun.Source.ONLYFANSAPI
    file_name = "chat_messages or transactions export (CSV)"
    help = (
        "Import messages or transactions from the CSV that OnlyFansAPI.com makes as its data exports; which it is, the "
        "columns say. Each account becomes the creator of its username; running the import again adds only what is new."
    )
