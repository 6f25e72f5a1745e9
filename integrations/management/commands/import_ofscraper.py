"""`manage.py import_ofscraper FILE --agency SLUG`: the history of an OF-Scraper file into the chats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from agencies.tenancy import agency_scope
from integrations.models import ImportRun
from integrations.providers.ofscraper.importer import SOURCE, Choices, Summary, import_file
from integrations.providers.ofscraper.reader import ImportFileError
from integrations.services import record_run


class Command(BaseCommand):
    help = (
        "Import messages and media references from OF-Scraper's user_data.db. The file is never changed; "
        "running the import again adds only what is new."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="path of the user_data.db")
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument("--creator", metavar="USERNAME", help="whose chats these are; made if new")
        parser.add_argument(
            "--account", choices=["creator", "fan"], help="whose account ran OF-Scraper (default: found out)"
        )
        parser.add_argument(
            "--account-id", type=int, metavar="N", help="OnlyFans id of that account (default: found out)"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise CommandError(f"There is no agency “{options['agency']}”.")
        choices = Choices(options["creator"], options["account"], options["account_id"])
        path: Path = options["file"]
        try:
            if options["dry_run"]:
                summary = import_file(
                    agency_id=agency.pk, path=path, choices=choices, dry_run=True, progress=self._show
                )
            else:
                run = self._new_run(agency, path)
                summary = record_run(agency_id=agency.pk, run_id=run.pk, path=path, choices=choices, watch=self._show)
        except ImportFileError as error:
            raise CommandError(str(error)) from None
        finally:
            self._end_progress()
        self._report(summary, options)

    def _new_run(self, agency: Agency, path: Path) -> ImportRun:
        with agency_scope(agency.pk):
            return ImportRun.objects.create(agency=agency, source=SOURCE, file_name=path.name[:300])

    def _show(self, summary: Summary) -> None:
        if sys.stderr.isatty():
            done = summary.read + summary.skipped.total()
            self.stderr.write(f"\r{done:,} of {summary.total:,} messages", ending="")

    def _end_progress(self) -> None:
        if sys.stderr.isatty():
            self.stderr.write("")

    def _report(self, summary: Summary, options: dict[str, Any]) -> None:
        result = summary.as_dict()
        if options["json"]:
            self.stdout.write(orjson.dumps(result).decode())
            return
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
        self.stdout.write(
            f"{result['chats']:,} chats, {result['messages']:,} messages, {result['media']:,} media references"
        )
        if not options["dry_run"]:
            self.stdout.write(
                f"{result['created']:,} created, {result['updated']:,} updated, {result['unchanged']:,} unchanged"
            )
        for reason, count in result["skipped_reasons"].items():
            self.stdout.write(f"{count:,} skipped: {reason}")
