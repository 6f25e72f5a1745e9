"""What histories are measured against: a bare COPY of their rows."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from django.db import connection

from agencies.models import Agency

TALK = """
hey babe how was your day today I missed you so much new set just dropped only for you want to see it good morning
thinking of you thanks for the tip tell me more about the trip that sounds lovely haha really 😘 😂
"""

#: The role that owns the tables makes the twin; both sides write the same rows with the same checks.
TWIN = """
CREATE TABLE bench_message (LIKE chats_message INCLUDING ALL);
ALTER TABLE bench_message
    ADD FOREIGN KEY (chat_id, agency_id) REFERENCES chats_chat (id, agency_id) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (sent_by_id, agency_id) REFERENCES agencies_membership (id, agency_id)
        DEFERRABLE INITIALLY DEFERRED
"""


def bare_copy(agency: Agency, rows: int) -> float:
    """Seconds of a COPY of the agency's messages, from rows that lie ready as text, to its commit."""
    with tempfile.TemporaryDirectory() as folder, connection.as_owner():  # type: ignore[attr-defined]
        connection.ensure_connection()
        rows_file = Path(folder) / "rows"
        raw: Any = connection.connection
        raw.execute("DROP TABLE IF EXISTS bench_message")
        raw.execute(TWIN)
        # As in a database in use: without statistics the copy's own checks would take ten times as long.
        raw.execute("ANALYZE chats_chat")
        query = f"SELECT * FROM chats_message WHERE agency_id = '{agency.pk}' ORDER BY of_message_id"
        try:
            with rows_file.open("wb") as file, raw.cursor().copy(f"COPY ({query}) TO STDOUT") as out:
                for block in out:
                    file.write(block)
            raw.execute("CHECKPOINT")
            started = time.perf_counter()
            with rows_file.open("rb") as file, raw.cursor().copy("COPY bench_message FROM STDIN") as into:
                while block := file.read(1 << 17):
                    into.write(block)
            seconds = time.perf_counter() - started
            assert raw.execute("SELECT count(*) FROM bench_message").fetchone()[0] == rows
        finally:
            raw.execute("DROP TABLE bench_message")
    return seconds
