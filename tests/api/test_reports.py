"""Metrics by API: of any days, by day, creator or member, for whom they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 10)
DAYS = {"first_day": "2026-03-10", "last_day": "2026-03-10"}


@pytest.fixture(autouse=True)
def _days(world):
    acme = world.acme
    f.CreatorDayFactory(creator=acme.creator, day=DAY, net=Decimal("30.50"), sent=4, ppv_sent=1, received=9)
    f.MemberDayFactory(creator=acme.creator, member=acme.chatter, day=DAY, net=Decimal("20.00"), sent=3)
    f.MemberDayFactory(creator=acme.other_creator, member=acme.idle_chatter, day=DAY, net=Decimal("7.77"), sent=1)


def test_money_is_text_and_a_ratio_a_number(owner):
    told = owner.get("reports/", **DAYS, metrics="net,golden_ratio").json()
    assert told["results"] == [{"values": {"net": "30.50", "golden_ratio": 0.25}}]
    assert [metric["name"] for metric in told["metrics"]] == ["net", "golden_ratio"]


def test_a_row_for_each_of_what_it_is_grouped_by(world, owner):
    told = owner.get("reports/", **DAYS, group_by="creator,day", metrics="sent").json()
    creator = str(world.acme.creator.pk)
    assert told["results"] == [{"day": "2026-03-10", "creator": creator, "values": {"sent": 4}}]


def test_numbers_of_fans_are_left_out_where_members_are_asked(owner):
    told = owner.get("reports/", **DAYS, group_by="member").json()
    assert {"received", "answered_ratio"}.isdisjoint(metric["name"] for metric in told["metrics"])


def test_a_chatter_gets_their_own_work_only(world):
    told = client_of(world.acme.chatter).get("/api/v1/reports/", {**DAYS, "metrics": "net"}).json()
    assert told["results"] == [{"values": {"net": "20.00"}}]


def test_another_agency_is_told_nothing(world, api):
    rival = api(world.rival.keys["owner"])
    assert rival.get("reports/", **DAYS, creator=str(world.acme.creator.pk)).json()["results"] == []


@pytest.mark.parametrize(
    ("wrong", "parameter"),
    [
        ({"first_day": "x"}, "first_day"),
        ({"last_day": ""}, "last_day"),
        ({"last_day": "2026-03-09"}, "last_day"),
        ({"first_day": "9999-12-31", "last_day": "9999-12-31"}, "first_day"),
        ({"metrics": "net,luck"}, "metrics"),
        ({"group_by": "moon"}, "group_by"),
        ({"member": "1"}, "member"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(owner, wrong, parameter):
    answer = owner.get("reports/", **{**DAYS, **wrong})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("path", ["reports/", "reports/ai/", "subscription-report/"])
def test_far_away_days_are_refused(owner, path, day):
    days = dict.fromkeys(("first_day", "last_day", "since", "until"), day)
    assert owner.get(path, **days).status_code == 400
