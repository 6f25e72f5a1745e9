"""The embedded server, in processes and a directory of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
#: Writes a line, tells that it is committed, and waits to be killed.
WRITE_AND_WAIT = """
import django, sys, time
django.setup()
from django.db import connection
with connection.as_owner(), connection.cursor() as cursor:
    cursor.execute("SELECT pg_advisory_lock(1)")
    cursor.execute("CREATE TABLE IF NOT EXISTS kept (line text)")
    cursor.execute("INSERT INTO kept VALUES (%s)", [sys.argv[1]])
    cursor.execute("SELECT pg_advisory_unlock(1)")
    print("committed", flush=True)
    cursor.execute("BEGIN")
    cursor.execute("INSERT INTO kept VALUES ('half done')")
    time.sleep(float(sys.argv[2]))
"""
COUNT = """
import django
django.setup()
from django.db import connection
with connection.as_owner(), connection.cursor() as cursor:
    cursor.execute("SELECT line FROM kept ORDER BY line")
    print([row[0] for row in cursor.fetchall()])
"""


def environment(directory: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")}
    settings = {"DJANGO_SETTINGS_MODULE": "ofagency.settings", "PYTHONPATH": str(ROOT), "DATABASE_URL": ""}
    return {**kept, **settings, "EMBEDDED_POSTGRES_DIR": str(directory)}


def start(directory: Path, *arguments: str, **options) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment(directory), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def kept(directory: Path) -> str:
    code, out, err = finish(start(directory, "-c", COUNT))
    assert code == 0, err
    return out.strip()


@pytest.fixture
def directory(tmp_path):
    path = tmp_path / "postgres"
    yield path
    if pid := postmaster(path):
        psutil.Process(pid).terminate()


def postmaster(directory: Path) -> int | None:
    try:
        return int((directory / "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError):
        return None


def test_several_processes_share_one_server_that_starts_with_the_first(directory):
    processes = [start(directory, "-c", WRITE_AND_WAIT, str(n), "0") for n in range(4)]
    results = [finish(process) for process in processes]
    assert [code for code, _, _ in results] == [0] * 4, results
    assert kept(directory) == "['0', '1', '2', '3']"


def test_what_was_committed_survives_kill_9_of_the_server_and_of_the_client(directory):
    process = start(directory, "-c", WRITE_AND_WAIT, "safe", "60")
    assert process.stdout.readline() == "committed\n"
    server = psutil.Process(postmaster(directory))
    family = [server, *server.children(recursive=True)]
    process.send_signal(signal.SIGKILL)
    for member in family:
        member.kill()
    psutil.wait_procs(family, timeout=10)
    process.communicate()
    assert kept(directory) == "['safe']"


def test_a_client_that_is_killed_leaves_the_server_to_the_others(directory):
    first = start(directory, "-c", WRITE_AND_WAIT, "first", "60")
    assert first.stdout.readline() == "committed\n"
    first.kill()
    first.communicate()
    time.sleep(0.2)
    assert kept(directory) == "['first']"


@pytest.mark.parametrize("kind", ["file", "foreign"])
def test_a_directory_that_cannot_be_used_is_said_in_one_sentence(tmp_path, kind):
    directory = tmp_path / "postgres"
    if kind == "file":
        directory.write_text("not a directory")
    else:
        directory.mkdir()
        (directory / "PG_VERSION").write_text("9\n")
    code, _, err = finish(start(directory, "manage.py", "migrate"))
    assert code == 1
    assert len(err.strip().splitlines()) == 1, err
    assert str(directory) in err
    assert "DATABASE_URL" in err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_runs_a_server_beside_roots(directory, tmp_path):
    assert finish(start(directory, "-c", WRITE_AND_WAIT, "root", "0"))[0] == 0
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent, tmp_path.parent.parent.parent):
        parent.chmod(parent.stat().st_mode | 0o055)
    home = tmp_path / "nobody"
    home.mkdir()
    os.chown(home, 65534, 65534)
    someone = {"user": 65534, "group": 65534, "extra_groups": []}
    try:
        theirs = start(home / "postgres", "-c", WRITE_AND_WAIT, "nobody", "0", **someone)
    except PermissionError:
        pytest.skip("this checkout, or its Python, is closed to other users")
    code, out, err = finish(theirs)
    assert (code, out) == (0, "committed\n"), err


@pytest.mark.parametrize("left", ["[1234", "[4242] 1, 2]", "[", "nonsense"])
def test_half_a_list_of_its_users_keeps_nobody_out(tmp_path, left):
    directory = tmp_path / "pg"
    assert finish(start(directory, "-c", WRITE_AND_WAIT, "first", "0"))[0] == 0
    (directory / ".handle_pids.json").write_text(left)
    assert "first" in kept(directory)


def test_threads_that_need_it_at_the_same_moment_all_get_it(tmp_path):
    program = (
        "import sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from ofagency.postgres.embedded import start_server\n"
        "with ThreadPoolExecutor(8) as threads:\n"
        "    print(len({str(found) for found in threads.map(start_server, [sys.argv[1]] * 8)}))\n"
    )
    code, out, err = finish(start(tmp_path / "pg", "-c", program, str(tmp_path / "pg")))
    assert (code, out.split()) == (0, ["1"]), err
