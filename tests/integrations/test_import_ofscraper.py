"""The genuine files: every row arrives, as it was said, once."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections import Counter
from decimal import Decimal

import pytest

from agencies.models import Creator
from agencies.tenancy import agency_scope
from chats.models import Chat, MediaAttachment, Message
from tests import factories as f
from tests.integrations.ofscraper_files import ACCOUNT, CREATORS_FILE, FANS_FILE, content, keys, run_command

pytestmark = pytest.mark.django_db
UTC = dt.UTC


@pytest.fixture
def agency():
    return f.AgencyFactory()


@pytest.fixture
def scope(agency):
    with agency_scope(agency.pk):
        yield agency


def direct(path, query):
    """Ask the file itself."""
    file = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return file.execute(query).fetchall()
    finally:
        file.close()


class TestACreatorsFile:
    @pytest.fixture(autouse=True)
    def summary(self, scope):
        return run_command(CREATORS_FILE, scope, creator="luna")

    def test_the_summary_tells_what_was_done(self, summary):
        assert summary == {
            "chats": 40,
            "messages": 4992,
            "media": 2839,
            "media_created": 2839,
            "created": 4992,
            "updated": 0,
            "unchanged": 0,
            "skipped": 0,
            "skipped_reasons": {},
        }

    def test_every_row_is_there(self):
        assert (Chat.objects.count(), Message.objects.count(), MediaAttachment.objects.count()) == (40, 4992, 2839)

    def test_the_account_is_the_creator_and_every_model_a_fan(self):
        creator = Creator.objects.get()
        assert (creator.username, creator.of_user_id) == ("luna", ACCOUNT)
        usernames = dict(direct(CREATORS_FILE, "SELECT user_id, username FROM profiles"))
        assert dict(Chat.objects.values_list("fan_of_id", "fan_username")) == usernames

    def test_what_the_fan_sent_came_in_and_what_the_account_sent_went_out(self):
        assert Counter(Message.objects.values_list("direction", flat=True)) == {"in": 2391, "out": 2601}

    def test_prices_are_exact_dollars(self):
        prices = Counter(Message.objects.values_list("price", flat=True))
        assert prices == {
            Decimal("0.00"): 3802,
            Decimal("5.00"): 239,
            Decimal("9.99"): 266,
            Decimal("15.00"): 228,
            Decimal("25.00"): 238,
            Decimal("50.00"): 219,
        }

    def test_only_priced_messages_are_ppv_and_all_of_them_are_ours(self):
        assert Message.objects.filter(is_ppv=True, price__gt=0, direction="out").count() == 1190
        assert not Message.objects.filter(is_ppv=False, price__gt=0).exists()

    def test_whether_a_fan_bought_is_not_known_from_a_creators_file(self):
        assert not Message.objects.filter(unlocked__isnull=False).exists()

    def test_media_have_their_kinds_and_lengths(self):
        assert Counter(MediaAttachment.objects.values_list("media_type", flat=True)) == {
            "audio": 701, "image": 750, "video": 1388,
        }  # fmt: skip
        assert MediaAttachment.objects.filter(duration__isnull=True).count() == 1
        assert MediaAttachment.objects.get(of_media_id=3581806001).duration == 14 * 60 + 47

    def test_every_text_in_the_file_is_there_in_whatever_script(self):
        plain = direct(
            CREATORS_FILE, "SELECT post_id, text FROM messages WHERE text NOT LIKE '%<%' AND text NOT LIKE '%&%'"
        )
        texts = dict(Message.objects.values_list("of_message_id", "text"))
        assert all(texts[post_id] == text.strip() for post_id, text in plain)
        assert Counter(texts.values())["日本から応援してます"] == len([1 for _, text in plain if "日本" in text]) > 0

    def test_times_are_those_of_the_file(self):
        times = Message.objects.order_by("sent_at").values_list("sent_at", flat=True)
        assert times.first() == dt.datetime(2025, 1, 1, 23, 22, tzinfo=UTC)
        assert times.last() == dt.datetime(2025, 5, 22, 21, 33, 40, tzinfo=UTC)

    def test_each_chat_shows_its_last_message(self):
        chat = Chat.objects.get(fan_of_id=160717355)
        last = Message.objects.filter(chat=chat).order_by("-sent_at", "-of_message_id").first()
        assert (chat.last_message_at, chat.last_message_preview, chat.last_message_direction) == (
            last.sent_at, last.text[:160], last.direction,
        )  # fmt: skip

    def test_importing_again_changes_nothing_at_all(self, scope):
        before = content(scope), keys(scope)
        again = run_command(CREATORS_FILE, scope, creator="luna")
        assert (content(scope), keys(scope)) == before
        assert (again["created"], again["updated"], again["unchanged"], again["media_created"]) == (0, 0, 4992, 0)

    def test_the_creator_is_known_again_by_the_account_without_being_named(self, scope):
        assert run_command(CREATORS_FILE, scope)["unchanged"] == 4992


class TestAFansFile:
    @pytest.fixture(autouse=True)
    def summary(self, scope):
        return run_command(FANS_FILE, scope)

    def test_the_summary_tells_what_was_done(self, summary):
        assert (summary["chats"], summary["messages"], summary["media"], summary["created"]) == (1, 600, 318, 600)

    def test_the_model_is_the_creator_and_the_account_the_fan(self):
        chat = Chat.objects.select_related("creator").get()
        assert (chat.creator.username, chat.creator.of_user_id, chat.fan_of_id) == ("rob673", 163695798, ACCOUNT)

    def test_directions_are_seen_from_the_creator(self):
        assert Counter(Message.objects.values_list("direction", flat=True)) == {"out": 304, "in": 296}

    def test_a_ppv_is_unlocked_only_if_the_fan_can_open_its_media(self):
        unlocked = Counter(Message.objects.values_list("is_ppv", "unlocked"))
        assert unlocked == {(False, None): 454, (True, True): 51, (True, False): 95}

    def test_locked_media_have_no_address(self):
        assert MediaAttachment.objects.filter(url="").count() == 318 - (26 + 36 + 71)

    def test_markup_is_reduced_to_text(self):
        message = Message.objects.get(of_message_id=5300000111)
        assert (message.text, message.price) == ("new set just dropped, only for you", Decimal("50.00"))
        link = Message.objects.get(of_message_id=5300000010)
        assert link.text == "link (https://onlyfans.com/lunarose)"

    def test_importing_again_changes_nothing_at_all(self, scope):
        before = content(scope), keys(scope)
        again = run_command(FANS_FILE, scope)
        assert (content(scope), keys(scope)) == before
        assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 600)


def test_a_dry_run_counts_and_writes_nothing(scope):
    summary = run_command(CREATORS_FILE, scope, creator="luna", dry_run=True)
    assert (summary["chats"], summary["messages"], summary["media"], summary["created"]) == (40, 4992, 2839, 0)
    assert content(scope) == {"chats": [], "messages": [], "media": []}
    assert not Creator.objects.exists()


def test_the_file_and_its_folder_are_left_as_they_were(scope, tmp_path):
    path = tmp_path / "user_data.db"
    path.write_bytes(CREATORS_FILE.read_bytes())
    before = path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()
    run_command(path, scope, creator="luna")
    assert (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()) == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_may_only_be_read_is_enough(scope, tmp_path):
    path = tmp_path / "user_data.db"
    path.write_bytes(FANS_FILE.read_bytes())
    path.chmod(0o400)
    assert run_command(path, scope)["created"] == 600


def test_the_same_file_in_two_agencies_gives_each_its_own_rows(scope):
    rival = f.AgencyFactory()
    run_command(FANS_FILE, scope)
    assert run_command(FANS_FILE, rival)["created"] == 600
    assert content(rival) == content(scope)
    assert not {row[0] for row in keys(rival)["chats_message"]} & {row[0] for row in keys(scope)["chats_message"]}
