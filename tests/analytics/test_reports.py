"""Roll-ups added up: any days, by anything, in numbers that hold for a day and a year alike."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.dashboards.forms import span_of
from analytics.folding.recount import recount
from analytics.metrics import METRICS
from analytics.reports import Question, add, empty, report, total
from analytics.shift_time import shift_seconds
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 10)


@pytest.fixture
def agency():
    return f.AgencyFactory(timezone="Europe/Berlin")


@pytest.fixture
def owner(agency):
    return f.MembershipFactory(agency=agency, role="owner")


@pytest.fixture
def creator(agency):
    return f.CreatorFactory(agency=agency)


@pytest.fixture(autouse=True)
def _scope(agency):
    with agency_scope(agency.pk):
        yield


def ask(member, since=DAY, until=DAY, **of) -> Question:
    return Question(Actor.from_membership(member), member.agency.timezone, since, until, **of)


def metric(name: str, sums) -> object:
    return METRICS[name].of(sums)


class TestSums:
    def test_days_add_up(self, owner, creator):
        for n, net in enumerate(["10.10", "20.20"]):
            f.CreatorDayFactory(creator=creator, day=DAY + dt.timedelta(days=n), net=Decimal(net), sales=1)
        sums = total(ask(owner, until=DAY + dt.timedelta(days=1)))
        assert (sums["net"], metric("average_sale", sums)) == (Decimal("30.30"), Decimal("15.15"))

    def test_a_day_outside_does_not_count(self, owner, creator):
        f.CreatorDayFactory(creator=creator, day=DAY - dt.timedelta(days=1), sent=5)
        f.CreatorDayFactory(creator=creator, day=DAY + dt.timedelta(days=1), sent=7)
        assert total(ask(owner))["sent"] == 0

    def test_a_ratio_of_a_week_is_no_mean_of_ratios(self, owner, creator):
        f.CreatorDayFactory(creator=creator, day=DAY, ppv_known=1, ppv_unlocked=1)
        f.CreatorDayFactory(creator=creator, day=DAY + dt.timedelta(days=1), ppv_known=9)
        sums = total(ask(owner, until=DAY + dt.timedelta(days=1)))
        assert metric("unlock_ratio", sums) == 0.1

    def test_by_day_and_creator(self, agency, owner, creator):
        other = f.CreatorFactory(agency=agency)
        f.CreatorDayFactory(creator=creator, day=DAY, sent=1)
        f.CreatorDayFactory(creator=other, day=DAY, sent=2)
        found = report(ask(owner), ("creator", "day"))
        assert {key: sums["sent"] for key, sums in found.items()} == {(DAY, creator.pk): 1, (DAY, other.pk): 2}

    def test_one_creator(self, agency, owner, creator):
        f.CreatorDayFactory(creator=f.CreatorFactory(agency=agency), day=DAY, sent=2)
        assert total(ask(owner, creators=frozenset([creator.pk])))["sent"] == 0

    def test_series_are_added_place_by_place(self, owner, creator):
        for n in (0, 1):
            hours = [0] * 23 + [n + 1]
            f.CreatorDayFactory(creator=creator, day=DAY + dt.timedelta(days=n), received_by_hour=hours)
        sums = total(ask(owner, until=DAY + dt.timedelta(days=1)), ["received_by_hour"])
        assert sums["received_by_hour"] == [0] * 23 + [3]
        assert add([sums, sums])["received_by_hour"][-1] == 6

    def test_nothing_is_zeros_and_no_ratios(self, owner):
        sums = total(ask(owner), ["reply_classes"])
        assert (sums["net"], metric("golden_ratio", sums), metric("reply_median", sums)) == (0, None, None)

    def test_every_metric_has_a_meaning_and_takes_nothing(self, owner):
        sums = total(ask(owner))
        for each in METRICS.values():
            assert each.definition.endswith(".")
            assert each.of(sums) in (0, None)

    def test_the_period_before_is_as_long(self, owner):
        before = ask(owner, since=dt.date(2026, 3, 1), until=dt.date(2026, 3, 31)).before()
        assert (before.since, before.until) == (dt.date(2026, 1, 29), dt.date(2026, 2, 28))


class TestFansChatted:
    """However many days they were written to, whoever wrote, and wherever the range begins."""

    #: Of two chats, on which days who has written: somebody, a colleague, or nobody that we know.
    LINES = (
        (("me", 0), ("me", 1), ("you", 1), ("you", 6), ("me", 9)),
        (("you", 1), (None, 2), ("me", 6), ("me", 7)),
    )

    @pytest.fixture
    def people(self, agency, creator):
        people = {"me": f.MembershipFactory(agency=agency), "you": f.MembershipFactory(agency=agency), None: None}
        for lines in self.LINES:
            chat = f.ChatFactory(creator=creator)
            for who, day in lines:
                f.MessageFactory(chat=chat, direction="out", sent_by=people[who], sent_at=_noon(day))
            f.MessageFactory(chat=chat, direction="in", sent_at=_noon(12))
        recount(agency.pk)
        return people

    def by_hand(self, first: int, last: int, *who: str | None) -> int:
        return sum(any(name in who and first <= day <= last for name, day in lines) for lines in self.LINES)

    RANGES = [(first, last) for first in range(10) for last in range(first, 13)]

    def test_of_a_creator(self, owner, people):
        for first, last in self.RANGES:
            question = ask(owner, since=_day(first), until=_day(last))
            assert total(question)["fans_chatted"] == self.by_hand(first, last, "me", "you", None), (first, last)

    def test_of_each_member(self, owner, people):
        for first, last in self.RANGES:
            found = report(ask(owner, since=_day(first), until=_day(last)), ("member",))
            for name in ("me", "you"):
                sums = found.get((people[name].pk,), empty())
                assert sums["fans_chatted"] == self.by_hand(first, last, name), (name, first, last)

    def test_of_two_members_together_a_fan_of_both_is_one(self, owner, people):
        both = frozenset([people["me"].pk, people["you"].pk])
        for first, last in self.RANGES:
            question = ask(owner, since=_day(first), until=_day(last), members=both)
            assert total(question)["fans_chatted"] == self.by_hand(first, last, "me", "you"), (first, last)

    def test_of_a_chatter_only_their_own(self, creator, people):
        f.CreatorAssignmentFactory(membership=people["me"], creator=creator)
        for first, last in self.RANGES:
            question = ask(people["me"], since=_day(first), until=_day(last))
            assert total(question)["fans_chatted"] == self.by_hand(first, last, "me"), (first, last)


def _day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def _noon(number: int) -> dt.datetime:
    return dt.datetime.combine(_day(number), dt.time(12), dt.UTC)


class TestShiftTime:
    def shift(self, member, start: str, end: str | None) -> None:
        begun = dt.datetime.fromisoformat(start)
        f.ShiftFactory(membership=member, started_at=begun, ended_at=end and dt.datetime.fromisoformat(end))

    def test_a_shift_over_midnight_counts_on_both_days(self, owner, agency):
        self.shift(owner, "2026-03-10T22:00+01:00", "2026-03-11T03:30+01:00")
        found = shift_seconds(ask(owner, until=DAY + dt.timedelta(days=1)), ("day",))
        assert found == {(DAY,): 7200, (DAY + dt.timedelta(days=1),): 12600}

    def test_the_night_in_which_clocks_are_put_forward_is_an_hour_short(self, owner):
        self.shift(owner, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00")
        assert shift_seconds(ask(owner, dt.date(2026, 3, 29), dt.date(2026, 3, 29)), ()) == {(): 23 * 3600}

    def test_sales_per_hour(self, owner, creator):
        self.shift(owner, "2026-03-10T10:00+01:00", "2026-03-10T14:00+01:00")
        f.MemberDayFactory(creator=creator, member=owner, day=DAY, net=Decimal(100))
        sums = report(ask(owner), ("member",))[(owner.pk,)]
        assert (metric("shift_hours", sums), metric("net_per_hour", sums)) == (4, 25)

    def test_there_is_none_of_a_single_creator(self, owner, creator):
        self.shift(owner, "2026-03-10T10:00+01:00", "2026-03-10T14:00+01:00")
        f.MemberDayFactory(creator=creator, member=owner, day=DAY, net=Decimal(100))
        sums = report(ask(owner, creators=frozenset([creator.pk])), ("member",))[(owner.pk,)]
        assert metric("net_per_hour", sums) is None


class TestWhoSeesWhat:
    def test_a_chatter_sees_their_own_numbers_only(self, agency, creator):
        chatter, colleague = f.MembershipFactory(agency=agency), f.MembershipFactory(agency=agency)
        f.CreatorAssignmentFactory(membership=chatter, creator=creator)
        f.CreatorDayFactory(creator=creator, day=DAY, net=Decimal(99), sent=9)
        f.MemberDayFactory(creator=creator, member=chatter, day=DAY, sent=1)
        f.MemberDayFactory(creator=creator, member=colleague, day=DAY, sent=2)
        f.ShiftFactory(membership=colleague, started_at=dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC))
        sums = total(ask(chatter))
        assert (sums["sent"], sums["net"], sums["shift_seconds"]) == (1, 0, 0)
        assert list(report(ask(chatter, members=frozenset([colleague.pk])), ("member",))) == []

    def test_another_agency_counts_nothing(self, owner):
        other = f.CreatorFactory()
        with agency_scope(other.agency_id):
            f.CreatorDayFactory(creator=other, day=DAY, sent=5)
        assert total(ask(owner))["sent"] == 0


TODAY = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("today", TODAY, TODAY),
        ("yesterday", dt.date(2026, 3, 9), dt.date(2026, 3, 9)),
        ("7", dt.date(2026, 3, 4), TODAY),
        ("month", dt.date(2026, 3, 1), TODAY),
        ("last-month", dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        ("year", dt.date(2026, 1, 1), TODAY),
    ],
)
def test_the_ranges_of_the_filter(name, since, until):
    assert span_of(name, TODAY) == (since, until)


def test_other_days_may_come_in_either_order():
    days = dt.date(2026, 3, 5), dt.date(2026, 3, 1)
    assert span_of("days", TODAY, *days) == days[::-1]
