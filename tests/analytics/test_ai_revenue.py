"""What a draft has earned follows the ledger: PPVs, tips after it, and what was taken back, by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.ledger import IncomingTransaction, record_transactions
from analytics.models import SalesRules
from analytics.sales_rules import apply_some, save_rules
from chats.ingest import IncomingFan
from chats.models import AIResponse
from tests import factories as f
from tests.analytics.books import Books

# What has changed is read behind the commit.
pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def at(hours: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=hours)


@pytest.fixture
def chat(db):
    return f.ChatFactory()


def say(chat, hours: float, **values):
    return f.MessageFactory(chat=chat, direction="out", sent_at=at(hours), **values)


def draft(message, **values) -> AIResponse:
    return f.AIResponseFactory(chat=message.chat, status="accepted", sent_message=message, **values)


def pay(chat, hours: float, gross: str, *, kind="tip", back=False, number=1) -> None:
    """80 % of it is left to the agency."""
    money = Decimal(gross)
    told = IncomingTransaction(
        of_transaction_id=f"t{number}", kind=kind, gross=money, fee=money / 5, occurred_at=at(hours),
        fan=IncomingFan(chat.fan_of_id), is_reversed=back,
    )  # fmt: skip
    record_transactions(agency_id=chat.agency_id, creator_id=chat.creator_id, transactions=[told], source="test")


def earned(row: AIResponse) -> Decimal:
    """After counting, and after seeing that a recount and somebody with a pencil come to the same."""
    while fold(row.agency_id):
        pass
    assert recount(row.agency_id, verify=True) == {}
    with agency_scope(row.agency_id):
        agency = row.chat.agency
        assert Books(agency).differences() == []
        row.refresh_from_db()
    return row.revenue


def test_a_ppv_that_was_unlocked_whenever_that_was(chat):
    offer = say(chat, 0, is_ppv=True, price=20, unlocked=True, unlocked_at=at(500))
    say(chat, 1)
    assert earned(draft(offer)) == 16


def test_a_ppv_that_is_locked_earns_nothing(chat):
    assert earned(draft(say(chat, 0, is_ppv=True, price=20, unlocked=False))) == 0


def test_tips_within_the_window_while_it_was_our_last_message(chat):
    row = draft(say(chat, 0))
    say(chat, 3)
    pay(chat, 1, "10", number=1)
    pay(chat, 2, "5", number=2)
    pay(chat, 4, "50", number=3)
    pay(chat, -1, "50", number=4)
    assert earned(row) == 12


def test_a_tip_after_the_window_is_nobodys(chat):
    row = draft(say(chat, 0))
    pay(chat, 24.1, "10")
    assert earned(row) == 0


def test_another_window_counts_anew(chat):
    row = draft(say(chat, 0))
    pay(chat, 24.1, "10")
    assert earned(row) == 0
    owner = f.MembershipFactory(agency=chat.agency, role="owner")
    with agency_scope(chat.agency_id):
        save_rules(actor=Actor.from_membership(owner), rules=SalesRules(window_hours=48))
    while apply_some(chat.agency_id):
        pass
    assert earned(row) == 8


def test_what_is_taken_back_is_no_revenue(chat):
    row = draft(say(chat, 0))
    pay(chat, 1, "10", number=1)
    pay(chat, 2, "5", back=True, number=2)
    assert earned(row) == 8


def test_subscriptions_and_posts_are_no_merit_of_a_draft(chat):
    row = draft(say(chat, 0))
    pay(chat, 1, "10", kind="subscription", number=1)
    pay(chat, 1, "10", kind="post", number=2)
    assert earned(row) == 0


def test_a_message_that_came_to_stand_between_takes_the_tip(chat):
    row = draft(say(chat, 0))
    pay(chat, 2, "10")
    assert earned(row) == 8
    between = say(chat, 1)
    assert earned(row) == 0
    with agency_scope(chat.agency_id):
        between.delete()
    assert earned(row) == 8


def test_of_two_drafts_of_one_message_the_first_has_what_it_earned(chat):
    message = say(chat, 0)
    first, second = draft(message), draft(message)
    pay(chat, 1, "10")
    assert (earned(first), earned(second)) == (8, 0)


def test_a_draft_that_was_not_sent_after_all_has_earned_nothing(chat):
    row = draft(say(chat, 0))
    pay(chat, 1, "10")
    assert earned(row) == 8
    with agency_scope(chat.agency_id):
        row.sent_message = None
        row.save()
    assert earned(row) == 0


@pytest.mark.unnoted("what should not be there is there by mistake")
def test_a_wrong_number_is_found_and_put_right(chat):
    row = draft(say(chat, 0))
    earned(row)
    with agency_scope(chat.agency_id), connection.cursor() as cursor:
        cursor.execute("UPDATE chats_airesponse SET revenue = 99")
    while fold(chat.agency_id):
        pass
    assert recount(chat.agency_id, verify=True) == {"AI drafts": 1}
    recount(chat.agency_id)
    assert earned(row) == 0
