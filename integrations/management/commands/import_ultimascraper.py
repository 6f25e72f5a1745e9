"""`manage.py import_ultimascraper FILE … --agency SLUG`: the history of UltimaScraper's files into the chats."""

from __future__ import annotations

from integrations.management.importing import UserDataCommand
from integrations.models import ImportRun


class Command(UserDataCommand):
    source = ImportRun.Source.ULTIMASCRAPER
    help = (
        "Import messages and media references from UltimaScraper's user_data.db, one for each creator. The files are "
        "never changed; running the import again adds only what is new."
    )
