"""`manage.py seed_demo`: two agencies with people, chats and sales, to look at or to measure with."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies.models import Agency
from analytics.folding.recount import recount
from chats.search.index import work_off
from integrations.demo.seeding import seed

DEFAULT_PASSWORD = "demo-password"  # noqa: S105 (only under DEBUG, and printed for everybody)


class Command(BaseCommand):
    help = "Make the agencies demo and rival, with logins, chats, sales and statistics. Only under DEBUG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--chats", type=int, default=90, help="Chats of the agency demo (90); rival gets a tenth.")
        parser.add_argument("--messages-per-chat", type=int, default=80, help="Messages in each chat (80).")
        parser.add_argument("--if-empty", action="store_true", help="Do nothing if there is any agency already.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo data has well-known passwords, so it is made only under DEBUG.")
        chats, length = options["chats"], options["messages_per_chat"]
        if chats < 1 or length < 1:
            raise CommandError("--chats and --messages-per-chat must be at least 1.")
        if options["if_empty"] and Agency.objects.exists():
            return
        if Agency.objects.filter(slug__in=["demo", "rival"]).exists():
            raise CommandError("There is an agency called demo or rival already; nothing was changed.")
        password = os.environ.get("DEMO_PASSWORD", DEFAULT_PASSWORD)
        begun = time.perf_counter()
        now = timezone.now().replace(second=0, microsecond=0)
        done = seed(now=now, chats=chats, messages_per_chat=length, password=password)
        seconds = time.perf_counter() - begun
        self.stdout.write(
            f"Made {done.messages:,} messages in {done.chats:,} chats in {seconds:.1f} s "
            f"({done.messages / seconds:,.0f} a second)."
        )
        for agency_id in Agency.objects.filter(slug__in=["demo", "rival"]).values_list("pk", flat=True):
            work_off(agency_id)
            recount(agency_id)
