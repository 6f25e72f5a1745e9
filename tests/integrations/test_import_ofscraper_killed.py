"""An import that is killed at any moment, and started again, gives what an undisturbed one gives."""

from __future__ import annotations

import json
import signal

import pytest

from agencies.tenancy import agency_scope
from chats.models import Message
from integrations.models import ImportRun
from tests import factories as f
from tests.integrations.ofscraper_files import CREATORS_FILE, content, run_command
from tests.processes import process

pytestmark = pytest.mark.django_db(transaction=True)

#: Runs the genuine command with chunks of 500 messages (10 in the file), in a process that sends itself SIGKILL
#: when a statement is to be executed for the n-th time.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import ManagementUtility
from django.db import connection
from integrations.providers.ofscraper import importer

importer.CHUNK = 500
marker, left = sys.argv[1], int(sys.argv[2])

def fate(execute, sql, *args):
    global left
    left -= marker in sql
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, *args)

with connection.execute_wrapper(fate):
    ManagementUtility(["manage.py", *sys.argv[3:]]).execute()
"""


def arguments(agency) -> list[str]:
    return ["import_ofscraper", str(CREATORS_FILE), "--agency", agency.slug, "--creator", "luna", "--json"]


@pytest.fixture
def undisturbed():
    agency = f.AgencyFactory()
    run_command(CREATORS_FILE, agency, creator="luna")
    return content(agency)


@pytest.mark.parametrize(
    ("marker", "times", "kept"),
    [
        pytest.param("INSERT INTO chats_message ", 1, 0, id="before the first message"),
        pytest.param("INSERT INTO chats_mediaattachment", 4, 1500, id="between messages and media"),
        pytest.param("first_message_at = edge", 6, 2500, id="before the summaries"),
        pytest.param('UPDATE "integrations_importrun"', 6, 2000, id="between two chunks"),
    ],
)
def test_killed_and_started_again_it_gives_the_same(undisturbed, marker, times, kept):
    agency = f.AgencyFactory()
    killed = process("-c", KILLED, marker, str(times), *arguments(agency))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with agency_scope(agency.pk):
        assert Message.objects.count() == kept
        assert ImportRun.objects.get().status == "running"
    again = process("manage.py", *arguments(agency))
    assert again.returncode == 0, again.stderr
    assert (json.loads(again.stdout)["unchanged"], json.loads(again.stdout)["created"]) == (kept, 4992 - kept)
    assert content(agency) == undisturbed


def test_what_is_there_between_chunks_is_whole():
    agency = f.AgencyFactory()
    process("-c", KILLED, "INSERT INTO chats_mediaattachment", "4", *arguments(agency))
    left_behind = content(agency)
    with agency_scope(agency.pk):
        for chat in {row[2] for row in left_behind["chats"]}:
            times = [row[10] for row in left_behind["messages"] if row[0] == chat]
            (summary,) = (row for row in left_behind["chats"] if row[2] == chat)
            assert (summary[4], summary[5]) == (min(times), max(times))


def test_the_program_ends_with_1_and_one_sentence(tmp_path):
    agency = f.AgencyFactory()
    ended = process("manage.py", "import_ofscraper", str(tmp_path / "none.db"), "--agency", agency.slug)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines()[-1] == f"CommandError: There is no file {tmp_path / 'none.db'}."
    assert "Traceback" not in ended.stderr
