"""OF-Scraper itself, in an environment of its own (`make var/ofscraper/.installed`), for tests to run its code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT

PYTHON = ROOT / "var" / "ofscraper" / "bin" / "python"
#: Its modules refer to each other in circles; they load in the order of its own start.
START = "import ofscraper.__main__\n"


def run_ofscraper(script: str, file: Path, home: Path) -> Any:
    """Run `script` where OF-Scraper is installed; `FILE` in it is the path of `file`. Returns the JSON printed last."""
    if not PYTHON.exists():
        if sys.version_info >= (3, 14):
            pytest.skip("OF-Scraper does not run on Python 3.14 yet.")
        pytest.fail("OF-Scraper is not installed: make var/ofscraper/.installed")
    done = subprocess.run(
        [PYTHON, "-c", f"{START}import json, os, pathlib\nFILE = pathlib.Path(os.environ['FILE'])\n{script}"],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "FILE": str(file)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
