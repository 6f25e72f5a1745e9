from __future__ import annotations

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import Agency
from analytics.folding.recount import recount


class Command(BaseCommand):
    help = (
        "Counts all statistics anew from messages and transactions, and tells what differed. "
        "Nothing should; with --verify it is only looked at, and a difference is an error."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", help="The slug of one agency; otherwise all of them.")
        parser.add_argument("--verify", action="store_true", help="Change nothing; exit with an error if rows differ.")

        usual = min(os.cpu_count() or 1, 4)
        parser.add_argument(
            "--workers", type=int, default=usual, help=f"How many count side by side; {usual} if not said."
        )

    def handle(self, *args: Any, agency: str | None, verify: bool, workers: int, **options: Any) -> None:
        agencies = Agency.objects.order_by("slug")
        if agency:
            agencies = agencies.filter(slug=agency)
            if not agencies:
                raise CommandError(f"There is no agency “{agency}”.")
        wrong = 0
        for one in agencies:
            begun = time.monotonic()
            differed = recount(one.pk, verify=verify, workers=max(workers, 1))
            wrong += sum(differed.values())
            found = ", ".join(f"{count:,} {what}" for what, count in sorted(differed.items())) or "nothing differed"
            self.stdout.write(f"{one.slug}: {found} ({time.monotonic() - begun:.1f} s)")
        if wrong and verify:
            raise CommandError(f"{wrong:,} rows differ. Run it without --verify to put them in order.")
