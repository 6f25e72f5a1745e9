"""Statistics follow what changes, whatever it is and in whatever order it is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.tenancy import agency_scope
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.models import CreatorDay, FanStats, MemberDay, Transaction
from chats.ingest import IncomingMessage, record_messages
from tests import factories as f
from tests.analytics.books import Books

# What has changed is read behind the commit.
pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def at(minutes: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


@pytest.fixture
def scope():
    return f.AgencyFactory(timezone="Europe/Berlin")


@pytest.fixture
def creator(scope):
    return f.CreatorFactory(agency=scope)


@pytest.fixture
def chat(creator):
    return f.ChatFactory(creator=creator)


@pytest.fixture
def member(scope):
    return f.MembershipFactory(agency=scope)


def count(agency) -> None:
    """Count until nothing is left, and see that it is right, and that a recount finds nothing."""
    while fold(agency.pk):
        pass
    with agency_scope(agency.pk):
        assert Books(agency).differences() == []
    assert recount(agency.pk, verify=True) == {}


def stats(chat) -> FanStats:
    with agency_scope(chat.agency_id):
        return FanStats.objects.get(chat=chat)


def only(model, agency):
    """The only row of that kind; None if there is none."""
    with agency_scope(agency.pk):
        rows = list(model.objects.filter(agency=agency))
    assert len(rows) < 2
    return rows[0] if rows else None


def save(row, **values) -> None:
    with agency_scope(row.agency_id):
        row.refresh_from_db()
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def test_a_conversation(scope, chat, member):
    f.MessageFactory(chat=chat, sent_at=at(0))
    f.MessageFactory(chat=chat, sent_at=at(1))
    f.MessageFactory(chat=chat, sent_at=at(3), direction="out", sent_by=member)
    f.MessageFactory(chat=chat, sent_at=at(4), direction="out", sent_by=member)
    count(scope)
    assert (stats(chat).messages_received, stats(chat).messages_sent) == (2, 2)
    assert stats(chat).avg_response_time_seconds == 180
    day = only(MemberDay, scope)
    assert (day.sent, day.replies, day.reply_seconds, day.fans_chatted) == (2, 1, 180, 1)
    assert day.sent_by_hour[13] == 2  # noon in Greenwich is one o'clock in Berlin


def test_more_is_counted_when_more_comes(scope, chat, member):
    f.MessageFactory(chat=chat, sent_at=at(0))
    count(scope)
    f.MessageFactory(chat=chat, sent_at=at(2), direction="out", sent_by=member)
    count(scope)
    assert stats(chat).avg_response_time_seconds == 120


def test_a_late_message_changes_the_reply_of_the_next_day(scope, chat, member):
    f.MessageFactory(chat=chat, sent_at=at(0))
    f.MessageFactory(chat=chat, sent_at=at(1500), direction="out", sent_by=member)
    count(scope)
    assert stats(chat).avg_response_time_seconds == 1500 * 60
    f.MessageFactory(chat=chat, sent_at=at(10), direction="out", sent_by=member)
    count(scope)
    assert stats(chat).avg_response_time_seconds == 600


def test_what_was_deleted_does_not_count(scope, chat, member):
    first = f.MessageFactory(chat=chat, sent_at=at(0))
    answer = f.MessageFactory(chat=chat, sent_at=at(5), direction="out", sent_by=member)
    count(scope)
    save(first, deleted_at=at(6))
    count(scope)
    assert stats(chat).messages_received == 0
    with agency_scope(scope.pk):
        answer.delete()
    count(scope)
    assert stats(chat).messages_sent == 0
    assert only(MemberDay, scope) is None


def test_a_message_that_moves_far_leaves_nothing_behind(scope, chat):
    message = f.MessageFactory(chat=chat, sent_at=at(0))
    count(scope)
    save(message, sent_at=at(60 * 24 * 40))
    count(scope)
    assert only(CreatorDay, scope).day == at(60 * 24 * 40).date()


def test_the_same_told_twice_with_another_time_moves_it(scope, creator):
    for sent_at in (at(0), at(60 * 24 * 3)):
        told = IncomingMessage(fan_of_id=5, of_message_id=1, direction="in", sent_at=sent_at, html="hey")
        record_messages(agency_id=scope.pk, creator_id=creator.pk, messages=[told], source="test")
        count(scope)
    assert only(CreatorDay, scope).day == at(60 * 24 * 3).date()


class TestSales:
    def test_an_unlocked_offer_makes_its_sale_once(self, scope, chat, member):
        offer = {"is_ppv": True, "price": "20.00", "direction": "out", "sent_by": member}
        message = f.MessageFactory(chat=chat, sent_at=at(0), unlocked=False, **offer)
        count(scope)
        assert only(Transaction, scope) is None
        save(message, unlocked=True, unlocked_at=at(30))
        count(scope)
        count(scope)
        sale = only(Transaction, scope)
        assert (sale.kind, sale.gross, sale.fee, sale.net) == ("ppv", Decimal(20), Decimal(4), Decimal(16))
        assert (sale.message_id, sale.attributed_to_id, sale.attribution) == (message.pk, member.pk, "sender")
        assert only(MemberDay, scope).net_ppv == 16
        assert stats(chat).total_spent == 20

    def test_a_tip_is_of_who_wrote_last(self, scope, chat, member):
        other = f.MembershipFactory(agency=scope)
        f.MessageFactory(chat=chat, sent_at=at(-60), direction="out", sent_by=other)
        f.MessageFactory(chat=chat, sent_at=at(-30), direction="out", sent_by=member)
        f.MessageFactory(chat=chat, sent_at=at(0), is_tip=True, tip_amount="5.00")
        count(scope)
        sale = only(Transaction, scope)
        assert (sale.attributed_to_id, sale.attribution) == (member.pk, "last writer")

    def test_a_tip_after_a_day_of_silence_is_nobodys(self, scope, chat, member):
        f.MessageFactory(chat=chat, sent_at=at(-60 * 25), direction="out", sent_by=member)
        f.MessageFactory(chat=chat, sent_at=at(0), is_tip=True, tip_amount="5.00")
        count(scope)
        sale = only(Transaction, scope)
        assert (sale.attributed_to_id, sale.attribution) == (None, "silence")

    def test_a_message_that_comes_late_gets_its_tip(self, scope, chat, member):
        f.MessageFactory(chat=chat, sent_at=at(0), is_tip=True, tip_amount="5.00")
        count(scope)
        f.MessageFactory(chat=chat, sent_at=at(-60 * 20), direction="out", sent_by=member)
        count(scope)
        assert only(Transaction, scope).attributed_to_id == member.pk
