"""Lines of JSON sent to the API over HTTP, against a bare COPY of the same rows into a table of the same making."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from typing import Any

import django
import httpx
import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from agencies.models import Agency, ApiKey, Creator  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from bench.agency import remove  # noqa: E402
from bench.copying import TALK, bare_copy  # noqa: E402
from bench.server import server  # noqa: E402

ROWS, ROUNDS, FANS = 200_000, 3, 100
RATIO_TARGET = 0.25


def run() -> dict[str, dict[str, Any]]:
    """Send and copy in turns; the best of each counts, as the least disturbed by others."""
    call_command("migrate", verbosity=0)
    body = b"".join(_lines())
    with server() as port:
        taken = [_round(port, body) for _ in range(ROUNDS)]
    sent, copied = (ROWS / min(seconds) for seconds in zip(*taken, strict=True))
    return {
        "bulk_ingest_vs_bare_copy": {
            "value": sent / copied, "target": RATIO_TARGET, "unit": "ratio", "higher_is_better": True,
        },
        "bulk_ingest_rows": {"value": sent, "target": None, "unit": "rows/s", "higher_is_better": True},
        "bulk_ingest_bare_copy_rows": {"value": copied, "target": None, "unit": "rows/s", "higher_is_better": True},
    }  # fmt: skip


def _round(port: int, body: bytes) -> tuple[float, float]:
    agency = Agency.objects.create(name="Bench", slug=f"bench-{time.monotonic_ns()}")
    key = ApiKey(agency=agency, name="bench", role="owner")
    secret = ApiKey.objects.assign_key(key)
    key.save()
    try:
        with agency_scope(agency.pk):
            Creator.objects.create(agency=agency, username="bench", of_user_id=1)
        headers = {"Authorization": f"Api-Key {secret}", "Content-Type": "application/x-ndjson"}
        started = time.perf_counter()
        answer = httpx.post(
            f"http://127.0.0.1:{port}/api/v1/messages/bulk/", content=body, headers=headers, timeout=600
        )
        seconds = time.perf_counter() - started
        summary = orjson.loads(answer.content.splitlines()[-1])["summary"]
        assert (summary["created"], summary["rejected"]) == (ROWS, 0), summary
        return seconds, bare_copy(agency, ROWS)
    finally:
        remove(agency)


def _lines() -> Iterator[bytes]:
    """Texts of a few to some hundred letters, a quarter with markup, media on a third."""
    chance, words = random.Random(7), TALK.split()
    fans = [100_000_000 + 7 * number for number in range(FANS)]
    for number in range(ROWS):
        out = chance.random() < 0.55
        text = " ".join(chance.choices(words, k=1 + int(chance.expovariate(1 / 12))))
        row: dict[str, Any] = {
            "creator_of_user_id": 1,
            "fan_of_id": fans[int(chance.random() ** 2 * FANS)],
            "of_message_id": 5_300_000_000 + number * 41,
            "direction": "out" if out else "in",
            "sent_at": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(1_700_000_000 + number * 20)),
            "text": f"<p>{text} &amp; more<br />see you</p>" if number % 4 == 0 else text,
        }
        if out and number % 12 == 0:
            row["price"] = chance.choice([5, 9.99, 15, 25])
        if number % 3 == 0:
            url = f"https://cdn2.onlyfans.com/files/{number}/source.jpg?Policy={chance.randbytes(60).hex()}"
            row["media"] = [{"of_media_id": 7_000_000 + number, "media_type": "image", "url": url, "duration": 85}]
        yield orjson.dumps(row) + b"\n"


if __name__ == "__main__":
    for name, row in run().items():
        print(name, row)
