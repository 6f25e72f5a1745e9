"""`manage.py fake_onlyfansapi`: a stand-in for OnlyFansAPI.com, to try connections without an account there."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from integrations.demo.live import KEY, connect_demo, people_from_demo
from integrations.providers.onlyfansapi.fake.deliver import Postman
from integrations.providers.onlyfansapi.fake.history import add_history
from integrations.providers.onlyfansapi.fake.life import Life
from integrations.providers.onlyfansapi.fake.platform import Platform
from integrations.providers.onlyfansapi.fake.server import Service, serve


class Command(BaseCommand):
    help = (
        "A stand-in for OnlyFansAPI.com on this machine: its paths, its limits and its webhooks, before an invented "
        "platform. Start the product with ONLYFANSAPI_URL set to its address, and connect the account that it names. "
        "Only for trying out: it runs with DEBUG alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8090)
        parser.add_argument("--chats", type=int, default=40, help="Chats of the invented account (40).")
        parser.add_argument("--messages", type=int, default=120, help="Messages in each of them (120).")
        parser.add_argument("--per-minute", type=int, help="Take only so many calls a minute.")
        parser.add_argument("--demo", action="store_true", help="Play the fans of the demo agency's creators.")
        parser.add_argument("--events-to", default="http://127.0.0.1:8000", help="Where the product is served.")
        parser.add_argument("--pace", type=float, default=6.0, help="Seconds between two things that fans do (6).")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("This invents fans and money: it runs with DEBUG=True alone.")
        url = f"http://127.0.0.1:{options['port']}"
        platform = Platform(first_id=int(time.time() * 1000))
        if options["demo"]:
            if not connect_demo(url):
                raise CommandError("There is no demo agency. Make it first: python manage.py seed_demo")
            deliver_to = people_from_demo(platform, url, options["events_to"])
        else:
            deliver_to = {}
            account = add_history(platform, chats=options["chats"], messages=options["messages"])
            self.stdout.write(f"Account {account.id} of {account.name}, API key {KEY}.")
        service = Service(platform, keys={KEY}, per_minute=options["per_minute"])
        postman = Postman(deliver_to, service)
        platform.listeners.append(postman.tell)
        Life(platform, pace=options["pace"], random=Random()).start()
        server = serve(service, options["port"])
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.stdout.write(f"A stand-in for OnlyFansAPI.com is at {url} (Ctrl-C stops it).")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
