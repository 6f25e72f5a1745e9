"""The generated client is what the API is, is typed throughout, and works."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT

HOME = ROOT / "clients" / "python"
BIN = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def run(*command: object) -> str:
    done = subprocess.run([*map(str, command)], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def differences(left: Path, right: Path) -> list[str]:
    """Names of what is only here, only there, or not the same."""
    compared = filecmp.dircmp(left, right, ignore=["__pycache__", ".ruff_cache", ".mypy_cache"])
    found = [*compared.left_only, *compared.right_only]
    found += filecmp.cmpfiles(left, right, compared.common_files, shallow=False)[1]
    return found + [name for part in compared.common_dirs for name in differences(left / part, right / part)]


def test_it_is_generated_from_the_api_as_it_is(tmp_path):
    document, anew = tmp_path / "openapi.json", tmp_path / "ofagency_client"
    run(sys.executable, "manage.py", "spectacular", "--format", "openapi-json", "--file", document)
    run(
        "openapi-python-client", "generate", "--path", document, "--meta", "none", "--config",
        HOME / "generate.yml", "--output-path", anew, "--fail-on-warning",
    )  # fmt: skip
    changed = differences(HOME / "ofagency_client", anew)
    if changed:
        pytest.fail(f"The API has changed: run `make client` and commit what it writes. Not the same: {changed[:9]}")


def test_it_is_typed_throughout(tmp_path):
    run(BIN / "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", HOME / "ofagency_client")
