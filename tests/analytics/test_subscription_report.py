"""Who subscribes, stays and leaves, from nothing but when periods begin and end."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.models import Subscription
from analytics.subscribers import IncomingSubscription, record_subscriptions
from analytics.subscription_report import report
from chats.ingest import IncomingFan
from tests import factories as f

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
HOUR, DAY, MONTH = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=30)
MARCH, APRIL = dt.date(2025, 3, 1), dt.date(2025, 4, 1)


def on(day: int, hour: int = 12, month: int = 3) -> dt.datetime:
    return dt.datetime(2025, month, day, hour, tzinfo=BERLIN)


@pytest.fixture
def owner():
    return f.MembershipFactory(agency=f.AgencyFactory(timezone="Europe/Berlin"), role="owner")


@pytest.fixture
def creator(owner):
    return f.CreatorFactory(agency=owner.agency)


@pytest.fixture
def fan(creator):
    return f.ChatFactory(creator=creator)


def period(chat, start, end=None, **more):
    return f.SubscriptionFactory(chat=chat, started_at=start, expires_at=end, **{"price": "9.99", **more})


def reported(member, since=MARCH, until=APRIL, creator=None):
    with agency_scope(member.agency_id):
        return report(
            Actor.from_membership(member), since=since, until=until, creator_id=creator.pk if creator else None
        )


def numbers(found) -> tuple[int, int, int, int]:
    return found.new, found.renewed, found.lost, found.active


def happened(found) -> dict[int, tuple[int, int, int]]:
    """New, renewed, lost by day of the month."""
    days = {one.day.day: (one.new, one.renewed, one.lost) for one in found.days}
    return {day: counts for day, counts in days.items() if any(counts)}


class TestOneFan:
    def test_who_begins_is_new_and_active(self, owner, fan):
        period(fan, on(10), on(9, month=4))
        found = reported(owner)
        assert numbers(found) == (1, 0, 0, 1)
        assert [day.active for day in found.days] == [0] * 9 + [1] * 22

    def test_who_comes_to_the_end_and_stays_away_is_lost(self, owner, fan):
        period(fan, on(10, month=2), on(10))
        assert happened(reported(owner)) == {10: (0, 0, 1)}
        assert numbers(reported(owner)) == (0, 0, 1, 0)

    @pytest.mark.parametrize("gap", [0 * HOUR, 23 * HOUR, 24 * HOUR])
    def test_a_period_that_follows_within_a_day_is_a_renewal_of_the_day_on_which_the_last_ended(self, owner, fan, gap):
        period(fan, on(8, month=2), on(10))
        period(fan, on(10) + gap, on(10) + gap + MONTH)
        found = reported(owner)
        assert happened(found) == {10: (0, 1, 0)}
        assert {day.active for day in found.days} == {1}

    def test_after_a_longer_gap_the_fan_was_lost_and_is_new(self, owner, fan):
        period(fan, on(8, month=2), on(10))
        period(fan, on(11, 13), on(11, month=4))
        assert happened(reported(owner)) == {10: (0, 0, 1), 11: (1, 0, 0)}

    def test_who_renews_early_has_renewed_when_the_next_period_begins(self, owner, fan):
        period(fan, on(8, month=2), on(10))
        period(fan, on(5), on(5, month=4))
        assert happened(reported(owner)) == {5: (0, 1, 0)}

    def test_a_period_of_unknown_end_runs_until_the_next(self, owner, fan):
        period(fan, on(8, month=2))
        assert numbers(reported(owner)) == (0, 0, 0, 1)
        period(fan, on(10))
        assert happened(reported(owner)) == {10: (0, 1, 0)}

    def test_one_without_an_end_that_is_not_active_has_no_length(self, owner, fan):
        period(fan, on(10), status="expired")
        assert happened(reported(owner)) == {10: (1, 0, 1)}

    def test_one_that_was_cancelled_is_over_although_its_end_is_to_come(self, owner, fan):
        period(fan, on(10), timezone.now() + MONTH, status="cancelled")
        period(f.ChatFactory(creator=fan.creator), on(10), timezone.now() + MONTH)
        with agency_scope(owner.agency_id):
            assert Subscription.objects.running().count() == 1
            assert Subscription.objects.over().count() == 1

    def test_a_renewal_that_is_told_late_takes_the_loss_back(self, owner, creator):
        told = [
            IncomingSubscription(IncomingFan(7), on(10, month=2), expires_at=on(10)),
            IncomingSubscription(IncomingFan(7), on(10), expires_at=on(9, month=4)),
            IncomingSubscription(IncomingFan(7), on(9, month=4), expires_at=on(9, month=5)),
        ]
        ids = {"agency_id": owner.agency_id, "creator_id": creator.pk, "source": "test"}
        record_subscriptions(**ids, subscriptions=[told[2], told[0]])
        assert numbers(reported(owner)) == (0, 0, 1, 0)
        record_subscriptions(**ids, subscriptions=[told[1]])
        assert numbers(reported(owner)) == (0, 1, 0, 1)

    def test_history_tells_a_price_that_changed(self, owner, fan):
        period(fan, on(8, month=2), on(10), price="5.00")
        period(fan, on(10), on(9, month=4), price="12.50")
        with agency_scope(owner.agency_id):
            rows = Subscription.objects.with_history().order_by("started_at")
            assert list(rows.values_list("price", "is_renewal", "is_renewed")) == [
                (Decimal("5.00"), False, True),
                (Decimal("12.50"), True, False),
            ]
        assert reported(owner).average_price == Decimal("12.50")

    def test_those_who_came_to_their_end_are_found_with_what_they_did_then(self, owner, creator):
        stayed, left, stays = (f.ChatFactory(creator=creator) for _ in range(3))
        for chat in (stayed, left):
            period(chat, on(8, month=2), on(10))
        period(stayed, on(10), on(9, month=4))
        period(stays, on(10), on(9, month=4))
        with agency_scope(owner.agency_id):
            ended = Subscription.objects.ended_between(on(10), on(11))
            assert dict(ended.values_list("chat", "is_renewed")) == {stayed.pk: True, left.pk: False}
            assert not Subscription.objects.ended_between(on(11), on(12)).exists()


class TestDays:
    def test_they_begin_at_the_agencys_midnight_also_when_clocks_are_put_forward(self, owner, creator):
        """On the 30th of March 2025 Berlin goes from UTC+1 to UTC+2."""
        for minutes in (-1, 1):
            for midnight in (on(30, 0), on(31, 0)):
                period(f.ChatFactory(creator=creator), midnight + dt.timedelta(minutes=minutes))
        assert happened(reported(owner)) == {29: (1, 0, 0), 30: (2, 0, 0), 31: (1, 0, 0)}
        assert on(31, 0).timestamp() - on(30, 0).timestamp() == 23 * 3600

    def test_those_to_come_are_left_out_and_a_planned_end_is_no_loss(self, owner, fan):
        now = timezone.now()
        today = now.astimezone(BERLIN).date()
        period(fan, now - DAY, now + HOUR)
        found = reported(owner, today - DAY, today + MONTH)
        assert found.days[-1].day == today
        assert numbers(found) == (1, 0, 0, 1)

    def test_a_range_that_is_all_to_come_is_empty(self, owner, fan):
        period(fan, on(1))
        tomorrow = timezone.now().date() + 2 * DAY
        found = reported(owner, tomorrow, tomorrow + DAY)
        assert (found.days, found.active) == ([], 1)


class TestRates:
    def test_they_are_shares_of_those_at_the_start_and_of_those_who_came_to_their_end(self, owner, creator):
        for number in range(4):
            chat = f.ChatFactory(creator=creator)
            period(chat, on(10, month=2), on(10))
            if number:
                period(chat, on(10), on(9, month=4))
        found = reported(owner)
        assert (found.active_at_start, found.lost, found.renewed) == (4, 1, 3)
        assert (found.churn_rate, found.renewal_rate) == (0.25, 0.75)

    def test_of_nobody_there_are_none(self, owner):
        found = reported(owner)
        assert (found.churn_rate, found.renewal_rate, found.average_price) == (None, None, None)
        assert numbers(found) == (0, 0, 0, 0)

    def test_what_is_free_does_not_lower_the_price(self, owner, creator):
        for price in ("0", "8.00", "9.00"):
            period(f.ChatFactory(creator=creator), on(3), price=price)
        assert reported(owner).average_price == Decimal("8.50")


class TestWhoSeesWhat:
    @pytest.fixture
    def other(self, owner):
        other = f.CreatorFactory(agency=owner.agency)
        period(f.ChatFactory(creator=other), on(5))
        period(f.ChatFactory(creator=other), on(6))
        return other

    def test_one_creator_or_all(self, owner, creator, fan, other):
        period(fan, on(5))
        assert [reported(owner, creator=one).new for one in (None, creator, other)] == [3, 1, 2]

    def test_a_chatter_sees_the_creators_that_are_theirs(self, owner, creator, fan, other):
        period(fan, on(5))
        chatter = f.MembershipFactory(agency=owner.agency)
        f.CreatorAssignmentFactory(membership=chatter, creator=creator)
        assert [reported(chatter, creator=one).new for one in (None, creator, other)] == [1, 1, 0]

    def test_another_agency_sees_nothing(self, fan):
        period(fan, on(5))
        assert numbers(reported(f.MembershipFactory(role="owner"))) == (0, 0, 0, 0)


def test_what_ends_soon_is_listed_first_things_first(owner, creator):
    now = timezone.now()
    ends = {days: f.ChatFactory(creator=creator) for days in (8, 6, 1, -1)}
    for days, chat in ends.items():
        period(chat, now - MONTH, now + days * DAY, auto_renew={6: True, 1: None}.get(days))
    period(f.ChatFactory(creator=creator), now - MONTH)
    found = reported(owner)
    assert [(row.chat_id, row.auto_renew) for row in found.expiring] == [(ends[1].pk, None), (ends[6].pk, True)]


PERIODS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 40 * 24),
        st.none() | st.integers(0, 20 * 24),
        st.sampled_from(["active", "active", "expired"]),
    ),
    max_size=7,
    unique_by=lambda told: told[:2],
)


def by_hand(told, since: dt.datetime, until: dt.datetime) -> tuple[int, int, int, int]:
    """New, renewed, lost in the range and active at its end, by walking along each fan's periods."""
    new = renewed = lost = active = 0
    for fan in (0, 1):
        mine = sorted((on(1, 0) + start * HOUR, length, status) for one, start, length, status in told if one == fan)
        before = None
        for number, (start, length, status) in enumerate(mine):
            following = mine[number + 1][0] if number + 1 < len(mine) else None
            end = start + length * HOUR if length is not None else None if status == "active" else start
            follows = before is not None and (before[0] is None or start <= before[0] + DAY)
            stays = following is not None and (end is None or following <= end + DAY)
            over = min((moment for moment in (end, following) if moment), default=None)
            new += since <= start < until and not follows
            if over and since <= over < until:
                renewed, lost = renewed + stays, lost + (not stays)
            held = following if stays else over
            active += start < until and (held is None or held >= until)
            before = (end,)
    return new, renewed, lost, active


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=PERIODS, first=st.integers(1, 20), length=st.integers(1, 11))
def test_any_periods_are_counted_as_one_would_by_hand_and_balance(owner, creator, told, first, length):
    fans = [f.ChatFactory(creator=creator) for _ in range(2)]
    for fan, start, hours, status in told:
        begun = on(1, 0) + start * HOUR
        period(fans[fan], begun, None if hours is None else begun + hours * HOUR, status=status)
    since, until = dt.date(2025, 3, first), dt.date(2025, 3, first + length)
    found = reported(owner, since, until)
    assert numbers(found) == by_hand(told, on(first, 0), on(first + length, 0))
    assert found.active == found.active_at_start + found.new - found.lost
    with agency_scope(owner.agency_id):
        one_by_one, in_one_walk = (
            list(rows.order_by("pk").values_list("pk", "ends_at", "is_renewal", "is_renewed", "held_until"))
            for rows in (Subscription.objects.with_history(), Subscription.objects.with_whole_history())
        )
        assert one_by_one == in_one_walk
        for fan in fans:
            fan.subscriptions.all().delete()


@pytest.mark.parametrize("fans", [1, 20])
def test_a_report_costs_the_same_queries_for_few_and_many(owner, creator, fans, django_assert_num_queries):
    for number in range(fans):
        period(f.ChatFactory(creator=creator), timezone.now() - number * DAY, timezone.now() + DAY)
    with agency_scope(owner.agency_id):
        actor = Actor.from_membership(owner)
        with django_assert_num_queries(3):
            report(actor, since=MARCH, until=APRIL)
