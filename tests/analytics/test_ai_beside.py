"""Messages with AI beside those without, in the same hours: by hand, and silent where there are too few."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.ai.beside import ANSWER, REVENUE, Beside, beside
from analytics.reports import Question
from tests import factories as f

pytestmark = pytest.mark.django_db
#: A Monday.
NOON = dt.datetime(2026, 3, 2, 12, 5, tzinfo=dt.UTC)
_number = itertools.count(1)


@pytest.fixture
def creator():
    return f.CreatorFactory(agency=f.AgencyFactory(timezone="UTC"))


def sent(creator, *, hours: float = 0, brought: float = 0, ai=False, answered=False, chat=None, **values):
    """One message in a chat of its own, what it brought, and whether the fan answers it."""
    at = NOON + dt.timedelta(hours=hours)
    chat = chat or f.ChatFactory(creator=creator, last_message_at=at)
    message = f.MessageFactory(chat=chat, direction="out", sent_at=at, **values)
    if brought:
        net = Decimal(brought)
        f.TransactionFactory(
            creator=creator, chat=chat, message=message, kind="ppv", gross=net, fee=0, net=net, occurred_at=at,
            of_transaction_id=f"b{next(_number)}",
        )  # fmt: skip
    if ai:
        model = ai if isinstance(ai, str) else "small"
        f.AIResponseFactory(
            chat=chat, status="accepted", sent_message=message, provider="openai", model=model, created_at=at
        )
    if answered:
        f.MessageFactory(chat=chat, direction="in", sent_at=at + dt.timedelta(minutes=1))
    return message


def found(creator, kind="all", outcome=REVENUE, role="owner", **values) -> list[Beside]:
    member = f.MembershipFactory(agency=creator.agency, role=role)
    day = NOON.date()
    question = Question(
        actor=Actor.from_membership(member), timezone="UTC", since=day, until=day + dt.timedelta(days=20), **values
    )
    with agency_scope(creator.agency_id):
        return [one for one in beside(question) if (one.kind, one.outcome) == (kind, outcome)]


def test_hours_are_compared_with_themselves(creator):
    """Evenings bring 10 more whoever writes, and AI is used in the evening: that is no merit of the AI."""
    for brought in (0, 0, 3):
        sent(creator, hours=0, brought=brought)
    for brought in (10, 14):
        sent(creator, hours=8, brought=brought)
    sent(creator, hours=0, brought=2, ai=True)
    for brought in (12, 15, 12):
        sent(creator, hours=8, brought=brought, ai=True)
    [one] = found(creator)
    assert (one.cases, one.other_cases, one.all_cases) == (4, 5, 4)
    assert one.with_ai == pytest.approx((2 + 39) / 4)
    assert one.without_ai == pytest.approx((1 * 1 + 3 * 12) / 4)
    # Those with AI: less the mean of their hour they are 1, 0, 3, 0; 1 on average.
    assert one.variance == pytest.approx((0 + 1 + 4 + 1) / 16)
    assert one.other_variance == pytest.approx((1 / 4) ** 2 * (1 + 1 + 4) / 9 + (3 / 4) ** 2 * (4 + 4) / 4)


def test_the_same_hour_of_another_weekday_or_creator_is_another(creator):
    sent(creator, ai=True)
    sent(creator, hours=24)
    sent(f.CreatorFactory(agency=creator.agency))
    assert found(creator) == []
    sent(creator, hours=24 * 7)
    [one] = found(creator)
    assert (one.cases, one.other_cases) == (1, 1)


def test_what_has_nothing_beside_it_is_left_out_and_told(creator):
    sent(creator, ai=True)
    sent(creator)
    sent(creator, hours=5, ai=True, brought=99)
    [one] = found(creator)
    assert (one.cases, one.all_cases, one.with_ai) == (1, 2, 0)


def test_mass_messages_and_what_failed_is_nothing_to_compare_with(creator):
    sent(creator, ai=True)
    sent(creator, source="mass")
    sent(creator, status="failed")
    sent(creator, deleted_at=NOON)
    assert found(creator) == []


def test_tips_count_for_our_last_message_and_what_is_taken_back_does_not(creator):
    first = sent(creator, ai=True)
    sent(creator, hours=0.1, chat=first.chat)
    for name, kind, net, hours in (
        ("t1", "tip", 8, 0.05), ("t2", "tip", 5, 1), ("t3", "tip", 4, 0.06), ("reversal of t3", "chargeback", -4, 9),
        ("t4", "tip", 50, 26),
    ):  # fmt: skip
        money = {"gross": Decimal(net), "fee": 0, "net": Decimal(net)}
        f.TransactionFactory(
            creator=creator, chat=first.chat, kind=kind, of_transaction_id=name,
            occurred_at=NOON + dt.timedelta(hours=hours), **money,
        )  # fmt: skip
    [one] = found(creator)
    assert (one.with_ai, one.without_ai) == (8, 5)


def test_fans_who_answer_before_our_next_message(creator):
    sent(creator, ai=True, answered=True)
    silent = sent(creator, ai=True)
    sent(creator, hours=0.2, chat=silent.chat, answered=True)
    sent(creator)
    [one] = found(creator, outcome=ANSWER)
    assert (one.with_ai, one.without_ai) == (0.5, 0.5)


def test_each_model_beside_the_same_messages(creator):
    for _ in range(2):
        sent(creator, brought=1)
        sent(creator, brought=3, ai="dear")
    sent(creator, ai="cheap")
    groups = {one.name: (one.with_ai, one.without_ai) for one in found(creator, "model")}
    assert groups == {"openai · dear": (3, 1), "openai · cheap": (0, 1)}


def test_a_member_is_compared_with_themselves(creator):
    mia, tom = (f.MembershipFactory(agency=creator.agency) for _ in range(2))
    sent(creator, ai=True, brought=6, sent_by=mia)
    sent(creator, brought=5, sent_by=mia)
    sent(creator, brought=90, sent_by=tom)
    [one] = found(creator, "member")
    assert (one.name, one.with_ai, one.without_ai) == (str(mia.pk), 6, 5)


def test_too_few_cases_make_no_claim(creator):
    for _ in range(20):
        sent(creator, brought=10, ai=True)
        sent(creator)
    [one] = found(creator)
    assert one.difference.value == 10
    assert one.difference.interval is None


def test_with_enough_the_interval_says_what_is_clear(creator):
    for number in range(40):
        sent(creator, brought=20 if number % 2 else 0, ai=True)
        sent(creator, brought=20 if number % 8 == 1 else 0)
    [one] = found(creator)
    assert one.is_enough
    assert one.difference.value == pytest.approx(7.5)
    assert one.difference.is_clear
    low, high = one.difference.interval
    assert 3 < low < 5 < 10 < high < 12


def test_many_messages_of_few_fans_are_few_cases(creator):
    chats = [f.ChatFactory(creator=creator, last_message_at=NOON) for _ in range(10)]
    for number in range(60):
        chat = chats[number % 10]
        sent(creator, hours=number / 600, brought=10 if number % 3 else 0, ai=True, chat=chat)
        sent(creator, brought=5 if number % 3 else 0)
    [one] = found(creator)
    assert (one.cases, one.chats) == (60, 10)
    assert one.difference.interval is None


def test_a_stranger_sees_nothing_of_it(creator):
    sent(creator, ai=True)
    sent(creator)
    assert found(f.CreatorFactory()) == []
    assert found(creator, role="chatter") == []
