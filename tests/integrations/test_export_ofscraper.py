"""A creator's chats as a `user_data.db`, as if OF-Scraper had run on the creator's account."""

from __future__ import annotations

import datetime as dt
import io
import signal
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Creator
from integrations.providers.ofscraper import exporter
from tests import factories as f
from tests.integrations.ofscraper_files import (
    ACCOUNT,
    CREATORS_FILE,
    FAN,
    rows_of,
    run_command,
    run_export,
)  # fmt: skip
from tests.processes import process

pytestmark = pytest.mark.django_db
UTC = dt.UTC
TIME = dt.datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def luna(scope) -> Creator:
    return f.CreatorFactory(agency=scope, username="luna", of_user_id=ACCOUNT)


@pytest.fixture
def chat(luna):
    return f.ChatFactory(creator=luna, fan_of_id=FAN, fan_username="rob673")


def messages(path: Path, columns: str = "post_id") -> list[tuple]:
    return rows_of(path, f"SELECT {columns} FROM messages ORDER BY post_id")


class TestTheGenuineFile:
    """Imported and exported, it is what it was."""

    @pytest.fixture(autouse=True)
    def summary(self, scope, path):
        run_command(CREATORS_FILE, scope, creator="luna")
        return run_export(path, scope)

    def test_the_summary_tells_what_was_written(self, summary):
        assert summary == {"chats": 40, "messages": 4992, "media": 2839, "left_out": 0, "left_out_reasons": {}}

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT post_id, price, typeof(price), paid, archived, created_at, user_id, model_id, is_deleted "
            "FROM messages ORDER BY post_id",
            "SELECT post_id, text FROM messages WHERE text NOT LIKE '%<%' ORDER BY post_id",
            "SELECT media_id, post_id, link, directory, filename, size, api_type, media_type, preview, linked, "
            "downloaded, created_at, posted_at, duration, unlocked, hash, model_id FROM medias ORDER BY media_id",
            "SELECT user_id, username FROM profiles ORDER BY 1",
            "SELECT model_id FROM models ORDER BY 1",
        ],
    )
    def test_every_row_is_the_same(self, path, query):
        markup = {
            post_id for (post_id,) in rows_of(CREATORS_FILE, "SELECT post_id FROM messages WHERE text LIKE '%<%'")
        }
        ours = [row for row in rows_of(path, query) if "text" not in query or row[0] not in markup]
        assert ours == rows_of(CREATORS_FILE, query)

    def test_posts_and_stories_are_none_of_a_chats_business(self, path):
        tables = "posts", "stories", "labels", "products", "others"
        assert [rows_of(path, f"SELECT * FROM {table}") for table in tables] == [[]] * 5

    def test_the_file_is_complete_by_itself(self, path):
        assert [file.name for file in path.parent.iterdir()] == [path.name]
        assert path.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log
        assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]


class TestMessages:
    @pytest.mark.parametrize(("direction", "sender"), [("out", ACCOUNT), ("in", FAN), ("unknown", None)])
    def test_the_sender_is_the_creator_or_the_fan_or_not_known(self, scope, chat, path, direction, sender):
        f.MessageFactory(chat=chat, of_message_id=1, direction=direction)
        run_export(path, scope)
        assert messages(path, "user_id, model_id") == [(sender, FAN)]

    def test_text_is_html_and_times_have_their_offset(self, scope, chat, path):
        f.MessageFactory(chat=chat, of_message_id=1, text="I <3 you\n& me", sent_at=TIME)
        run_export(path, scope)
        assert messages(path, "text, created_at") == [("I &lt;3 you<br />&amp; me", "2025-03-01T12:00:00+00:00")]

    @pytest.mark.parametrize(("price", "kept"), [("9.99", 9.99), ("5.00", 5), ("99999999.99", 99999999.99)])
    def test_prices_are_dollars(self, scope, chat, path, price, kept):
        f.MessageFactory(chat=chat, of_message_id=1, direction="out", is_ppv=True, price=Decimal(price))
        run_export(path, scope)
        assert messages(path, "price, paid") == [(kept, 1)]

    @pytest.mark.parametrize(("direction", "paid"), [("out", 0), ("in", 1)])
    def test_paid_is_what_ofscraper_means_by_it(self, scope, chat, path, direction, paid):
        """With a price, or where the account can see what the other side sent."""
        f.MediaAttachmentFactory(message=f.MessageFactory(chat=chat, of_message_id=1, direction=direction))
        f.MessageFactory(chat=chat, of_message_id=2, direction=direction)
        run_export(path, scope)
        assert messages(path, "paid") == [(paid,), (0,)]

    def test_what_is_gone_on_the_platform_keeps_its_text(self, scope, chat, path):
        f.MessageFactory(chat=chat, of_message_id=1, text="gone", deleted_at=TIME)
        run_export(path, scope)
        assert messages(path, "text, is_deleted") == [("gone", 1)]

    def test_what_is_on_no_platform_is_left_out_and_counted(self, scope, chat, path):
        f.MessageFactory(chat=chat, of_message_id=1)
        f.MessageFactory(chat=chat, of_message_id=None, direction="out", status="queued")
        f.MessageFactory(chat=chat, of_message_id=None, direction="out", status="failed")
        f.MessageFactory(chat=chat, of_message_id=None, direction="out")
        summary = run_export(path, scope)
        assert messages(path) == [(1,)]
        assert summary["left_out_reasons"] == {"waiting to be sent": 1, "failed": 1, "sent, without OnlyFans id": 1}

    def test_only_what_the_creator_of_the_agency_owns_is_written(self, scope, chat, path):
        f.MessageFactory(chat=chat, of_message_id=1)
        f.MessageFactory(chat=f.ChatFactory(creator=f.CreatorFactory(agency=scope)), of_message_id=2)
        rival = f.CreatorFactory(username="luna", of_user_id=ACCOUNT)
        f.MessageFactory(chat=f.ChatFactory(creator=rival), of_message_id=3)
        assert run_export(path, scope)["chats"] == 1
        assert messages(path) == [(1,)]

    def test_a_fan_without_a_name_is_called_as_the_platform_does(self, scope, luna, path):
        f.ChatFactory(creator=luna, fan_of_id=FAN, fan_username="")
        run_export(path, scope)
        assert rows_of(path, "SELECT user_id, username FROM profiles") == [(FAN, f"u{FAN}")]
        assert rows_of(path, "SELECT model_id FROM models") == [(FAN,)]

    def test_more_messages_than_are_read_at_once_are_all_written(self, scope, chat, path, monkeypatch):
        monkeypatch.setattr(exporter, "CHUNK", 3)
        for number in range(1, 11):
            f.MediaAttachmentFactory(message=f.MessageFactory(chat=chat, of_message_id=number))
        summary = run_export(path, scope)
        assert (summary["messages"], summary["media"]) == (10, 10)
        assert messages(path) == [(number,) for number in range(1, 11)]
        assert rows_of(path, "SELECT post_id FROM medias ORDER BY 1") == messages(path)


class TestMedia:
    @pytest.mark.parametrize(
        ("kind", "name"), [("image", "Images"), ("video", "Videos"), ("audio", "Audios"), ("gif", "Videos")]
    )
    def test_kinds_have_ofscrapers_names(self, scope, chat, path, kind, name):
        message = f.MessageFactory(chat=chat, of_message_id=1)
        f.MediaAttachmentFactory(message=message, media_type=kind)
        run_export(path, scope)
        assert rows_of(path, "SELECT media_type, api_type FROM medias") == [(name, "Messages")]

    @pytest.mark.parametrize(
        ("seconds", "text"), [(None, None), (0, "00:00:00:00"), (887, "00:00:14:47"), (90_061, "01:01:01:01")]
    )
    def test_lengths(self, scope, chat, path, seconds, text):
        f.MediaAttachmentFactory(message=f.MessageFactory(chat=chat, of_message_id=1), duration=seconds)
        run_export(path, scope)
        assert rows_of(path, "SELECT duration FROM medias") == [(text,)]

    @pytest.mark.parametrize(("url", "row"), [("https://cdn.test/1", ("https://cdn.test/1", 1, 1)), ("", (None, 0, 0))])
    def test_what_has_an_address_can_be_viewed(self, scope, chat, path, url, row):
        f.MediaAttachmentFactory(message=f.MessageFactory(chat=chat, of_message_id=1), url=url)
        run_export(path, scope)
        assert rows_of(path, "SELECT link, linked, unlocked FROM medias") == [row]


def refusal(path: Path, scope, creator: str = "luna", **options) -> str:
    with pytest.raises(CommandError) as refused:
        run_export(path, scope, creator, **options)
    return str(refused.value)


class TestRefusals:
    def test_a_creator_of_nobody_or_of_another_agency(self, scope, path):
        f.CreatorFactory(username="luna")
        assert refusal(path, scope) == "The agency has no creator “luna”."
        assert not path.exists()

    def test_a_creator_whose_id_is_not_known(self, scope, path):
        f.CreatorFactory(agency=scope, username="luna", of_user_id=None)
        assert "enter it on the creator's page in the admin" in refusal(path, scope)

    def test_an_agency_that_is_not_there(self, path):
        with pytest.raises(CommandError, match=r"There is no agency “nobody”\."):
            call_command("export_ofscraper", path, agency="nobody", creator="luna")

    def test_a_file_that_is_there_is_replaced_only_by_force(self, scope, chat, path):
        path.write_text("mine")
        assert refusal(path, scope) == f"{path} is there already; --force replaces it."
        assert path.read_text() == "mine"
        run_export(path, scope, force=True)
        assert messages(path) == []

    @pytest.mark.parametrize("journal", ["-wal", "-journal"])
    def test_a_journal_of_another_file_would_be_taken_for_ours(self, scope, chat, path, journal):
        path.with_name(path.name + journal).write_text("of another")
        assert "choose another name" in refusal(path, scope, force=True)
        assert not path.exists()

    def test_places_where_no_file_can_be(self, scope, chat, tmp_path):
        assert "is a directory" in refusal(tmp_path, scope)
        assert "There is no directory" in refusal(tmp_path / "nowhere" / "user_data.db", scope)

    def test_a_file_that_came_meanwhile_is_kept(self, scope, chat, path, monkeypatch):
        f.MessageFactory(chat=chat, of_message_id=1)
        monkeypatch.setattr(exporter, "_media_of", lambda *_: path.write_text("came meanwhile") and [])
        assert "is there already" in refusal(path, scope)
        assert path.read_text() == "came meanwhile"
        assert list(path.parent.iterdir()) == [path]


class TestStoppedHalfway:
    def test_an_error_leaves_what_was_there_and_nothing_else(self, scope, chat, path, monkeypatch):
        f.MessageFactory(chat=chat, of_message_id=1)
        path.write_text("mine")
        monkeypatch.delattr(exporter, "_time")
        with pytest.raises(NameError):
            run_export(path, scope, force=True)
        assert path.read_text() == "mine"
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.django_db(transaction=True)
    def test_a_full_disk_is_one_sentence_and_leaves_nothing(self, tmp_path):
        creator = f.CreatorFactory(username="luna")
        f.MessageFactory(chat=f.ChatFactory(creator=creator), of_message_id=1, text="x" * 500_000)
        path = tmp_path / "user_data.db"
        # A limit on the size of files stands for the disk.
        done = self.export(creator, path, "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000,) * 2)")
        assert done.returncode == 1
        assert f"{path} cannot be written: " in done.stderr
        assert "Traceback" not in done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.django_db(transaction=True)
    def test_killed_it_leaves_no_half_file_and_can_be_started_again(self, tmp_path):
        creator = f.CreatorFactory(username="luna")
        f.MessageFactory(chat=f.ChatFactory(creator=creator), of_message_id=1)
        path = tmp_path / "user_data.db"
        kill = "import os; from integrations.providers.ofscraper import exporter as e; e._time = lambda _: os.abort()"
        assert self.export(creator, path, kill).returncode == -signal.SIGABRT
        assert not path.exists()
        run_export(path, creator.agency)
        assert messages(path) == [(1,)]

    @staticmethod
    def export(creator: Creator, path: Path, first: str) -> Any:
        """Run the genuine command in a process that does `first` before."""
        script = f"""
import sys, django
django.setup()
{first}
from django.core.management import ManagementUtility
ManagementUtility(["manage.py", *sys.argv[1:]]).execute()
"""
        arguments = ["export_ofscraper", str(path), "--agency", creator.agency.slug, "--creator", creator.username]
        return process("-c", script, *arguments)


def test_only_who_exports_may_read_it(scope, chat, path):
    run_export(path, scope)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_people_get_it_in_words(scope, chat, path):
    f.MessageFactory(chat=chat, of_message_id=1)
    f.MessageFactory(chat=chat, of_message_id=None, direction="out", status="failed")
    out = io.StringIO()
    call_command("export_ofscraper", path, agency=scope.slug, creator="luna", stdout=out)
    assert out.getvalue() == "1 chats, 1 messages, 0 media references\n1 left out: failed\n"
