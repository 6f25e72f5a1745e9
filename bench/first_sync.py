"""The first fetching of 100,000 messages from the stub, against only downloading the same pages with the vendor's
client."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import statistics
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

import onlyfansapi  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from agencies.models import Agency, Creator  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from bench.agency import remove  # noqa: E402
from chats.models import Message  # noqa: E402
from integrations.models import Connection, SyncRun  # noqa: E402
from integrations.providers.onlyfansapi.fake.platform import Fan, Platform  # noqa: E402
from integrations.providers.onlyfansapi.fake.server import Service, serve  # noqa: E402
from integrations.sync import work  # noqa: E402

CHATS, MESSAGES_PER_CHAT, ROUNDS = 200, 500, 7
ACCOUNT = "acct_bench"
TARGET = 1.3


def run() -> dict[str, dict[str, Any]]:
    """Measure in turns within one run, so that a busy machine slows both sides alike; medians count."""
    call_command("migrate", verbosity=0)
    mine, theirs = multiprocessing.Pipe()
    stub = multiprocessing.get_context("fork").Process(target=_serve, args=[theirs], daemon=True)
    connection.close()
    stub.start()
    url = mine.recv()
    try:
        whole, only = [], []
        for _ in range(ROUNDS):
            only.append(_timed(lambda: _download(url)))
            whole.append(_first_sync(url))
    finally:
        stub.terminate()
    sync, download = statistics.median(whole), statistics.median(only)
    lower = {"higher_is_better": False}
    return {
        "first_sync_vs_download": {"value": sync / download, "target": TARGET, "unit": "ratio", **lower},
        "first_sync_100000_messages": {"value": sync, "target": None, "unit": "s", **lower},
        "download_100000_messages": {"value": download, "target": None, "unit": "s", **lower},
    }


def _serve(pipe: Any) -> None:
    """The stub, in a process of its own, before a platform with all the messages."""
    platform = Platform()
    account = platform.add_account(ACCOUNT, 400_001, "bench", "Bench")
    begin = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for number in range(CHATS):
        fan = platform.add_fan(account, Fan(600_000 + number, f"Fan {number}", f"fan{number}"))
        for line in range(MESSAGES_PER_CHAT):
            text = f"Message {line} of {number}, as long as people write"
            at = begin + dt.timedelta(minutes=line)
            platform.write(account, fan.id, from_creator=line % 2 == 1, text=text, at=at)
    server = serve(Service(platform))
    pipe.send(f"http://127.0.0.1:{server.server_address[1]}")
    server.serve_forever()


def _download(url: str) -> None:
    """The same pages, and nothing done with them."""
    messages = 0
    with onlyfansapi.OnlyFansAPI(api_key="ofapi_demo", base_url=url) as client:
        fans, offset = [], 0
        while True:
            page = client.chats.list(ACCOUNT, limit="100", offset=str(offset), skip_users="none")
            fans += [chat.fan.id for chat in page.data or [] if chat.fan]
            offset += len(page.data or [])
            if not page.api_pagination or not page.api_pagination.next_page:
                break
        for fan in fans:
            older: dict[str, Any] = {}
            while True:
                listed = client.chats.messages.list(str(fan), account=ACCOUNT, limit="100", **older)
                rows = listed.data or []
                messages += len(rows)
                if not listed.api_pagination or not listed.api_pagination.next_page:
                    break
                older = {"first_id": str(rows[-1].id)}
    assert messages == CHATS * MESSAGES_PER_CHAT


def _first_sync(url: str) -> float:
    """Seconds, in an agency that is made for it and goes with it."""
    agency = Agency.objects.create(name="Bench", slug=f"bench-{os.getpid()}-{time.time_ns()}")
    with agency_scope(agency.pk):
        creator = Creator.objects.create(agency=agency, username="bench")
        service = Connection(agency=agency, creator=creator, provider="onlyfansapi", account_id=ACCOUNT, base_url=url)
        service.api_key = "ofapi_demo"
        service.syncs_fans = service.syncs_transactions = False
        service.save()
        run = SyncRun.objects.create(agency=agency, connection=service)
    try:
        seconds = _timed(lambda: work.go_on(agency_id=agency.pk, run_id=run.pk))
        with agency_scope(agency.pk):
            run.refresh_from_db()
            assert (run.status, run.error) == ("done", "")
            assert Message.objects.filter(agency=agency).count() == CHATS * MESSAGES_PER_CHAT
    finally:
        remove(agency)
    return seconds


def _timed(do: Any) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun
