"""Two who write about the same payments at once, each in a transaction of their own: each payment is there once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.folding import recount as recounting
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.ledger import IncomingTransaction, record_transactions
from analytics.models import SalesRules, Transaction
from analytics.sales import give_sale
from analytics.sales_rules import apply_some, save_rules
from chats.ingest import IncomingFan
from tests import factories as f
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
FAN = 4711


@pytest.fixture
def owner():
    return f.MembershipFactory(role="owner")


@pytest.fixture
def agency(owner):
    """Counted before, so that from here on it is what changes."""
    fold(owner.agency_id)
    return owner.agency


@pytest.fixture
def chat(agency):
    return f.ChatFactory(creator=f.CreatorFactory(agency=agency), fan_of_id=FAN)


def tip(chat, minutes: float = 0) -> None:
    f.MessageFactory(chat=chat, sent_at=NOON + dt.timedelta(minutes=minutes), is_tip=True, tip_amount="5.00")


def told(chat, *tips: tuple[str, float], **values):
    """The platform tells of tips of $5, by their ids and minutes."""
    rows = [
        IncomingTransaction(
            of_id, "tip", Decimal(5), Decimal(1), NOON + dt.timedelta(minutes=minutes), IncomingFan(FAN), **values
        )
        for of_id, minutes in tips
    ]
    return lambda: record_transactions(
        agency_id=chat.agency_id, creator_id=chat.creator_id, transactions=rows, source="test"
    )


def counting(chat):
    return lambda: fold(chat.agency_id)


def ids(chat) -> list[str]:
    """Of what is in the books when everything is counted; nothing would differ if it were counted anew."""
    while fold(chat.agency_id):
        pass
    assert recount(chat.agency_id, verify=True) == {}
    with agency_scope(chat.agency_id):
        return sorted(str(of_id) for of_id in Transaction.objects.values_list("of_transaction_id", flat=True))


def test_the_platform_tells_while_the_message_is_counted(chat):
    tip(chat)
    at_once(counting(chat), told(chat, ("t1", 0)))
    assert ids(chat) == ["t1"]


def test_the_message_is_counted_while_the_platform_tells(chat):
    tip(chat)
    at_once(told(chat, ("t1", 0)), counting(chat))
    assert ids(chat) == ["t1"]


def test_two_count_at_once(chat):
    tip(chat)
    at_once(counting(chat), counting(chat))
    assert len(ids(chat)) == 1


def test_everything_is_counted_anew_while_the_platform_tells(chat):
    tip(chat)
    at_once(told(chat, ("t1", 0)), lambda: recount(chat.agency_id))
    assert ids(chat) == ["t1"]


def test_the_platform_tells_the_same_to_two_at_once(chat):
    tip(chat)
    tip(chat, 4)
    fold(chat.agency_id)
    assert at_once(told(chat, ("t1", 0)), told(chat, ("t1", 0))) == 0
    told(chat, ("t2", 4))()
    assert ids(chat) == ["t1", "t2"]


def test_two_tell_of_different_payments_in_different_orders(chat):
    for minutes in (0, 4):
        tip(chat, minutes)
    at_once(told(chat, ("t1", 0), ("t2", 4)), told(chat, ("t2", 4), ("t1", 0)))
    assert ids(chat) == ["t1", "t2"]


def test_it_is_taken_back_while_it_is_counted(chat):
    tip(chat)
    fold(chat.agency_id)
    at_once(told(chat, ("t1", 0)), told(chat, ("t1", 0), is_reversed=True))
    assert ids(chat) == ["reversal of t1", "t1"]


def test_what_a_person_gives_while_it_is_counted_stays_theirs(chat, owner):
    tip(chat)
    fold(chat.agency_id)
    with agency_scope(chat.agency_id):
        sale, actor = Transaction.objects.get(), Actor.from_membership(owner)
    # Somebody has written before it, as is told late: by the rules the sale is theirs.
    writer = f.MembershipFactory(agency=chat.agency)
    f.MessageFactory(chat=chat, sent_at=NOON - dt.timedelta(hours=1), direction="out", sent_by=writer)

    def give() -> None:
        with agency_scope(chat.agency_id):
            give_sale(actor=actor, sale=sale, member=owner)

    at_once(give, counting(chat))
    ids(chat)
    with agency_scope(chat.agency_id):
        sale.refresh_from_db()
    assert (sale.attributed_to_id, sale.attribution) == (owner.pk, "by hand")


def test_rules_are_applied_while_others_count_and_change_them(chat, owner):
    tip(chat)
    fold(chat.agency_id)

    def save(rule: str) -> None:
        with agency_scope(chat.agency_id):
            rules = SalesRules.objects.first() or SalesRules()
            rules.tip_rule = rule
            save_rules(actor=Actor.from_membership(owner), rules=rules)

    save("nobody")
    at_once(lambda: apply_some(chat.agency_id), counting(chat))
    at_once(lambda: apply_some(chat.agency_id), lambda: save("last writer"))
    while apply_some(chat.agency_id):
        pass
    assert len(ids(chat)) == 1
    with agency_scope(chat.agency_id):
        assert Transaction.objects.get().attribution == "silence"


def test_a_recount_stands_in_nobodys_way_who_wants_the_table(chat, monkeypatch):
    """Such as a migration: one that waited for a recount which waits for its own workers would wait for ever."""
    counted = recounting._count

    def with_the_table(*arguments, **values):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE analytics_statsprogress IN ACCESS EXCLUSIVE MODE NOWAIT")
        return counted(*arguments, **values)

    monkeypatch.setattr(recounting, "_count", with_the_table)
    recount(chat.agency_id, workers=2)
    assert recount(chat.agency_id, verify=True) == {}
