"""`manage.py import_ultimascraper FILE … --agency SLUG`: the history of UltimaScraper's files into the chats."""

from __future__ import annotations

from integrations.management.user_data import UserDataCommand


class Command(UserDataCommand):
    program = "ultimascraper"
    help = (
        "Import messages and media references from UltimaScraper's user_data.db, one for each creator. The files are "
        "never changed; running the import again adds only what is new."
    )
