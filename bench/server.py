"""The product as it is served, for measuring over real HTTP."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

#: What the measured server signs sessions with.
SECRET_KEY = "bench-" * 10


@contextlib.contextmanager
def server() -> Iterator[int]:
    """One granian worker with production-like settings; yields its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["--interface", "asgi", "ofagency.asgi:application", "--host", "127.0.0.1", "--port", str(port)]
    environment = {
        **os.environ, "DEBUG": "0", "HTTPS": "0", "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        # Counted as in production, and enough for all that is measured.
        "API_RATE_PER_MINUTE": "60000",
    }  # fmt: skip
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=environment, check=True)
    granian = Path(sys.executable).with_name("granian")
    process = subprocess.Popen(
        [granian, *command, "--workers", "1", "--backpressure", "4096", "--no-access-log"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)
