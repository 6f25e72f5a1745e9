"""`manage.py import_ofscraper FILE … --agency SLUG`: the history of OF-Scraper's files into the chats."""

from __future__ import annotations

from integrations.management.importing import UserDataCommand
from integrations.models import ImportRun


class Command(UserDataCommand):
    source = ImportRun.Source.OFSCRAPER
    help = (
        "Import messages and media references from OF-Scraper's user_data.db. The file is never changed; "
        "running the import again adds only what is new."
    )
