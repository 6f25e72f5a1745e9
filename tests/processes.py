"""The project's programs as processes of their own, on the test database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
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
