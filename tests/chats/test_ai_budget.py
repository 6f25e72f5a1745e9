"""What an agency's AI has cost this month: to the hundredth of a cent, and without adding it all up each time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from agencies.tenancy import agency_scope
from chats.ai.budget import Budget, State, month_start, spent_since
from chats.models import AICall
from tests import factories as f

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BEGUN = NOW - dt.timedelta(days=9)


@pytest.fixture
def agency(db):
    return f.AgencyFactory()


def call(agency, cost, minutes_ago=0.0):
    at = timezone.now() - dt.timedelta(minutes=minutes_ago)
    return f.AICallFactory(agency=agency, cost=Decimal(cost), created_at=at)


def spent(agency, since=BEGUN):
    with agency_scope(agency.pk):
        return spent_since(agency.pk, since)


def test_nothing_while_nobody_was_asked(agency):
    assert spent(agency) == 0


def test_all_calls_since_then_old_and_new(agency):
    call(agency, "5", minutes_ago=10 * 24 * 60)
    call(agency, "0.000150", minutes_ago=60)
    call(agency, "0.002")
    assert spent(agency) == Decimal("0.002150")


def test_calls_that_come_between_two_looks_count_once(agency):
    call(agency, "1", minutes_ago=60)
    assert spent(agency) == 1
    call(agency, "0.25", minutes_ago=2)
    assert [spent(agency), spent(agency)] == [Decimal("1.25"), Decimal("1.25")]
    call(agency, "0.5")
    assert spent(agency) == Decimal("1.75")


def test_what_is_long_over_is_not_added_up_again(agency):
    old, new = call(agency, "1", minutes_ago=60), call(agency, "1")
    spent(agency)
    with agency_scope(agency.pk):
        AICall.objects.filter(agency_id=agency.pk, pk__in=[old.pk, new.pk]).update(cost=100)
    assert spent(agency) == 101


def test_a_new_month_begins_at_nothing(agency):
    call(agency, "1", minutes_ago=60)
    assert spent(agency) == 1
    assert spent(agency, since=timezone.now() - dt.timedelta(minutes=1)) == 0


def test_in_the_first_minutes_of_a_month_the_last_one_stays_out(agency):
    call(agency, "1", minutes_ago=5)
    begun = timezone.now() - dt.timedelta(minutes=1)
    assert [spent(agency, begun), spent(agency, begun)] == [0, 0]


@pytest.mark.parametrize(
    ("zone", "now", "begun"),
    [
        ("UTC", "2026-02-11T15:30:20", "2026-02-01T00:00:00"),
        ("Pacific/Auckland", "2026-01-31T12:30:00", "2026-01-31T11:00:00"),
        ("America/Los_Angeles", "2026-02-01T03:00:00", "2026-01-01T08:00:00"),
    ],
)
def test_the_month_begins_at_midnight_on_the_agencys_clocks(monkeypatch, zone, now, begun):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.fromisoformat(f"{now}Z"))
    assert month_start(zone) == dt.datetime.fromisoformat(f"{begun}Z")


def test_each_agency_has_its_own(agency):
    call(f.AgencyFactory(), "7", minutes_ago=60)
    assert spent(agency) == 0


@pytest.mark.parametrize(
    ("cost", "state"), [("7.99", State.NONE), ("8", State.WARNING), ("9.99", State.WARNING), ("10", State.STOPPED)]
)
def test_a_warning_comes_at_80_percent_and_the_end_at_100(cost, state):
    assert Budget(Decimal(10), Decimal(cost)).state == state
