"""UltimaScraper's archive in PostgreSQL: many performers and users in one place, and no table of chats."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.models import Creator
from chats.models import Chat, MediaAttachment, Message
from integrations.models import ImportRun
from tests import factories as f
from tests.integrations.ofscraper_files import content, keys
from tests.integrations.ultimascraper_archive import LUNA, MIA, ROB, TOM, run_import

pytestmark = pytest.mark.django_db


def directions() -> dict[int, str]:
    return dict(Message.objects.values_list("of_message_id", "direction"))


def owners() -> set[tuple[str, int]]:
    return set(Chat.objects.values_list("creator__username", "fan_of_id"))


class TestWhoIsWho:
    def test_a_chat_is_what_a_performer_and_somebody_else_sent_each_other(self, scope, archive):
        archive.message(1, LUNA, ROB)
        archive.message(2, ROB, LUNA)
        archive.message(3, LUNA, TOM)
        summary = run_import(archive, scope)
        assert owners() == {("luna", ROB), ("luna", TOM)}
        assert directions() == {1: "out", 2: "in", 3: "out"}
        assert (summary["chats"], summary["messages"], summary["created"], summary["skipped"]) == (2, 3, 3, 0)

    def test_every_performer_who_wrote_or_was_written_to_becomes_a_creator(self, scope, archive):
        archive.message(1, LUNA, ROB)
        archive.message(2, ROB, MIA)
        archive.user(7, "silent", performer=True)
        run_import(archive, scope)
        assert set(Creator.objects.values_list("username", "of_user_id")) == {("luna", LUNA), ("mia", MIA)}

    def test_one_creator_can_be_asked_for(self, scope, archive):
        archive.message(1, LUNA, ROB)
        archive.message(2, MIA, ROB)
        assert run_import(archive, scope, creator="mia")["messages"] == 1
        assert owners() == {("mia", ROB)}

    @pytest.mark.parametrize("name", ["LUNA", "oldluna", f"u{LUNA}"])
    def test_a_creator_goes_by_every_name_the_archive_knows(self, scope, archive, name):
        archive.insert("user_aliases", user_id=LUNA, username="oldluna")
        archive.message(1, LUNA, ROB)
        run_import(archive, scope, creator=name)
        assert Creator.objects.get().username == "luna"

    def test_a_creator_of_the_agency_is_known_by_the_id_whatever_the_agency_calls_them(self, scope, archive):
        ours = f.CreatorFactory(agency=scope, username="luna_rose", of_user_id=LUNA)
        archive.message(1, LUNA, ROB)
        run_import(archive, scope)
        assert Chat.objects.get().creator == ours

    def test_a_performer_without_a_name_is_called_as_the_platform_does(self, scope, archive):
        archive.user(7, None, performer=True)
        archive.message(1, 7, ROB)
        run_import(archive, scope)
        assert Creator.objects.get().username == "u7"

    def test_fans_have_the_names_that_the_archive_has(self, scope, archive):
        archive.message(1, LUNA, ROB)
        run_import(archive, scope)
        assert Chat.objects.values_list("fan_username", "fan_display_name").get() == ("rob673", "Rob")

    def test_without_a_receiver_nobody_knows_the_chat(self, scope, archive):
        archive.message(1, LUNA, None)
        archive.message(2, LUNA, ROB)
        assert run_import(archive, scope)["skipped_reasons"] == {"receiver unknown": 1}

    def test_what_two_who_do_not_perform_write_is_skipped(self, scope, archive):
        archive.message(1, ROB, TOM)
        archive.message(2, ROB, ROB)
        assert run_import(archive, scope)["skipped_reasons"] == {"neither side is a performer": 1, "sent to oneself": 1}
        assert not Creator.objects.exists()


class TestTwoPerformers:
    """Their chat is one creator's: in both, each sale would count twice."""

    def test_it_is_the_ones_who_was_asked_for(self, scope, archive):
        archive.message(1, LUNA, MIA, price=5)
        archive.message(2, MIA, LUNA)
        run_import(archive, scope, creator="mia")
        assert owners() == {("mia", LUNA)}
        assert directions() == {1: "in", 2: "out"}

    def test_it_is_the_ones_who_set_a_price(self, scope, archive):
        archive.message(1, LUNA, MIA)
        archive.message(2, MIA, LUNA, price=5)
        run_import(archive, scope)
        assert owners() == {("mia", LUNA)}

    @pytest.mark.parametrize("price", [0, 5])
    def test_if_both_or_neither_did_it_is_the_older_accounts(self, scope, archive, price):
        archive.message(1, MIA, LUNA, price=price)
        archive.message(2, LUNA, MIA, price=price)
        run_import(archive, scope)
        assert owners() == {("luna", MIA)}
        assert Creator.objects.count() == 1

    def test_it_stays_whose_it_was(self, scope, archive):
        archive.message(1, LUNA, MIA)
        archive.message(2, MIA, ROB)
        run_import(archive, scope, creator="luna")
        summary = run_import(archive, scope, creator="mia")
        assert summary["skipped_reasons"] == {"in a chat of another creator": 1}
        assert owners() == {("luna", MIA), ("mia", ROB)}
        assert run_import(archive, scope)["unchanged"] == 2
        assert owners() == {("luna", MIA), ("mia", ROB)}


class TestMessages:
    def test_text_is_reduced_and_times_and_prices_are_exact(self, scope, archive):
        archive.message(1, text="<p>hey &lt;3<br />you</p>", price=9.99, created_at="2025-03-01 13:30:00.5+01:30")
        run_import(archive, scope)
        message = Message.objects.get()
        assert (message.text, message.price, message.is_ppv) == ("hey <3\nyou", Decimal("9.99"), True)
        assert message.sent_at == dt.datetime(2025, 3, 1, 12, 0, 0, 500_000, tzinfo=dt.UTC)
        assert message.source == "ultimascraper"

    def test_what_is_deleted_keeps_its_text(self, scope, archive):
        archive.message(1, deleted=True)
        run_import(archive, scope)
        message = Message.objects.get()
        assert message.text == "hello"
        assert message.deleted_at is not None

    def test_a_copy_of_a_mass_message_has_its_own_price_and_else_what_all_have(self, scope, archive):
        archive.mass_message(900, text="to all", price=20)
        archive.media(8, of={"mass_message_id": 900})
        archive.message(1, text=None, queue_id=900, price=10)
        archive.message(2, LUNA, TOM, text="to you", queue_id=900)
        archive.media(9, of={"message_id": 2})
        summary = run_import(archive, scope)
        told = {
            m.of_message_id: (m.text, m.price, {i.of_media_id for i in m.media.all()}) for m in Message.objects.all()
        }
        assert told == {1: ("to all", Decimal(10), {8}), 2: ("to you", Decimal(0), {8, 9})}
        assert summary["media"] == 3

    def test_a_mass_message_without_copies_is_no_message_to_anybody(self, scope, archive):
        archive.mass_message(900, text="to all", price=20)
        archive.message(1)
        assert run_import(archive, scope)["messages"] == 1

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"created_at": "infinity"}, "date out of range"),
            ({"created_at": "0044-03-15 BC"}, "date out of range"),
            ({"created_at": "2010-01-01"}, "date out of range"),
            ({"price": float("nan")}, "price is not a number"),
            ({"price": float("inf")}, "price is not a number"),
            ({"price": -5}, "price out of range"),
        ],
    )
    def test_what_cannot_be_true_is_skipped_with_its_reason_and_the_others_stay(self, scope, archive, values, reason):
        archive.message(1)
        archive.message(2, **values)
        summary = run_import(archive, scope)
        assert (summary["created"], summary["skipped_reasons"]) == (1, {reason: 1})


class TestMedia:
    @pytest.mark.parametrize(
        ("values", "kind"),
        [
            ({"category": "Videos"}, "video"),
            ({"category": "Audios", "url": "https://cdn.test/a.jpg"}, "audio"),
            ({"url": "https://cdn.test/a.mp4?Policy=x.jpg"}, "video"),
            ({"url": None}, "image"),
        ],
    )
    def test_the_kind_is_told_or_seen_from_the_address(self, scope, archive, values, kind):
        archive.message(1)
        archive.media(8, of={"message_id": 1}, **values)
        run_import(archive, scope)
        assert MediaAttachment.objects.get().media_type == kind

    def test_addresses_and_previews_are_kept_and_several_messages_may_share_a_media(self, scope, archive):
        archive.message(1)
        archive.message(2, LUNA, TOM)
        archive.media(8, of={"message_id": 1}, preview=True)
        archive.insert("content_media_asso", media_id=8, message_id=2)
        run_import(archive, scope)
        rows = MediaAttachment.objects.values_list("message__of_message_id", "of_media_id", "url", "is_preview")
        assert set(rows) == {(1, 8, "https://cdn.test/8.jpg", True), (2, 8, "https://cdn.test/8.jpg", True)}


class TestPaid:
    """True where the account that looked could open everything: a fan's can after buying, a creator's always."""

    @pytest.mark.parametrize("paid", [True, False, None])
    def test_a_fans_account_tells_what_was_bought(self, scope, archive, paid):
        archive.logged_in(ROB)
        archive.message(1, price=5, paid=paid)
        run_import(archive, scope)
        assert Message.objects.get().unlocked is paid

    def test_an_archive_that_names_no_accounts_is_taken_at_its_word(self, scope, archive):
        archive.message(1, price=5, paid=True)
        run_import(archive, scope)
        assert Message.objects.get().unlocked is True

    def test_where_only_others_had_looked_as_fans_the_creator_must_have(self, scope, archive):
        archive.logged_in(TOM)
        archive.message(1, price=5, paid=True)
        run_import(archive, scope)
        assert Message.objects.get().unlocked is None

    def test_where_the_creator_may_have_looked_too_nobody_knows(self, scope, archive):
        archive.logged_in(ROB)
        archive.insert(
            "mass_message_stats", id=900, user_id=LUNA, media_count=0, buyer_count=0, sent_count=1, view_count=1
        )
        archive.message(1, price=5, paid=True)
        run_import(archive, scope)
        assert Message.objects.get().unlocked is None

    @pytest.mark.parametrize(("account", "unlocked"), [("fan", True), ("creator", None)])
    def test_who_knows_whose_account_it_was_can_say_so(self, scope, archive, account, unlocked):
        archive.insert("bought_content", supplier_id=LUNA, buyer_id=TOM)
        archive.message(1, price=5, paid=True)
        run_import(archive, scope, account=account)
        assert Message.objects.get().unlocked is unlocked

    def test_free_messages_and_fans_own_are_not_for_sale(self, scope, archive):
        archive.message(1, paid=True)
        archive.message(2, ROB, LUNA, price=5, paid=True)
        run_import(archive, scope)
        assert not Message.objects.filter(unlocked__isnull=False).exists()


class TestRunning:
    @pytest.fixture
    def full(self, archive, monkeypatch):
        """More than a few pages."""
        monkeypatch.setattr("integrations.providers.ultimascraper.archive.CHUNK", 3)
        for number in range(1, 11):
            author, receiver = [(LUNA, ROB), (ROB, LUNA), (MIA, TOM)][number % 3]
            archive.message(number, author, receiver, price=number % 2)
            archive.media(100 + number, author, of={"message_id": number})
        return archive

    def test_run_again_it_changes_nothing_at_all(self, scope, full):
        run_import(full, scope)
        before = content(scope), keys(scope)
        again = run_import(full, scope)
        assert (content(scope), keys(scope)) == before
        assert (again["created"], again["updated"], again["unchanged"], again["media_created"]) == (0, 0, 10, 0)

    def test_a_dry_run_counts_and_writes_nothing(self, scope, full):
        summary = run_import(full, scope, dry_run=True)
        assert (summary["chats"], summary["messages"], summary["media"], summary["created"]) == (2, 10, 10, 0)
        assert content(scope) == {"chats": [], "messages": [], "media": []}
        assert not Creator.objects.exists()
        assert not ImportRun.objects.exists()

    def test_the_run_says_where_it_came_from_and_how_far_it_is(self, scope, full):
        run_import(full, scope)
        run = ImportRun.objects.get()
        assert (run.source, run.status, run.done, run.total) == ("ultimascraper", "done", 10, 10)
        assert run.file_name.endswith(f"/{full.name}, onlyfans")

    def test_later_messages_are_added(self, scope, full):
        run_import(full, scope)
        full.message(11)
        assert run_import(full, scope)["created"] == 1

    def test_two_agencies_get_their_own_rows(self, scope, full):
        rival = f.AgencyFactory()
        run_import(full, scope)
        assert run_import(full, rival)["created"] == 10
        assert content(rival) == content(scope)

    def test_credentials_are_not_asked_for(self, scope, full):
        """The reading role of all these tests may not see them."""
        full.insert("user_auths", user_id=ROB, cookie="secret", user_agent="secret", password="secret")
        allowed = full.execute("SELECT has_table_privilege(%s, 'onlyfans.user_auths', 'SELECT')", full.reader)
        assert allowed.fetchone() == (False,)
        assert run_import(full, scope)["created"] == 10
