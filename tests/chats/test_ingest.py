"""What `record_messages` promises, one sentence each. Any order and any chunks: see `test_ingest_orders`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.tenancy import agency_scope
from chats.ingest import IncomingFan, IncomingMedia, IncomingMessage, record_messages
from chats.models import Chat, MediaAttachment, Message
from tests import factories as f

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
FAN = 77


@pytest.fixture
def creator():
    creator = f.CreatorFactory()
    with agency_scope(creator.agency_id):
        yield creator


def told(of_message_id=1, minute=0, *, direction="in", **values):
    return IncomingMessage(
        **{
            "fan_of_id": FAN,
            "of_message_id": of_message_id,
            "direction": direction,
            "sent_at": NOON + dt.timedelta(minutes=minute),
            "html": f"message {of_message_id}",
            **values,
        }
    )


def record(creator, *messages, fans=(), source="test"):
    return record_messages(
        agency_id=creator.agency_id, creator_id=creator.pk, messages=messages, source=source, fans=fans
    )


class TestANewMessage:
    def test_it_is_written_with_its_chat(self, creator):
        result = record(creator, told())
        assert (result.chats, result.created, result.updated, result.unchanged) == (1, 1, 0, 0)
        message = Message.objects.select_related("chat").get()
        assert (message.text, message.direction, message.sent_at) == ("message 1", "in", NOON)
        assert (message.source, message.status, message.chat.creator_id) == ("test", "sent", creator.pk)

    def test_markup_is_reduced_to_text(self, creator):
        record(creator, told(html="<p>hey <b>you</b> &lt;3</p><script>alert(1)</script>"))
        assert Message.objects.get().text == "hey you <3"

    def test_a_price_makes_it_pay_per_view(self, creator):
        record(creator, told(1, price=Decimal("9.99"), direction="out"), told(2))
        assert dict(Message.objects.values_list("is_ppv", "price")) == {True: Decimal("9.99"), False: Decimal(0)}

    def test_an_unlock_without_a_price_means_nothing(self, creator):
        record(creator, told(unlocked=True, unlocked_at=NOON))
        assert (Message.objects.get().unlocked, Message.objects.get().unlocked_at) == (None, None)

    def test_a_tip_is_a_tip_even_if_the_source_only_tells_its_amount(self, creator):
        record(creator, told(tip_amount=Decimal(20)))
        assert (Message.objects.get().is_tip, Message.objects.get().tip_amount) == (True, Decimal(20))

    def test_the_fan_is_named_if_the_source_names_them(self, creator):
        record(creator, told(), fans=[IncomingFan(FAN, "rob673", "Rob", "https://media.test/rob.jpg")])
        chat = Chat.objects.get()
        assert (chat.fan_username, chat.fan_display_name, chat.fan_avatar_url) == (
            "rob673", "Rob", "https://media.test/rob.jpg",
        )  # fmt: skip

    def test_a_name_that_is_told_later_is_taken_and_an_empty_one_is_not(self, creator):
        record(creator, told(), fans=[IncomingFan(FAN, "rob673")])
        record(creator, told(), fans=[IncomingFan(FAN, "", "Rob")])
        chat = Chat.objects.get()
        assert (chat.fan_username, chat.fan_display_name) == ("rob673", "Rob")

    def test_a_fan_without_messages_gets_a_chat(self, creator):
        assert record(creator, fans=[IncomingFan(FAN, "rob673")]).chats == 1
        assert Chat.objects.get().last_message_at is None

    def test_nothing_told_writes_nothing(self, creator):
        assert record(creator).chats == 0
        assert not Chat.objects.exists()


class TestTheSameMessageAgain:
    def test_nothing_changes(self, creator):
        record(creator, told())
        result = record(creator, told())
        assert (result.created, result.updated, result.unchanged) == (0, 0, 1)
        assert Message.objects.count() == 1

    def test_it_keeps_its_id_and_the_source_that_told_first(self, creator):
        record(creator, told(), source="first")
        before = Message.objects.get()
        record(creator, told(html="edited"), source="second")
        after = Message.objects.get()
        assert (after.pk, after.source, after.text) == (before.pk, "first", "edited")

    def test_twice_in_one_call_it_is_one_message(self, creator):
        result = record(creator, told(), told())
        assert (result.created, result.unchanged) == (1, 1)

    def test_an_empty_text_does_not_empty_it(self, creator):
        record(creator, told(html="hello"))
        assert record(creator, told(html="<p></p>")).unchanged == 1
        assert Message.objects.get().text == "hello"

    def test_a_price_that_is_told_later_is_taken(self, creator):
        record(creator, told(direction="out"))
        assert record(creator, told(direction="out", price=Decimal(15))).updated == 1
        assert (Message.objects.get().is_ppv, Message.objects.get().price) == (True, Decimal(15))

    def test_no_price_does_not_take_the_price_away(self, creator):
        record(creator, told(direction="out", price=Decimal(15)))
        assert record(creator, told(direction="out")).unchanged == 1
        assert Message.objects.get().price == Decimal(15)

    def test_an_unlock_is_taken_with_its_time(self, creator):
        offer = told(direction="out", price=Decimal(15), unlocked=False)
        record(creator, offer)
        record(creator, offer._replace(unlocked=True, unlocked_at=NOON))
        assert (Message.objects.get().unlocked, Message.objects.get().unlocked_at) == (True, NOON)

    @pytest.mark.parametrize("later", [False, None])
    def test_an_unlock_is_never_taken_back(self, creator, later):
        offer = told(direction="out", price=Decimal(15), unlocked=True)
        record(creator, offer)
        assert record(creator, offer._replace(unlocked=later)).unchanged == 1
        assert Message.objects.get().unlocked is True

    def test_what_was_not_known_of_the_unlock_becomes_known(self, creator):
        offer = told(direction="out", price=Decimal(15))
        record(creator, offer)
        record(creator, offer._replace(unlocked=False))
        assert Message.objects.get().unlocked is False

    def test_an_unknown_sender_becomes_known_and_stays_known(self, creator):
        record(creator, told(direction="unknown"))
        record(creator, told(direction="out"))
        assert record(creator, told(direction="unknown")).unchanged == 1
        assert Message.objects.get().direction == "out"

    def test_a_deletion_keeps_the_text_and_its_first_time(self, creator):
        record(creator, told())
        record(creator, told(html="", deleted_at=NOON))
        record(creator, told(deleted_at=NOON + dt.timedelta(days=1)))
        assert (Message.objects.get().deleted_at, Message.objects.get().text) == (NOON, "message 1")

    def test_the_reading_keeps_its_first_time(self, creator):
        record(creator, told(read_at=NOON))
        record(creator, told(read_at=NOON + dt.timedelta(days=1)))
        record(creator, told())
        assert Message.objects.get().read_at == NOON

    def test_our_own_message_that_was_still_waiting_is_sent(self, creator):
        chat = f.ChatFactory(creator=creator, fan_of_id=FAN)
        f.MessageFactory(chat=chat, of_message_id=1, direction="out", status="queued", source="inbox")
        record(creator, told(direction="out"))
        assert (Message.objects.get().status, Message.objects.get().source) == ("sent", "inbox")


class TestMedia:
    IMAGE = IncomingMedia(5, "image", url="https://cdn.test/5.jpg")

    def test_they_are_written_with_the_message(self, creator):
        result = record(creator, told(media=[self.IMAGE, IncomingMedia(6, "video", duration=80, is_preview=True)]))
        assert result.media == 2
        kept = MediaAttachment.objects.order_by("of_media_id").values_list("media_type", "duration", "is_preview")
        assert list(kept) == [("image", None, False), ("video", 80, True)]

    def test_media_that_are_told_later_are_added(self, creator):
        record(creator, told(media=[self.IMAGE]))
        assert record(creator, told(media=[self.IMAGE, IncomingMedia(6, "video")])).media == 1
        assert MediaAttachment.objects.count() == 2

    def test_media_that_are_told_no_more_stay(self, creator):
        record(creator, told(media=[self.IMAGE]))
        record(creator, told())
        assert MediaAttachment.objects.get().url == self.IMAGE.url

    def test_a_new_address_replaces_the_old_and_an_empty_one_does_not(self, creator):
        record(creator, told(media=[self.IMAGE]))
        record(creator, told(media=[self.IMAGE._replace(url="https://cdn.test/new.jpg")]))
        record(creator, told(media=[self.IMAGE._replace(url="")]))
        assert MediaAttachment.objects.get().url == "https://cdn.test/new.jpg"

    def test_an_unknown_kind_is_shown_as_an_image(self, creator):
        record(creator, told(media=[IncomingMedia(5, "hologram")]))
        assert MediaAttachment.objects.get().media_type == "image"

    def test_the_same_media_may_be_in_two_messages(self, creator):
        assert record(creator, told(1, media=[self.IMAGE]), told(2, media=[self.IMAGE])).media == 2


class TestWhatCannotBeTrue:
    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"of_message_id": 0}, "id out of range"),
            ({"of_message_id": 2**63}, "id out of range"),
            ({"fan_of_id": -1}, "id out of range"),
            ({"direction": "sideways"}, "unknown direction"),
            ({"sent_at": dt.datetime(2015, 12, 31, tzinfo=dt.UTC)}, "date out of range"),
            ({"sent_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}, "date out of range"),
            ({"price": Decimal("-0.01")}, "price out of range"),
            ({"price": Decimal("100000000")}, "price out of range"),
            ({"price": Decimal("NaN")}, "price out of range"),
            ({"tip_amount": Decimal("-1")}, "tip out of range"),
            ({"tip_amount": Decimal("Infinity")}, "tip out of range"),
        ],
    )
    def test_it_is_counted_with_its_reason_and_the_rest_is_written(self, creator, values, reason):
        result = record(creator, told(1), told(2)._replace(**values), told(3))
        assert (result.created, dict(result.skipped)) == (2, {reason: 1})
        assert set(Message.objects.values_list("of_message_id", flat=True)) == {1, 3}

    def test_bytes_that_the_database_cannot_hold_do_not_stop_the_rest(self, creator):
        media = [IncomingMedia(5, "image", url="a\x00b\ud800")]
        record(creator, told(html="zero\x00 and half a pair \ud800", media=media), fans=[IncomingFan(FAN, "r\x00ob")])
        assert Message.objects.get().text == "zero and half a pair \ufffd"
        assert MediaAttachment.objects.get().url == "ab\ufffd"
        assert Chat.objects.get().fan_username == "rob"


class TestTheChatsSummary:
    def test_it_shows_the_first_and_the_last_message(self, creator):
        record(creator, told(2, 20, direction="out", html="x" * 300), told(1, 10))
        chat = Chat.objects.get()
        assert (chat.first_message_at, chat.last_message_at) == (
            NOON + dt.timedelta(minutes=10), NOON + dt.timedelta(minutes=20),
        )  # fmt: skip
        assert (chat.last_message_preview, chat.last_message_direction) == ("x" * 160, "out")

    def test_what_the_fan_wrote_after_our_last_message_is_unread_and_awaits_an_answer(self, creator):
        record(creator, told(1, 1), told(2, 2, direction="out"), told(3, 3), told(4, 4))
        chat = Chat.objects.get()
        assert (chat.unread_count, chat.awaiting_reply_since) == (2, NOON + dt.timedelta(minutes=3))

    def test_an_answer_that_arrives_late_but_was_sent_after_ends_the_waiting(self, creator):
        record(creator, told(1, 1))
        record(creator, told(2, 2, direction="out"))
        assert (Chat.objects.get().unread_count, Chat.objects.get().awaiting_reply_since) == (0, None)

    def test_in_the_same_second_the_platforms_order_counts(self, creator):
        record(creator, told(1, 1, direction="out"), told(2, 1))
        assert Chat.objects.get().unread_count == 1
        record(creator, told(3, 1, direction="out"))
        assert Chat.objects.get().unread_count == 0

    def test_messages_without_a_known_sender_await_no_answer(self, creator):
        record(creator, told(1, 1, direction="unknown"))
        chat = Chat.objects.get()
        assert (chat.unread_count, chat.awaiting_reply_since, chat.last_message_direction) == (0, None, "unknown")

    def test_a_deleted_message_does_not_count(self, creator):
        record(creator, told(1, 1), told(2, 2))
        record(creator, told(2, 2, deleted_at=NOON))
        chat = Chat.objects.get()
        assert (chat.unread_count, chat.last_message_preview) == (1, "message 1")

    def test_when_every_message_is_deleted_it_is_empty(self, creator):
        record(creator, told(1, 1))
        record(creator, told(1, 1, deleted_at=NOON))
        chat = Chat.objects.get()
        assert (chat.last_message_at, chat.last_message_preview, chat.unread_count) == (None, "", 0)


class TestOtherAgencies:
    def test_their_chat_with_the_same_fan_and_message_is_not_touched(self, creator):
        rival = f.CreatorFactory(of_user_id=creator.of_user_id)
        with agency_scope(rival.agency_id):
            record(rival, told(html="theirs"))
            before = Chat.objects.values().get(), Message.objects.values().get()
        record(creator, told(html="ours", price=Decimal(5), direction="out"), fans=[IncomingFan(FAN, "rob673")])
        with agency_scope(rival.agency_id):
            assert (Chat.objects.values().get(), Message.objects.values().get()) == before
        assert Message.objects.get().text == "ours"

    def test_another_creators_chat_with_the_same_fan_is_another_chat(self, creator):
        other = f.CreatorFactory(agency=creator.agency)
        record(creator, told())
        record(other, told(html="to the other"))
        assert (Chat.objects.count(), Message.objects.count()) == (2, 2)
        assert Message.objects.get(chat__creator=creator).text == "message 1"

    def test_a_creator_of_another_agency_cannot_be_written_to(self, creator):
        rival = f.CreatorFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            record_messages(agency_id=creator.agency_id, creator_id=rival.pk, messages=[told()], source="test")
            connection.check_constraints()
