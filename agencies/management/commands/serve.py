"""`manage.py serve`: web server and worker side by side, for one machine; Ctrl-C stops both."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ofagency.postgres.migrations import is_migrated

#: Seconds that a stopped process may take to finish what it does.
GRACE = 15
POLL_SECONDS = 0.2
#: What one web process holds open at the same time: event streams of inboxes, and requests.
CONNECTIONS = 4096


class Command(BaseCommand):
    help = "Serve the platform: the web server and the worker for background jobs. Ctrl-C stops both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=1, help="Web processes (1).")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not is_migrated():
            raise CommandError("The database is not up to date. Run this first: python manage.py migrate")
        refuse_taken(host, port)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        processes = {
            "web server": start(
                str(Path(sys.executable).with_name("granian")), "ofagency.asgi:application", "--interface", "asgi",
                "--host", host, "--port", str(port), "--workers", str(options["workers"]), "--no-ws",
                "--backpressure", str(CONNECTIONS), "--log-level", "error",
            ),
            "worker": start(sys.executable, "manage.py", "procrastinate", "worker"),
        }  # fmt: skip
        if settings.DEMO_LIVE:
            processes["demo's fans"] = start(
                sys.executable, "manage.py", "fake_onlyfansapi", "--demo", "--port", str(port + 1),
                "--events-to", f"http://127.0.0.1:{port}",
            )  # fmt: skip
        self.stdout.write(f"OF Agency Platform is at http://{host}:{port} (Ctrl-C stops it).")
        try:
            ended = watch(processes)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
            stop(processes.values())
            return
        stop(processes.values())
        raise CommandError(f"The {ended} ended by itself (its reason is above), so everything was stopped.")


def refuse_taken(host: str, port: int) -> None:
    """Raise `CommandError` if the address cannot be listened on."""
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        raise CommandError(
            f"Cannot listen on {host}:{port} ({reason}). Is it running already? Choose another with PORT=8001."
        ) from error


def start(*command: str) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that Ctrl-C reaches only us."""
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def watch(processes: dict[str, subprocess.Popen[bytes]]) -> str:
    """Wait until one of the processes ends; return its name."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        time.sleep(POLL_SECONDS)


def stop(processes: Collection[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, and kill those that have not after `GRACE` seconds."""
    alive = [process for process in processes if process.poll() is None]
    for process in alive:
        process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for process in alive:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for process in processes:
        # A web server that was killed leaves its own workers behind; each is the leader of its group.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
