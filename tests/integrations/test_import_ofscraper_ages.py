"""Files of every age give what they hold; what their age does not record stays unknown."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from decimal import Decimal

import pytest

from agencies.models import Creator
from chats.models import Chat, MediaAttachment, Message
from tests import factories as f
from tests.integrations.ofscraper_files import (
    ACCOUNT,
    CREATORS_FILE,
    FAN,
    FANS_FILE,
    OLDEST,
    content,
    make_file,
    media,
    message,
    run_command,
)

pytestmark = pytest.mark.django_db


def without(genuine, path, *columns):
    """A copy of the genuine file as its age would have written it, without `table.column`s."""
    shutil.copyfile(genuine, path)
    file = sqlite3.connect(path)
    for column in columns:
        table, name = column.split(".")
        file.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    file.execute("VACUUM")
    file.close()
    return path


def test_before_2026_no_message_was_known_to_be_deleted(scope, path):
    rival = f.AgencyFactory()
    run_command(without(CREATORS_FILE, path, "messages.is_deleted", "posts.is_deleted"), scope, creator="luna")
    run_command(CREATORS_FILE, rival, creator="luna")
    assert content(scope) == content(rival)


def test_before_april_2024_unlocks_and_lengths_were_not_recorded(scope, path):
    old = without(FANS_FILE, path, "medias.unlocked", "medias.duration", "medias.posted_at", "medias.hash")
    assert run_command(old, scope)["media"] == 318
    assert Counter(Message.objects.values_list("is_ppv", "unlocked")) == {(False, None): 454, (True, None): 146}
    assert not MediaAttachment.objects.filter(duration__isnull=False).exists()


def test_a_later_file_adds_what_the_earlier_did_not_know(scope, path):
    rival = f.AgencyFactory()
    run_command(without(FANS_FILE, path, "medias.unlocked", "medias.duration"), scope)
    added = run_command(FANS_FILE, scope)
    assert (added["created"], added["updated"], added["unchanged"]) == (0, 146, 454)
    run_command(FANS_FILE, rival)
    assert content(scope) == content(rival)


def test_an_earlier_file_imported_late_takes_nothing_away(scope, path):
    run_command(FANS_FILE, scope)
    before = content(scope)
    run_command(without(FANS_FILE, path, "medias.unlocked", "medias.duration"), scope)
    assert content(scope) == before


class TestTheOldestFiles:
    """Of one model each, which the file names nowhere but in its profile, and in which everything has one sender."""

    @pytest.fixture(autouse=True)
    def summary(self, scope, path):
        messages = [
            message(1, user_id=FAN, text="<p>hi</p>"),
            message(2, user_id=FAN, price=9.99, created_at="2023-04-01T10:00:00"),
            message(3, user_id=FAN, created_at="2023-05-01T10:00:00+02:00"),
        ]
        medias = [
            media(10, 2, api_type="message", media_type="Videos"),
            media(11, 2, api_type="MESSAGES"),
            media(12, 2, api_type="Posts"),
        ]
        make_file(path, messages, medias, profiles=[(FAN, "rob673")], schema=OLDEST)
        return run_command(path, scope, account="fan", account_id=ACCOUNT)

    def test_all_of_it_is_imported(self, summary):
        assert (summary["chats"], summary["messages"], summary["media"], summary["skipped"]) == (1, 3, 2, 0)

    def test_the_profile_is_the_model(self):
        chat = Chat.objects.select_related("creator").get()
        assert (chat.creator.username, chat.creator.of_user_id, chat.fan_of_id) == ("rob673", FAN, ACCOUNT)

    def test_the_direction_is_not_guessed(self):
        assert set(Message.objects.values_list("direction", flat=True)) == {"unknown"}

    def test_nothing_is_unread_or_awaiting(self):
        assert Chat.objects.get().unread_count == 0
        assert Chat.objects.get().awaiting_reply_since is None

    def test_times_without_an_offset_are_utc_and_others_are_moved_to_it(self):
        times = Message.objects.order_by("of_message_id").values_list("sent_at", flat=True)
        assert [time.isoformat() for time in times[1:]] == ["2023-04-01T10:00:00+00:00", "2023-05-01T08:00:00+00:00"]

    def test_a_fraction_in_an_integer_column_stays_exact(self):
        assert Message.objects.get(of_message_id=2).price == Decimal("9.99")

    def test_media_of_posts_stay_out(self):
        assert set(MediaAttachment.objects.values_list("of_media_id", flat=True)) == {10, 11}


def test_the_same_model_before_and_after_senders_were_recorded(scope, path):
    make_file(path, [message(1, user_id=FAN), message(2, user_id=ACCOUNT, price=5), message(3, user_id=FAN)])
    run_command(path, scope, creator="luna")
    directions = dict(Message.objects.values_list("of_message_id", "direction"))
    assert directions == {1: "in", 2: "out", 3: "in"}


def test_a_chat_of_before_beside_a_chat_of_after(scope, path):
    """Migrated files hold both: only the chat in which every sender is the model is unknown."""
    other = FAN + 1
    make_file(
        path,
        [
            message(1, user_id=FAN, price=5),
            message(2, user_id=FAN),
            message(3, user_id=other, model_id=other),
            message(4, model_id=other, price=5),
        ],
        profiles=[(FAN, "rob673"), (other, "sam")],
    )
    run_command(path, scope, creator="luna")
    directions = dict(Message.objects.values_list("of_message_id", "direction"))
    assert directions == {1: "unknown", 2: "unknown", 3: "in", 4: "out"}


def test_rows_left_without_a_model_by_a_migration_belong_to_the_only_profile(scope, path):
    make_file(path, [message(1, model_id=None, price=5), message(2, user_id=FAN)], [media(9, 1, model_id=None)])
    assert run_command(path, scope, creator="luna")["media"] == 1
    assert Chat.objects.get().fan_of_id == FAN


def test_rows_without_a_model_among_several_profiles_are_skipped_and_counted(scope, path):
    profiles = [(FAN, "rob673"), (FAN + 1, "sam")]
    make_file(path, [message(1, model_id=None), message(2, price=5)], profiles=profiles)
    summary = run_command(path, scope, creator="luna")
    assert (summary["messages"], summary["skipped_reasons"]) == (1, {"chat unknown: no model_id": 1})


def test_the_last_name_of_a_renamed_fan_counts(scope, path):
    make_file(path, [message(1, price=5)], profiles=[(FAN, "before"), (FAN, "after")])
    run_command(path, scope, creator="luna")
    assert Chat.objects.get().fan_username == "after"


def test_a_file_without_profiles_or_media_gives_its_messages(scope, path):
    make_file(path, [message(1, price=5)])
    file = sqlite3.connect(path)
    file.executescript("DROP TABLE medias; DROP TABLE profiles")
    file.close()
    assert run_command(path, scope, creator="luna")["messages"] == 1
    assert Chat.objects.get().fan_username == ""


def test_a_deleted_message_keeps_its_text_and_is_marked(scope, path):
    make_file(path, [message(1, price=5), message(2, is_deleted=1, text="gone")])
    run_command(path, scope, creator="luna")
    gone = Message.objects.get(of_message_id=2)
    assert (gone.text, gone.deleted_at is not None) == ("gone", True)
    assert Chat.objects.get().last_message_preview == "hello"


def test_the_time_of_deletion_is_that_of_the_first_import_that_saw_it(scope, path):
    make_file(path, [message(1, price=5), message(2, is_deleted=1)])
    run_command(path, scope, creator="luna")
    first = Message.objects.get(of_message_id=2).deleted_at
    assert run_command(path, scope)["unchanged"] == 2
    assert Message.objects.get(of_message_id=2).deleted_at == first


def test_rows_that_are_still_in_the_write_ahead_log_are_read(scope, path):
    make_file(path, [message(1, price=5)])
    file = sqlite3.connect(path)
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA wal_autocheckpoint = 0")
    file.execute("UPDATE messages SET text = 'in the log'")
    file.commit()
    log = path.with_name("user_data.db-wal")
    before = path.read_bytes(), log.read_bytes()
    run_command(path, scope, creator="luna")
    assert Message.objects.get().text == "in the log"
    assert (path.read_bytes(), log.read_bytes()) == before
    file.close()


def test_a_fans_file_of_several_creators_makes_each_of_them(scope, path):
    other = FAN + 1
    make_file(
        path,
        [message(1, user_id=FAN, price=5), message(2), message(3, user_id=other, model_id=other, price=5)],
        profiles=[(FAN, "luna"), (other, "stella")],
    )
    assert run_command(path, scope)["chats"] == 2
    assert set(Creator.objects.values_list("username", "of_user_id")) == {("luna", FAN), ("stella", other)}
