"""Subscriptions and fans' scores, as programs see them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from agencies.tenancy import agency_scope
from analytics.models import Subscription
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MARCH = {"since": "2025-03-01", "until": "2025-04-01"}


def on(day: int, month: int = 3) -> dt.datetime:
    return dt.datetime(2025, month, day, 12, tzinfo=dt.UTC)


@pytest.fixture
def chat(world):
    """A chat with the chatter's creator, in an agency without other subscriptions."""
    with agency_scope(world.acme.agency.pk):
        Subscription.objects.all().delete()
    return f.ChatFactory(creator=world.acme.creator)


def period(chat, start, end=None, **more) -> str:
    return str(f.SubscriptionFactory(chat=chat, started_at=start, expires_at=end, price="9.99", **more).pk)


def ids(rows) -> list[str]:
    return [row["id"] for row in rows]


def test_those_that_run_and_those_that_are_over(owner, chat):
    now = timezone.now()
    over = period(chat, now - 60 * DAY)
    before_it, running = period(chat, now - 40 * DAY, now - 10 * DAY), period(chat, now - 5 * DAY, now + DAY)
    assert ids(owner.rows("subscriptions/", running="true")) == [running]
    assert set(ids(owner.rows("subscriptions/", running="false"))) == {over, before_it}
    soon = {"running": "true", "expires_before": (now + 2 * DAY).isoformat()}
    assert ids(owner.rows("subscriptions/", **soon)) == [running]


def test_running_is_asked_of_the_moment_and_not_of_when_it_was_asked_first(owner, chat):
    ending = period(chat, timezone.now() - DAY, timezone.now() + DAY)
    assert ids(owner.rows("subscriptions/", running="true")) == [ending]
    with agency_scope(chat.agency_id):
        Subscription.objects.update(expires_at=timezone.now())
    assert owner.rows("subscriptions/", running="true") == []


class TestTheReport:
    def test_days_and_what_they_come_to(self, owner, chat):
        period(chat, on(8, 2), on(10))
        period(chat, on(10), on(9, 4))
        period(f.ChatFactory(creator=chat.creator), on(5), on(20))
        told = owner.get("subscription-report/", **MARCH).json()
        days = {day.pop("day"): day for day in told.pop("days")}
        assert told == {
            "since": "2025-03-01", "until": "2025-04-01", "new": 1, "renewed": 1, "lost": 1, "active": 1,
            "active_at_start": 1, "churn_rate": 1.0, "renewal_rate": 0.5, "average_price": "9.99", "expiring": [],
        }  # fmt: skip
        assert len(days) == 31
        assert days["2025-03-20"] == {"new": 0, "renewed": 0, "lost": 1, "active": 1}

    def test_without_a_range_it_ends_today(self, owner, chat):
        period(chat, timezone.now() - DAY, timezone.now() + DAY, auto_renew=False)
        told = owner.get("subscription-report/").json()
        assert (len(told["days"]), told["new"]) == (30, 1)
        assert [(row["chat"], row["auto_renew"]) for row in told["expiring"]] == [(str(chat.pk), False)]

    def test_a_key_sees_its_creators_only(self, world, api, chat):
        period(chat, on(5))
        period(f.ChatFactory(creator=world.acme.other_creator), on(5))
        for key, new in (("owner", 2), ("chatter", 1)):
            assert api(world.acme.keys[key]).get("subscription-report/", **MARCH).json()["new"] == new
        assert api(world.rival.keys["owner"]).get("subscription-report/", **MARCH).json()["new"] == 0

    def test_of_a_creator_that_is_not_ours_there_is_nothing(self, world, owner, chat):
        period(f.ChatFactory(creator=world.rival.creator), on(5))
        assert owner.get("subscription-report/", creator=world.rival.creator.pk, **MARCH).json()["new"] == 0

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ({"since": "soon"}, "since"),
            ({"since": "2025-03-02", "until": "2025-03-02"}, "until"),
            ({"since": "2024-01-01", "until": "2025-03-02"}, "until"),
            ({"creator": "luna"}, "creator"),
        ],
    )
    def test_what_means_nothing_is_refused(self, owner, parameters, query, name):
        assert parameters(owner.get("subscription-report/", **query)) == {name}


def test_fans_are_found_by_their_score_and_show_its_parts(world, owner):
    lively = f.FanStatsFactory(chat=f.ChatFactory(creator=world.acme.creator), engagement_score=80, recency_score=91)
    f.FanStatsFactory(chat=f.ChatFactory(creator=world.acme.creator), engagement_score=79)
    (row,) = owner.rows("fan-stats/", min_score=80)
    assert (row["id"], row["engagement_score"], row["recency_score"]) == (str(lively.pk), 80, 91)
