"""`manage.py export_ofscraper FILE --agency SLUG --creator USERNAME`: a creator's chats as OF-Scraper keeps them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from integrations.providers.ofscraper.exporter import Exported, export_file
from integrations.providers.ofscraper.writer import ExportFileError


class Command(BaseCommand):
    help = (
        "Write a creator's chats to a user_data.db that OF-Scraper can open, as if it had run on the creator's "
        "account. Messages that wait to be sent or have failed are left out."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="path of the user_data.db to write")
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument("--creator", required=True, metavar="USERNAME", help="whose chats to write")
        parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
        parser.add_argument("--json", action="store_true", help="print the summary as a JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise CommandError(f"There is no agency “{options['agency']}”.")
        try:
            exported = export_file(
                agency_id=agency.pk,
                creator=options["creator"],
                path=Path(options["file"]),
                force=options["force"],
                progress=self._show,
            )
        except ExportFileError as error:
            raise CommandError(str(error)) from error
        finally:
            if sys.stderr.isatty():
                self.stderr.write("")
        self._report(exported.as_dict(), as_json=options["json"])

    def _show(self, exported: Exported) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{exported.messages:,} of {exported.total:,} messages", ending="")

    def _report(self, result: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(orjson.dumps(result).decode())
            return
        self.stdout.write(
            f"{result['chats']:,} chats, {result['messages']:,} messages, {result['media']:,} media references"
        )
        for reason, count in result["left_out_reasons"].items():
            self.stdout.write(f"{count:,} left out: {reason}")
