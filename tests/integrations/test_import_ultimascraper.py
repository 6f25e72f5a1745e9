"""UltimaScraper's files: the tables of early OF-Scraper, but `paid` means bought."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from agencies.models import Creator
from agencies.scope import Actor
from chats.models import Chat, MediaAttachment, Message
from integrations import services
from integrations.models import ImportRun
from tests import factories as f
from tests.clients import client_of
from tests.integrations.ofscraper_files import NEWEST, OLDEST, content, make_file, media, message, run_command

pytestmark = pytest.mark.django_db
#: Written by UltimaScraper's own code: what a fan saw of one creator.
GENUINE = Path(__file__).parents[1] / "data" / "ultimascraper" / "user_data.db"
CREATOR, FAN = 458485726, 143464097
COMMAND = "import_ultimascraper"


class TestTheGenuineFile:
    @pytest.fixture(autouse=True)
    def summary(self, scope):
        return run_command(GENUINE, scope, COMMAND)

    def test_every_row_arrives(self, summary):
        assert (summary["chats"], summary["messages"], summary["media"], summary["skipped"]) == (1, 800, 183, 0)
        assert (Message.objects.count(), MediaAttachment.objects.count()) == (800, 183)

    def test_the_profile_is_the_creator_and_the_other_sender_the_fan(self):
        assert Creator.objects.values_list("username", "of_user_id").get() == ("lunarose", CREATOR)
        assert Chat.objects.get().fan_of_id == FAN
        assert Counter(Message.objects.values_list("direction", flat=True)) == {"out": 449, "in": 351}

    def test_paid_means_bought(self):
        priced = Message.objects.filter(is_ppv=True)
        assert Counter(priced.values_list("unlocked", flat=True)) == {True: 76, False: 107}
        assert not Message.objects.filter(is_ppv=False, unlocked=True).exists()

    def test_times_without_an_offset_are_utc(self):
        first = Message.objects.order_by("sent_at").first()
        assert first.sent_at == dt.datetime(2024, 3, 1, 9, 2, tzinfo=dt.UTC)

    def test_importing_again_changes_nothing(self, scope):
        before = content(scope)
        again = run_command(GENUINE, scope, COMMAND)
        assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 800)
        assert content(scope) == before

    def test_messages_say_where_they_came_from(self):
        assert set(Message.objects.values_list("source", flat=True)) == {"ultimascraper"}
        assert str(ImportRun.objects.get()) == "UltimaScraper: user_data.db"


def test_the_same_file_taken_for_ofscrapers_does_not_know_what_was_bought(scope):
    run_command(GENUINE, scope)
    assert not Message.objects.filter(unlocked__isnull=False).exists()


def test_media_of_its_other_kinds_of_messages_are_read(scope, path):
    rows = [message(number, user_id=CREATOR, price=5, paid=0) for number in (1, 2, 3, 4)]
    kinds = ["Messages", "Chats", "MassMessages", "Posts"]
    medias = [media(n, n, api_type=kind) for n, kind in enumerate(kinds, start=1)]
    answer = message(5, user_id=FAN)
    make_file(path, [*rows, answer], medias, profiles=[(CREATOR, "lunarose")], schema=OLDEST)
    assert run_command(path, scope, COMMAND)["media"] == 3


def test_prices_with_cents_stay_exact(scope, path):
    rows = [message(1, user_id=CREATOR, price=9.99, paid=1), message(2, user_id=FAN)]
    make_file(path, rows, profiles=[(CREATOR, "lunarose")], schema=OLDEST)
    run_command(path, scope, COMMAND)
    assert Message.objects.values_list("price", "unlocked").get(of_message_id=1) == (Decimal("9.99"), True)


def test_in_a_creators_own_file_nobody_knows_what_was_bought(scope, path):
    rows = [message(1, user_id=CREATOR, price=5, paid=1), message(2, user_id=FAN)]
    make_file(path, rows, profiles=[(FAN, "rob")], schema=OLDEST)
    run_command(path, scope, COMMAND, creator="luna")
    assert Message.objects.get(of_message_id=1).unlocked is None


def test_ofscrapers_file_is_refused_with_what_to_do(scope, path):
    make_file(path, [message(1)], schema=NEWEST)
    with pytest.raises(CommandError, match="choose OF-Scraper, or the command import_ofscraper"):
        run_command(path, scope, COMMAND)
    assert not Message.objects.exists()


def test_of_several_files_one_that_is_no_file_stops_none_of_the_others(scope, tmp_path, path):
    path.write_text("no database")
    second = tmp_path / "second.db"
    shutil.copyfile(GENUINE, second)
    out = io.StringIO()
    with pytest.raises(CommandError, match="is not an SQLite database"):
        call_command(COMMAND, path, second, agency=scope.slug, stdout=out)
    assert f"{second}:\n1 chats, 800 messages" in out.getvalue()
    assert Counter(ImportRun.objects.values_list("status", flat=True)) == {"failed": 1, "done": 1}


def test_an_upload_says_which_program_wrote_it(scope):
    owner = f.MembershipFactory(agency=scope, role="owner")
    file = ContentFile(GENUINE.read_bytes(), name="user_data.db")
    form = {"file": file, "source": "ultimascraper", "creator": "", "new_creator": "", "account": "", "account_id": ""}
    assert client_of(owner).post("/admin/integrations/importrun/add/", form).status_code == 302
    run = ImportRun.objects.get()
    services.run_import(agency_id=scope.pk, run_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.summary["created"]) == ("done", 800)
    assert Message.objects.filter(unlocked=True).count() == 76
    assert Actor.from_membership(owner).may("delete", run)
