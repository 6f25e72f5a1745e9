"""What cannot be imported is told in one sentence, or skipped with its reason; never half a message."""

from __future__ import annotations

import os
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from agencies.models import Creator
from chats.models import MediaAttachment, Message
from integrations.models import ImportRun
from integrations.providers.importing import ImportFileError
from integrations.providers.ofscraper.reader import open_file
from tests import factories as f
from tests.integrations.ofscraper_files import (
    ACCOUNT,
    CREATORS_FILE,
    FAN,
    FANS_FILE,
    LOOSE,
    OLDEST,
    make_file,
    media,
    message,
    run_command,
)

pytestmark = pytest.mark.django_db


def refusal(path, agency, **options) -> str:
    """The sentence; afterwards nothing but the failed run is there."""
    with pytest.raises(CommandError) as caught:
        call_command("import_ofscraper", path, agency=agency.slug, **options)
    sentence = str(caught.value)
    assert caught.value.returncode == 1
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not Message.objects.exists()
    assert not Creator.objects.exists()
    run = ImportRun.objects.get()
    assert run.status == "failed"
    # The agency's people are not told where on the server the file lay.
    assert run.error == sentence.replace(str(path), Path(path).name)
    return sentence


class TestFilesThatAreNone:
    def test_a_missing_file(self, scope, path):
        assert "There is no file" in refusal(path, scope)

    def test_a_directory(self, scope, path):
        path.mkdir()
        assert "is a directory" in refusal(path, scope)

    def test_a_path_through_a_file(self, scope, path):
        path.write_bytes(b"")
        assert refusal(path / "user_data.db", scope)

    def test_a_name_that_no_file_can_have(self, scope, path):
        assert refusal(path / ("x" * 300), scope)

    def test_an_empty_file(self, scope, path):
        path.write_bytes(b"")
        assert "not an SQLite database" in refusal(path, scope)

    def test_a_text_file(self, scope, path):
        path.write_text("post_id,text\n1,hello\n")
        assert "not an SQLite database" in refusal(path, scope)

    def test_an_encrypted_file(self, scope, path):
        path.write_bytes(os.urandom(8192))
        assert "encrypted" in refusal(path, scope)

    @pytest.mark.parametrize("length", [60, 100, 4096, 100_000])
    def test_a_truncated_file(self, scope, path, length):
        path.write_bytes(CREATORS_FILE.read_bytes()[:length])
        assert "truncated" in refusal(path, scope)

    def test_a_file_with_damaged_pages(self, scope, path):
        raw = bytearray(FANS_FILE.read_bytes())
        raw[4096:] = bytes(len(raw) - 4096)
        path.write_bytes(raw)
        assert "damaged" in refusal(path, scope)

    def test_a_file_whose_later_rows_are_damaged(self, scope, path):
        raw = bytearray(FANS_FILE.read_bytes())
        raw[-60_000:] = b"\xff" * 60_000
        path.write_bytes(raw)
        assert "damaged" in refusal(path, scope)

    def test_another_programs_database(self, scope, path):
        make_file(path, [], schema="CREATE TABLE profiles (id, user_id, username)")
        assert "no messages table" in refusal(path, scope)

    def test_messages_of_another_shape(self, scope, path):
        make_file(path, [], schema="CREATE TABLE messages (id, body); CREATE TABLE profiles (id, user_id, username)")
        assert "lacks created_at, post_id, price, text" in refusal(path, scope)

    def test_ultimascrapers_file(self, scope, path):
        make_file(path, [message(1)], schema=OLDEST + "CREATE TABLE alembic_version (version_num)")
        assert "choose UltimaScraper, or the command import_ultimascraper" in refusal(path, scope)


class TestFilesThatMayNotBeRead:
    @pytest.fixture(autouse=True)
    def _as_an_ordinary_user(self, path):
        """Superusers may read everything, so for the test they are nobody."""
        make_file(path, [message(1)])
        if os.getuid():
            yield
            return
        for folder in takewhile(lambda folder: folder != Path(gettempdir()), path.parents):
            folder.chmod(0o755)
        path.parent.chmod(0o777)
        os.chown(path, 65534, 65534)
        os.chown(path.parent, 65534, 65534)
        os.seteuid(65534)
        yield
        os.seteuid(0)

    def test_a_file_without_permission(self, path):
        path.chmod(0)
        with pytest.raises(ImportFileError, match=r"may not be read by this user\.$"), open_file(path):
            pass

    def test_a_folder_without_permission(self, path):
        path.parent.chmod(0)
        try:
            with pytest.raises(ImportFileError, match=r"may not be read by this user\.$"), open_file(path):
                pass
        finally:
            path.parent.chmod(0o777)


class TestFilesThatDoNotTell:
    def test_several_accounts(self, scope, path):
        make_file(path, [message(1, price=5), message(2, user_id=77)])
        sentence = refusal(path, scope, creator="luna")
        assert "Several accounts" in sentence
        assert "77" in sentence
        assert "--account-id" in sentence

    def test_no_prices_on_either_side(self, scope, path):
        make_file(path, [message(1), message(2, user_id=FAN)])
        assert "--account creator or --account fan" in refusal(path, scope, creator="luna")

    def test_prices_on_both_sides(self, scope, path):
        make_file(path, [message(1, price=5), message(2, user_id=FAN, price=5)])
        assert "--account creator or --account fan" in refusal(path, scope, creator="luna")

    def test_a_creators_file_without_the_creators_name(self, scope, path):
        make_file(path, [message(1, price=5)])
        assert "--creator USERNAME" in refusal(path, scope)

    def test_a_fans_file_without_the_fan(self, scope, path):
        make_file(path, [message(1, user_id=FAN)])
        assert "--account-id" in refusal(path, scope, account="fan")

    def test_one_name_for_several_creators(self, scope, path):
        make_file(path, [message(1, user_id=FAN, price=5), message(2, user_id=FAN + 1, model_id=FAN + 1), message(3)])
        assert "2 creators" in refusal(path, scope, creator="luna")


def test_the_account_that_is_named_is_taken_and_the_others_messages_are_skipped(scope, path):
    make_file(path, [message(1, price=5), message(2, user_id=77)])
    summary = run_command(path, scope, creator="luna", account_id=ACCOUNT)
    assert (summary["messages"], summary["skipped_reasons"]) == (1, {"sender is neither side of the chat": 1})


def test_a_file_of_another_creator_than_the_named_one_is_refused(scope, path):
    run_command(make_file(path, [message(1, price=5)]), scope, creator="luna")
    f.CreatorFactory(agency=scope, username="stella", of_user_id=1)
    with pytest.raises(CommandError, match=r"belongs to the creator luna, not to stella\."):
        run_command(path, scope, creator="stella")


def test_a_creator_whose_id_is_another_than_the_files_is_refused(scope, path):
    f.CreatorFactory(agency=scope, username="stella", of_user_id=1)
    make_file(path, [message(1, price=5)])
    with pytest.raises(CommandError, match="stella has the id 1"):
        run_command(path, scope, creator="stella")


def test_a_file_that_does_not_tell_its_account_is_believed_to_be_the_named_creators(scope, path):
    creator = f.CreatorFactory(agency=scope, username="stella", of_user_id=1)
    make_file(path, [message(1, user_id=FAN)])
    run_command(path, scope, creator="stella", account="creator")
    assert Message.objects.get().chat.creator == creator


def test_an_agency_that_is_not_there_is_one_sentence(scope):
    with pytest.raises(CommandError, match=r"There is no agency “nobody”\."):
        call_command("import_ofscraper", CREATORS_FILE, agency="nobody")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"created_at": None}, "date missing"),
        ({"created_at": ""}, "date missing"),
        ({"created_at": "yesterday"}, "date unreadable"),
        ({"created_at": 1735689600}, "date unreadable"),
        ({"created_at": b"2025-01-01"}, "date unreadable"),
        ({"created_at": "9999-12-31T23:59:59-12:00"}, "date unreadable"),
        ({"created_at": "1970-01-01T00:00:00+00:00"}, "date out of range"),
        ({"created_at": "2999-01-01T00:00:00+00:00"}, "date out of range"),
        ({"price": "free"}, "price is not a number"),
        ({"price": b"\x00"}, "price is not a number"),
        ({"price": 9e999}, "price is not a number"),
        ({"price": -5}, "price out of range"),
        ({"price": 1e12}, "price out of range"),
        ({"post_id": None}, "message without an id"),
        ({"post_id": "abc"}, "message without an id"),
        ({"post_id": -1}, "id out of range"),
        ({"model_id": "abc"}, "chat unknown: no model_id"),
        ({"model_id": -1, "user_id": ACCOUNT}, "id out of range"),
    ],
)
def test_a_row_that_cannot_be_true_is_skipped_with_its_reason_and_the_others_stay(scope, path, values, reason):
    messages = [message(5, price=5), message(6, user_id=FAN), {**message(7), **values}]
    make_file(path, messages, schema=LOOSE)
    summary = run_command(path, scope, creator="luna")
    assert (summary["messages"], summary["created"]) == (2, 2)
    assert (summary["skipped"], summary["skipped_reasons"]) == (1, {reason: 1})
    assert set(Message.objects.values_list("of_message_id", flat=True)) == {5, 6}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"text": None}, ""),
        ({"text": b"bytes \xff"}, "bytes \ufffd"),
        ({"text": 42}, "42"),
        ({"text": "zero\x00byte"}, "zerobyte"),
        ({"text": "👩‍❤️‍👩 \u202eright to left"}, "👩‍❤️‍👩 \u202eright to left"),
        ({"text": "x" * 1_000_000}, "x" * 1_000_000),
    ],
    ids=["none", "bytes", "number", "zero byte", "unicode", "a million letters"],
)
def test_any_text_is_kept(scope, path, values, text):
    make_file(path, [message(1, price=5, **values)], schema=LOOSE)
    run_command(path, scope, creator="luna")
    assert Message.objects.get().text == text


@pytest.mark.parametrize(
    "values",
    [{"post_id": None}, {"post_id": "abc"}, {"media_id": None}, {"media_id": "abc"}, {"model_id": "abc"}],
    ids=repr,
)
def test_a_media_row_that_belongs_to_nothing_does_not_stop_the_rest(scope, path, values):
    make_file(path, [message(1, price=5)], [{**media(8, 1), **values}, media(9, 1)], schema=LOOSE)
    run_command(path, scope, creator="luna")
    assert list(MediaAttachment.objects.values_list("of_media_id", flat=True)) == [9]


@pytest.mark.parametrize("duration", ["later", "12:30", "00:00:00:-5", b"\x00", 30, "99999:00:00:00", "00:00:٣:00"])
def test_a_length_that_cannot_be_read_is_unknown(scope, path, duration):
    make_file(path, [message(1, price=5)], [media(8, 1, duration=duration, link="a\x00b")], schema=LOOSE)
    run_command(path, scope, creator="luna")
    row = MediaAttachment.objects.get()
    assert (row.duration, row.url) == (None, "ab")


def test_a_fans_name_may_hold_anything(scope, path):
    make_file(path, [message(1, price=5)], profiles=[(FAN, "a\x00" + "b" * 500)], schema=LOOSE)
    assert run_command(path, scope, creator="luna")["created"] == 1


def test_duplicates_in_old_files_are_one_message_and_every_row_is_counted(scope, path):
    messages = [message(1, price=5), message(1, price=5), message(1, price=5, text="hello again")]
    make_file(path, messages, [media(8, 1), media(8, 1)], schema=LOOSE)
    summary = run_command(path, scope, creator="luna")
    assert (summary["messages"], summary["created"], summary["unchanged"], summary["media_created"]) == (3, 1, 2, 1)
