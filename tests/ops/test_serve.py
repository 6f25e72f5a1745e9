"""`manage.py serve`, as a process."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from tests.processes import ROOT, environment, web_server

pytestmark = pytest.mark.django_db


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[str]]:
    """The running command, once it answers."""
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5)
                break
            time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(30)
        process.stdout.close()


def children(process) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_stops_cleanly(how):
    with serving(free_port()) as process:
        family = children(process)
        process.send_signal(how)
        assert process.wait(30) == 0
        assert psutil.wait_procs(family, timeout=5)[1] == []


def test_when_the_worker_ends_everything_ends():
    with serving(free_port()) as process:
        worker = next(child for child in children(process) if "procrastinate" in child.cmdline())
        os.kill(worker.pid, signal.SIGKILL)
        assert process.wait(30) == 1
        assert "The worker ended by itself" in process.stdout.read()


def test_a_taken_port_is_said_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"CommandError: Cannot listen on 127.0.0.1:{port} (Address already in use). "
        "Is it running already? Choose another with PORT=8001."
    )


@pytest.mark.django_db(transaction=True)
def test_who_sends_nothing_holds_nobody_up_for_long():
    """More connections than there are threads promise a body, and send none."""
    with web_server(WEB_THREADS="2", BODY_PATIENCE="2") as address, contextlib.ExitStack() as idle:
        host, port = urlsplit(address).hostname, urlsplit(address).port
        for _ in range(4):
            client = idle.enter_context(socket.create_connection((host, port)))
            client.sendall(
                b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=a\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
            )
        assert httpx.get(f"{address}/healthz", timeout=20).status_code == 200
