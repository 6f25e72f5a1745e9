"""The commands that import: what all of them take, do and print."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

import orjson
from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from agencies.tenancy import agency_scope
from integrations.models import ImportRun
from integrations.providers.importing import Choices, ImportFileError, Summary
from integrations.providers.ultimascraper.archive import Address
from integrations.services import import_history, record_run


class ImportCommand(BaseCommand):
    """Imports files of `source`, which are called `file_name`."""

    source: ClassVar[ImportRun.Source]
    file_name: ClassVar[str]
    files_needed: ClassVar[bool] = True

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        many = "+" if self.files_needed else "*"
        parser.add_argument("files", type=Path, nargs=many, metavar="FILE", help=f"path of a {self.file_name}")
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument("--creator", metavar="USERNAME", help="whose chats these are; made if new")
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--json", action="store_true", help="print the summary of each file as a JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise CommandError(f"There is no agency “{options['agency']}”.")
        choices = Choices(options["creator"], options.get("account"), options.get("account_id"))
        refused: list[str] = []
        origins = self.origins(options)
        for origin in origins:
            try:
                summary = self._import(agency, origin, choices, dry_run=options["dry_run"])
            except ImportFileError as error:
                refused.append(str(error) if len(origins) == 1 else f"{origin}: {error}")
                continue
            finally:
                self._end_progress()
            if len(origins) > 1 and not options["json"]:
                self.stdout.write(f"{origin}:")
            self._report(summary, options)
        if refused:
            raise CommandError("\n".join(refused))

    def origins(self, options: dict[str, Any]) -> list[Path | Address]:
        """What is to be imported. Raises `CommandError`."""
        return list(options["files"])

    def _import(self, agency: Agency, origin: Path | Address, choices: Choices, *, dry_run: bool) -> Summary:
        asked: dict[str, Any] = {
            "agency_id": agency.pk, "origin": origin, "choices": choices, "source": self.source,
        }  # fmt: skip
        if dry_run:
            return import_history(**asked, dry_run=True, progress=self._show)
        with agency_scope(agency.pk):
            run = ImportRun.objects.create(agency=agency, source=self.source, file_name=origin.name[:300])
        return record_run(**asked, run_id=run.pk, watch=self._show)

    def _show(self, summary: Summary) -> None:
        if sys.stderr.isatty():
            done = summary.read + summary.skipped.total()
            self.stderr.write(f"\r{done:,} of {summary.total:,} {summary.of}", ending="")

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
            f"{result['chats']:,} chats, {summary.read:,} {summary.of}, {result['media']:,} media references"
        )
        if not options["dry_run"]:
            self.stdout.write(
                f"{result['created']:,} created, {result['updated']:,} updated, {result['unchanged']:,} unchanged"
            )
        for reason, count in result["skipped_reasons"].items():
            self.stdout.write(f"{count:,} skipped: {reason}")


class UserDataCommand(ImportCommand):
    """For programs that run on somebody's account and write a `user_data.db`."""

    file_name = "user_data.db"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--account", choices=["creator", "fan"], help="whose account the program ran on (default: found out)"
        )
        parser.add_argument(
            "--account-id", type=int, metavar="N", help="OnlyFans id of that account (default: found out)"
        )
