"""A payment is in the books once, whoever tells of it first and however often: a message, the platform, or both."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest

from agencies.tenancy import agency_scope
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.ledger import IncomingTransaction, record_transactions
from analytics.models import Transaction
from chats.ingest import IncomingFan, IncomingMessage, record_messages
from tests import factories as f
from tests.analytics.books import Books

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
FAN = 4711


@pytest.fixture
def agency():
    return f.AgencyFactory(timezone="Europe/Berlin")


@pytest.fixture
def creator(agency):
    return f.CreatorFactory(agency=agency)


def at(minutes: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def count(agency) -> None:
    while fold(agency.pk):
        pass
    with agency_scope(agency.pk):
        assert Books(agency).differences() == []


class Told:
    """What can be told of one creator, each by a call without arguments."""

    def __init__(self, creator) -> None:
        self.creator, self.mark = creator, f"{creator.username} "

    def message(self, number: int, sent_at: float, **values) -> None:
        told = IncomingMessage(
            fan_of_id=FAN, of_message_id=number, sent_at=at(sent_at), html="hey",
            **{"direction": "in" if values.get("is_tip") else "out", **values},
        )  # fmt: skip
        record_messages(agency_id=self.creator.agency_id, creator_id=self.creator.pk, messages=[told], source="test")

    def tip(self, number: int, sent_at: float, amount: str = "5.00") -> None:
        self.message(number, sent_at, is_tip=True, tip_amount=Decimal(amount))

    def offer(
        self, number: int, sent_at: float, bought_at: float | None = None, price: str = "20.00", **values
    ) -> None:
        bought = {"unlocked": True, "unlocked_at": None if bought_at is None else at(bought_at)}
        self.message(number, sent_at, price=Decimal(price), **{**bought, **values})

    def books(self, *told: tuple[str, float], kind: str = "tip", gross: str = "5.00", back: bool = False) -> None:
        """The platform tells of movements, by their ids and minutes."""
        sum_ = Decimal(gross)
        rows = [
            IncomingTransaction(
                self.mark + of_id, kind, sum_, sum_ / 5, at(minutes), IncomingFan(FAN), is_reversed=back
            )
            for of_id, minutes in told
        ]
        record_transactions(
            agency_id=self.creator.agency_id, creator_id=self.creator.pk, transactions=rows, source="test"
        )

    def sales(self) -> list[tuple[str, Decimal, str, bool]]:
        """Kind, dollars, the id, and whether there is a message, when everything is counted."""
        count(self.creator.agency)
        with agency_scope(self.creator.agency_id):
            rows = Transaction.objects.filter(creator=self.creator).order_by("occurred_at", "of_transaction_id")
            return [
                (
                    row.kind,
                    row.gross,
                    str(row.of_transaction_id).replace(self.mark, "").partition(":")[0],
                    row.message_id is not None,
                )
                for row in rows
            ]


@pytest.fixture
def told(creator):
    return Told(creator)


def in_any_order(agency, **happenings) -> dict[str, list]:
    """What is in the books after the happenings in each order, counted after each of them or only at the end."""
    plays = {}
    for order in itertools.permutations(happenings):
        for counted in (False, True):
            told = Told(f.CreatorFactory(agency=agency))
            for name in order:
                happenings[name](told)
                if counted:
                    count(agency)
            plays[f"{' '.join(order)}{' (counted between)' * counted}"] = told
    outcomes = {name: told.sales() for name, told in plays.items()}
    assert recount(agency.pk, verify=True) == {}
    return outcomes


def each(outcomes: dict[str, list], *sales) -> bool:
    """Whether these sales are all there is, whatever the order."""
    assert {name: found for name, found in outcomes.items() if found != [*sales]} == {}
    return True


def test_a_tip(agency):
    found = in_any_order(
        agency,
        message=lambda told: told.tip(1, 0),
        again=lambda told: told.tip(1, 0),
        books=lambda told: told.books(("t1", 0.1)),
    )
    assert each(found, ("tip", Decimal(5), "t1", True))


def test_an_offer(agency):
    found = in_any_order(
        agency,
        locked=lambda told: told.offer(1, 0, unlocked=False),
        bought=lambda told: told.offer(1, 0, 30),
        books=lambda told: told.books(("t1", 30.2), kind="ppv", gross="20.00"),
    )
    assert each(found, ("ppv", Decimal(20), "t1", True))


def test_an_offer_of_which_nobody_tells_when_it_was_bought(agency):
    found = in_any_order(
        agency,
        bought=lambda told: told.offer(1, 0),
        books=lambda told: told.books(("t1", 3_000), kind="ppv", gross="20.00"),
    )
    assert each(found, ("ppv", Decimal(20), "t1", True))


def test_the_same_amount_twice_within_minutes(agency):
    found = in_any_order(
        agency,
        first=lambda told: told.tip(1, 0),
        second=lambda told: told.tip(2, 4),
        books=lambda told: told.books(("t1", 0.1), ("t2", 4.1)),
    )
    assert each(found, ("tip", Decimal(5), "t1", True), ("tip", Decimal(5), "t2", True))


def test_the_same_amount_told_one_by_one(agency):
    found = in_any_order(
        agency,
        messages=lambda told: [told.tip(1, 0), told.tip(2, 4)],
        second=lambda told: told.books(("t2", 4.1)),
        first=lambda told: told.books(("t1", 0.1)),
    )
    assert each(found, ("tip", Decimal(5), "t1", True), ("tip", Decimal(5), "t2", True))


def test_what_was_taken_back_is_there_and_taken_back_once(agency):
    found = in_any_order(
        agency,
        bought=lambda told: told.offer(1, 0, 30),
        books=lambda told: told.books(("t1", 30), kind="ppv", gross="20.00"),
        back=lambda told: told.books(("t1", 30), kind="ppv", gross="20.00", back=True),
    )
    sale, back = ("ppv", Decimal(20), "t1", True), ("chargeback", Decimal(-20), "reversal of t1", False)
    assert each(found, sale, back)
    with agency_scope(agency.pk):
        reasons = set(Transaction.objects.values_list("kind", "attribution"))
    assert reasons == {("ppv", "stranger"), ("chargeback", "original")}


def test_clocks_that_differ_leave_nobody_over(told):
    told.books(("t1", -8), ("t2", 4))
    told.tip(1, 0)
    told.tip(2, 10)
    assert [sale[2:] for sale in told.sales()] == [("t1", True), ("t2", True)]


def test_who_is_known_to_have_bought_then_goes_before_who_bought_some_time(told):
    told.books(("t1", 1_440), ("t2", 2_880), kind="ppv", gross="20.00")
    told.offer(1, 0)
    told.offer(2, 1_430, 1_440)
    assert [sale[2:] for sale in told.sales()] == [("t1", True), ("t2", True)]


def test_a_tip_that_comes_with_an_offer_of_the_same_sum_is_another_sale(told):
    told.offer(1, 0, 1, price="5.00")
    told.tip(2, 1)
    told.books(("t1", 1), kind="ppv")
    told.books(("t2", 1))
    assert {sale[:3] for sale in told.sales()} == {("ppv", Decimal(5), "t1"), ("tip", Decimal(5), "t2")}


def test_what_was_free_is_no_sale(told):
    told.message(1, 0, price=Decimal(0), unlocked=True)
    assert told.sales() == []


@pytest.mark.parametrize("counted", [False, True])
def test_what_was_paid_for_stays_when_the_message_goes(told, creator, counted):
    told.tip(1, 0)
    if counted:
        count(told.creator.agency)
    told.message(1, 0, is_tip=True, tip_amount=Decimal(5), deleted_at=at(5))
    told.books(("t1", 0))
    assert told.sales() == [("tip", Decimal(5), "t1", True)]


def test_a_message_that_was_thrown_away_and_comes_again_is_paid_for_once(told, creator):
    told.tip(1, 0)
    count(told.creator.agency)
    with agency_scope(creator.agency_id):
        f.Message.objects.all().delete()
    assert [sale[2:] for sale in told.sales()] == [("message", False)]
    told.tip(1, 0)
    assert [sale[2:] for sale in told.sales()] == [("message", True)]
    told.books(("t1", 0))
    assert [sale[2:] for sale in told.sales()] == [("t1", True)]


def test_another_price_changes_what_only_the_message_tells_of(told):
    told.offer(1, 0, 30)
    count(told.creator.agency)
    told.offer(1, 0, 30, price="25.00")
    with agency_scope(told.creator.agency_id):
        price = f.Message.objects.get().price
    assert [sale[1] for sale in told.sales()] == [price]
