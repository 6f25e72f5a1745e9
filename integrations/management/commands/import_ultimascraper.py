"""`manage.py import_ultimascraper FILE … --agency SLUG`: what UltimaScraper has kept, in files or in PostgreSQL."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from integrations.management.importing import UserDataCommand
from integrations.models import ImportRun
from integrations.providers.importing import ImportFileError
from integrations.providers.ultimascraper.archive import Address


class Command(UserDataCommand):
    source = ImportRun.Source.ULTIMASCRAPER
    files_needed = False
    help = (
        "Import messages and media references from UltimaScraper's user_data.db, one for each creator, or from its "
        "newer archive in PostgreSQL. Neither is ever changed; running the import again adds only what is new."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--postgres", metavar="URL",
            help="import the archive at postgresql://USER@HOST:PORT/DATABASE instead of files; of all its performers, "
            "or with --creator of one; best without a password, which PGPASSWORD or ~/.pgpass may hold",
        )  # fmt: skip
        parser.add_argument(
            "--site", default="onlyfans", metavar="NAME", help="the archive's schema (default: %(default)s)"
        )

    def origins(self, options: dict[str, Any]) -> list[Path | Address]:
        if bool(options["files"]) == bool(options["postgres"]):
            raise CommandError("Name files of UltimaScraper, or its archive with --postgres URL.")
        if options["files"]:
            return super().origins(options)
        if options["account_id"]:
            raise CommandError("An archive knows who sent what: leave --account-id away.")
        address = Address(options["postgres"], options["site"])
        try:
            address.parameters()
        except ImportFileError as error:
            raise CommandError(str(error)) from error
        return [address]
