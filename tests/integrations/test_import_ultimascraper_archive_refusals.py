"""An archive that cannot be imported is answered in one sentence, which never repeats the URL's password."""

from __future__ import annotations

import io
import socket

import psycopg
import pytest
from django.core.management import CommandError, call_command

from chats.models import Message
from integrations.models import ImportRun
from integrations.providers.ultimascraper.archive import Address, open_archive, why_not
from tests import factories as f
from tests.integrations.ofscraper_files import content
from tests.integrations.ultimascraper_archive import LUNA, ROB, run_import
from tests.processes import process

pytestmark = pytest.mark.django_db


def refusal(scope, **options) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("import_ultimascraper", agency=scope.slug, stdout=io.StringIO(), **options)
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("archive", "is no URL of PostgreSQL; write postgresql://"),
        ("mysql://root:hidden@localhost/archive", "is no URL of PostgreSQL"),
        ("postgresql://me:hid@den@localhost/archive", "an @ too many; in a password write @ as %40"),
        ("postgresql://me:hid/den@localhost/archive", "an @ too many"),
        ("postgresql://me:hidden@localhost:port/archive", "cannot be read; write postgresql://"),
        ("postgresql://me:hidden@localhost/archive?colour=hidden", "cannot be read; write postgresql://"),
        ("postgresql://me:hidden@nowhere.invalid/archive", "nowhere.invalid/archive, onlyfans: there is no host of"),
    ],
)
def test_an_address_that_leads_nowhere(scope, url, sentence):
    told = refusal(scope, postgres=url)
    assert sentence in told
    assert "hid" not in told
    run = ImportRun.objects.first()
    assert "hid" not in f"{run.file_name} {run.error}" if run else True


def test_a_server_that_is_away(scope):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = refusal(scope, postgres=f"postgresql://me:hidden@127.0.0.1:{port}/archive")
    assert told == "127.0.0.1/archive, onlyfans: no PostgreSQL listens there."
    assert ImportRun.objects.get().error == told


def test_a_server_that_does_not_answer(scope):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://me:hidden@127.0.0.1:{silent.getsockname()[1]}/archive?connect_timeout=2"
        assert "the server did not answer in time." in refusal(scope, postgres=url)


def test_a_database_or_a_user_that_is_not_there(scope, archive):
    assert "there is no such database" in refusal(scope, postgres=archive.url(database="nothing"))
    assert "the server does not know this user." in refusal(scope, postgres=archive.url(user="nobody"))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ('FATAL:  password authentication failed for user "hidden"', "the server refuses this user name or password."),
        ("fe_sendauth: no password supplied", "put it into PGPASSWORD or ~/.pgpass."),
        ('FATAL:  no pg_hba.conf entry for host "hidden", user "me", database "archive"', "connect from here."),
        ('FATAL:  permission denied for database "hidden"', "or this user may not connect to it."),
        ("SCHWERER FEHLER:  hidden", "the server cannot be reached, or does not let this user in."),
    ],
)
def test_what_only_other_servers_say_is_told_in_our_words(told, sentence):
    assert why_not(told).endswith(sentence)
    assert "hidden" not in why_not(told)


def test_a_user_who_may_not_read_it(scope, archive):
    archive.execute(f"REVOKE SELECT ON onlyfans.media FROM {archive.reader}")
    archive.message(1)
    try:
        told = refusal(scope, postgres=archive.url(user=archive.reader))
    finally:
        archive.execute(f"GRANT SELECT ON onlyfans.media TO {archive.reader}")
    assert "may not read all of the archive (permission denied for table media)" in told
    assert "SELECT on users, user_aliases" in told


def test_a_database_that_is_none_of_ultimascrapers(scope, archive):
    told = refusal(scope, postgres=archive.url(database="postgres"))
    assert told.endswith("/postgres, onlyfans: this database is no archive of UltimaScraper.")


def test_a_site_that_the_archive_does_not_have(scope, archive):
    assert (
        refusal(scope, postgres=archive.url(), site="onlyfanz") == "The archive has no site onlyfanz; it has onlyfans."
    )


def test_another_platform(scope, archive):
    assert "fansly is another platform" in refusal(scope, postgres=archive.url(), site="fansly")


def test_tables_of_an_age_that_is_not_known(scope, archive):
    archive.execute("ALTER TABLE onlyfans.x_messages RENAME paid TO was_paid")
    try:
        told = refusal(scope, postgres=archive.url())
    finally:
        archive.execute("ALTER TABLE onlyfans.x_messages RENAME was_paid TO paid")
    assert "onlyfans.x_messages lacks paid" in told


def test_a_creator_whom_the_archive_does_not_know(scope, archive):
    assert refusal(scope, postgres=archive.url(), creator="stella") == "The archive knows nobody called stella."


def test_a_fan_who_is_taken_for_a_creator(scope, archive):
    assert "rob673 is no performer" in refusal(scope, postgres=archive.url(), creator="rob673")


def test_a_creator_who_is_another_in_the_agency_stops_it_before_anything_is_written(scope, archive):
    archive.message(1)
    run_import(archive, scope)
    archive.execute("UPDATE onlyfans.users SET id = id + 7 WHERE id = 500000000")
    archive.execute("UPDATE onlyfans.users SET username = 'luna' WHERE id = 500000007")
    archive.message(2)
    archive.message(3, 500000007, ROB)
    assert f"luna has the id {LUNA}" in refusal(scope, postgres=archive.url())
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Name files of UltimaScraper, or its archive with --postgres URL."),
        ({"files": ["user_data.db"], "postgres": "postgresql://here/archive"}, "Name files of UltimaScraper, or"),
        ({"postgres": "postgresql://here/archive", "account_id": 7}, "leave --account-id away"),
    ],
)
def test_options_that_do_not_go_together(scope, options, sentence):
    files = options.pop("files", [])
    with pytest.raises(CommandError, match=sentence):
        call_command("import_ultimascraper", *files, agency=scope.slug, **options)


def test_the_connection_cannot_write(archive):
    with (
        open_archive(Address(archive.url(), "onlyfans")) as opened,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        opened._connection.execute("DELETE FROM onlyfans.x_messages")


def test_an_address_is_shown_without_its_password():
    address = Address("postgresql://me:hidden@db.test:5433/archive", "onlyfans")
    assert (str(address), "hidden" in repr(address)) == ("db.test/archive, onlyfans", False)


@pytest.mark.django_db(transaction=True)
class TestStoppedHalfway:
    """Each page is written whole, so that starting again finishes."""

    KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import ManagementUtility
from django.db import connection
from integrations.providers.ultimascraper import archive

archive.CHUNK = 10
left = 3

def fate(execute, sql, *args):
    global left
    left -= "INSERT INTO chats_mediaattachment" in sql
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, *args)

with connection.execute_wrapper(fate):
    ManagementUtility(["manage.py", *sys.argv[1:]]).execute()
"""

    @pytest.fixture
    def full(self, archive):
        for number in range(1, 51):
            archive.message(number, *[(LUNA, ROB), (ROB, LUNA)][number % 2])
            archive.media(100 + number, of={"message_id": number})
        return archive

    @pytest.fixture
    def undisturbed(self, full):
        agency = f.AgencyFactory()
        run_import(full, agency)
        return content(agency)

    def test_killed_and_started_again_it_gives_the_same(self, full, undisturbed):
        agency = f.AgencyFactory()
        arguments = ["import_ultimascraper", "--postgres", full.url(), "--agency", agency.slug]
        assert process("-c", self.KILLED, *arguments).returncode == -9
        assert len(content(agency)["messages"]) == 20
        summary = run_import(full, agency)
        assert (summary["created"], summary["unchanged"]) == (30, 20)
        assert content(agency) == undisturbed

    def test_when_the_server_goes_away_it_is_said_and_what_came_stays(self, full, undisturbed, monkeypatch):
        monkeypatch.setattr("integrations.providers.ultimascraper.archive.CHUNK", 10)
        agency = f.AgencyFactory()

        def leave(archive, rows):
            if rows[0].message_id > 20:
                full.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = %s AND application_name = 'ofagency import'", full.name,
                )  # fmt: skip
            return {}

        monkeypatch.setattr("integrations.providers.ultimascraper.archive.Archive._people_of", leave)
        with pytest.raises(CommandError, match=r"the server went away while it was read\. Run the import again"):
            run_import(full, agency)
        assert len(content(agency)["messages"]) in (20, 30)
        monkeypatch.undo()
        run_import(full, agency)
        assert content(agency) == undisturbed
