"""The project's programs as processes of their own, on the test database."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from django.db import connection

ROOT = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """Whichever server holds the test database, a process with this environment uses it."""
    parameters = connection.get_connection_params()
    options = {name: parameters[name] for name in ("user", "password", "host", "port") if parameters.get(name)}
    return {
        **os.environ,
        "DATABASE_URL": f"postgres:///{connection.settings_dict['NAME']}?{urlencode(options)}",
        "DJANGO_SETTINGS_MODULE": "ofagency.settings",
        "PYTHONPATH": str(ROOT),
    }


def process(*command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments on the test database."""
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120
    )


@contextlib.contextmanager
def web_server(**variables: str) -> Iterator[str]:
    """The product as it is served, on the test database; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("granian")), "ofagency.asgi:application", "--interface", "asgi",
        "--host", "127.0.0.1", "--port", str(port), "--log-level", "error",
    ]  # fmt: skip
    settings = {
        **environment(), "DJANGO_SETTINGS_MODULE": "tests.served_settings", "DEBUG": "1", "LOG_LEVEL": "WARNING",
        **variables,
    }  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, env=settings) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def let_others_leave() -> None:
    """End the database sessions of processes that are gone: PostgreSQL may need a moment to notice."""
    with cast(Any, connection).as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND (datname = current_database() OR wait_event = 'ClientWrite')"
        )


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("The web server did not start.")
