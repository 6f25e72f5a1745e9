"""The import of an OF-Scraper file, against a bare COPY of the same rows into a table of the same making."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from agencies.models import Agency  # noqa: E402
from bench.agency import remove  # noqa: E402
from bench.copying import TALK, bare_copy  # noqa: E402

ROWS, ROUNDS, FANS, ACCOUNT = 200_000, 3, 100, 458_485_726
RATIO_TARGET, MEMORY_TARGET = 0.33, 250.0

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE profiles (id INTEGER NOT NULL, user_id INTEGER NOT NULL, username VARCHAR NOT NULL,
    PRIMARY KEY (id), UNIQUE (user_id, username));
CREATE TABLE messages (id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid BOOLEAN,
    archived BOOLEAN, created_at TIMESTAMP, user_id INTEGER, model_id INTEGER, is_deleted BOOLEAN DEFAULT 0,
    PRIMARY KEY (id), UNIQUE (post_id, model_id));
CREATE TABLE medias (id INTEGER NOT NULL, media_id INTEGER, post_id INTEGER NOT NULL, link VARCHAR, directory VARCHAR,
    filename VARCHAR, size INTEGER, api_type VARCHAR, media_type VARCHAR, preview INTEGER, linked BOOL,
    downloaded BOOL, created_at TIMESTAMP, posted_at TIMESTAMP, duration VARCHAR, unlocked BOOL, hash VARCHAR,
    model_id INTEGER, PRIMARY KEY (id), UNIQUE (media_id, model_id, post_id));
"""
#: Runs in a process of its own, so that its peak of memory is the import's.
IMPORT = """
import json, resource, sys, time
from pathlib import Path
import django
django.setup()
from integrations.providers.importing import Choices
from integrations.providers.ofscraper.importer import import_file
started = time.perf_counter()
summary = import_file(agency_id=sys.argv[1], path=Path(sys.argv[2]), choices=Choices("bench"))
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps({"seconds": seconds, "peak": peak, **summary.as_dict()}))
"""


def run(rows: int = ROWS, rounds: int = ROUNDS) -> dict[str, dict[str, Any]]:
    """Import and copy in turns within one server; the best of each counts, as the least disturbed by others."""
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        path = make_file(Path(folder) / "user_data.db", rows)
        taken = [_round(path, rows) for _ in range(rounds)]
    imported = rows / min(imported for imported, _, _ in taken)
    copied = rows / min(copied for _, copied, _ in taken)
    peak = max(peak for _, _, peak in taken)
    name = "import_ofscraper" if rows == ROWS else f"import_ofscraper_{rows}"
    return {
        f"{name}_vs_bare_copy": {
            "value": imported / copied, "target": RATIO_TARGET, "unit": "ratio", "higher_is_better": True,
        },
        f"{name}_peak_memory": {"value": peak, "target": MEMORY_TARGET, "unit": "MB", "higher_is_better": False},
        f"{name}_messages": {"value": imported, "target": None, "unit": "1/s", "higher_is_better": True},
        f"{name}_bare_copy": {"value": copied, "target": None, "unit": "1/s", "higher_is_better": True},
    }  # fmt: skip


def _round(path: Path, rows: int) -> tuple[float, float, float]:
    """Seconds of the import, seconds of the copy of what it wrote, and the import's peak of memory in MB."""
    agency = Agency.objects.create(name="Bench", slug=f"bench-{os.getpid()}-{time.time_ns()}")
    try:
        done = _import(agency, path)
        assert (done["created"], done["skipped"]) == (rows, 0), done
        return done["seconds"], bare_copy(agency, rows), done["peak"]
    finally:
        remove(agency)


def make_file(path: Path, rows: int) -> Path:
    """A creator's file: texts of a few to some hundred letters, a quarter with markup, media on a third."""
    chance, words = random.Random(7), TALK.split()
    fans = [100_000_000 + 7 * number for number in range(FANS)]
    file = sqlite3.connect(path)
    file.executescript(SCHEMA)
    file.executemany("INSERT INTO profiles (user_id, username) VALUES (?, ?)", [(fan, f"fan{fan}") for fan in fans])
    columns = "post_id, text, price, paid, archived, created_at, user_id, model_id"
    file.executemany(
        f"INSERT INTO messages ({columns}) VALUES (?, ?, ?, ?, 0, ?, ?, ?)", _messages(rows, fans, words, chance)
    )
    file.execute(
        "INSERT INTO medias (media_id, post_id, link, api_type, media_type, preview, linked, created_at, posted_at, "
        "duration, unlocked, model_id) SELECT post_id * 3, post_id, 'https://cdn2.onlyfans.com/files/' || post_id || "
        "'/source.jpg?Policy=' || hex(randomblob(60)), 'Messages', CASE WHEN id % 2 THEN 'Images' ELSE 'Videos' END, "
        "0, 1, created_at, created_at, '00:00:01:25', 1, model_id FROM messages WHERE id % 3 = 0"
    )
    file.commit()
    file.close()
    return path


def _messages(rows: int, fans: list[int], words: list[str], chance: random.Random) -> Iterator[tuple[Any, ...]]:
    for number in range(rows):
        fan, out = fans[int(chance.random() ** 2 * FANS)], chance.random() < 0.55
        text = " ".join(chance.choices(words, k=1 + int(chance.expovariate(1 / 12))))
        if number % 4 == 0:
            text = f"<p>{text} &amp; more<br />see you</p>"
        price = chance.choice([5, 9.99, 15, 25]) if out and number % 12 == 0 else 0
        time_of = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(1_700_000_000 + number * 20))
        yield 5_300_000_000 + number * 41, text, price, price > 0, time_of, ACCOUNT if out else fan, fan


def _import(agency: Agency, path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(agency.pk), str(path)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    # With a number of rows as argument (2000000) one round of that many: minutes, so not a part of the suite.
    for name, row in (run(int(sys.argv[1]), rounds=1) if len(sys.argv) > 1 else run()).items():
        print(name, row)
