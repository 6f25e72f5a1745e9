from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from agencies.tenancy import agency_scope
from chats.search.index import announce_all, work_off


class Command(BaseCommand):
    help = "Make all messages and fans findable anew, of every agency or of one. Harmless at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", help="Slug of the only agency to do.")

    def handle(self, *args: Any, **options: Any) -> None:
        agencies = Agency.objects.order_by("slug")
        if slug := options["agency"]:
            agencies = agencies.filter(slug=slug)
            if not agencies:
                raise CommandError(f"There is no agency {slug}.")
        for agency in agencies:
            with agency_scope(agency.pk):
                announce_all(agency.pk)
            self.stdout.write(f"{agency.slug}: {work_off(agency.pk):,} messages")
