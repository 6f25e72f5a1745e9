"""The dashboards of the admin: what they show, to whom, and as which file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from analytics.dashboards.blocks import Figure, HeatMap, Table, Trend
from analytics.dashboards.views import DASHBOARDS
from analytics.models import OfferDay
from analytics.offers import fingerprint
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
NAMES = [dashboard.name for dashboard in DASHBOARDS]


@pytest.fixture
def agency():
    return f.AgencyFactory()


@pytest.fixture
def creator(agency):
    return f.CreatorFactory(agency=agency, display_name="Mia")


@pytest.fixture
def chatter(agency):
    return f.MembershipFactory(agency=agency, user__name="Chris")


@pytest.fixture
def client(agency):
    return client_of(f.MembershipFactory(agency=agency, role="owner").user)


def address(name: str) -> str:
    return reverse(f"admin:report_{name}")


def rows(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", NAMES)
def test_a_new_agency_sees_pages_that_say_that_there_is_nothing(client, name):
    page = client.get(address(name)).content.decode()
    assert "Nothing happened in these days" in page or "No " in page or "Nobody" in page


@pytest.mark.parametrize("name", NAMES)
def test_a_chatter_is_kept_out(agency, name):
    assert client_of(f.MembershipFactory(agency=agency).user).get(address(name)).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_an_address_with_wrong_values_opens_all_the_same(client, name):
    wrong = {"range": "ever", "since": "x", "creator": "1", "member": "?", "sort": "team.999999"}
    assert client.get(address(name), wrong).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_so_does_one_with_days_far_away(client, name):
    for day in ("0001-01-01", "9999-12-31"):
        assert client.get(address(name), {"range": "days", "since": day, "until": day}).status_code == 200


def test_revenue_is_compared_with_the_days_before(client, creator):
    f.CreatorDayFactory(creator=creator, day=TODAY, net=Decimal(150), net_tip=Decimal(150))
    f.CreatorDayFactory(creator=creator, day=TODAY - dt.timedelta(days=7), net=Decimal(100))
    page = client.get(address("revenue"), {"range": "7"}).content.decode()
    assert "$150.00" in page
    assert "+50 %" in page
    assert "Mia" in page


def test_one_day_is_shown_by_the_hour(client, creator):
    f.CreatorDayFactory(creator=creator, day=TODAY, net=Decimal(7), net_by_hour=[Decimal(0)] * 23 + [Decimal(7)])
    page = client.get(address("revenue"), {"range": "today"}).content.decode()
    assert "Net sales by hour" in page
    assert "23:00" in page


def test_the_team_is_sorted_as_the_address_says(client, agency, creator, chatter):
    other = f.MembershipFactory(agency=agency, user__name="Zoe")
    f.MemberDayFactory(creator=creator, member=chatter, day=TODAY, net=Decimal(5), sent=9)
    f.MemberDayFactory(creator=creator, member=other, day=TODAY, net=Decimal(8), sent=1)

    def order(sort: str) -> list[str]:
        told = client.get(address("team"), {"table": "team", "download": "csv", "sort": sort})
        return [row[0] for row in rows(told)[1:-1]]

    assert order("") == ["Zoe", "Chris"]
    assert order("team.-6") == ["Chris", "Zoe"]
    assert order("team.1") == ["Chris", "Zoe"]


def test_the_file_has_the_numbers_of_the_table(client, creator, chatter):
    f.MemberDayFactory(creator=creator, member=chatter, day=TODAY, net=Decimal("12.34"), sent=2, ppv_sent=1)
    told = rows(client.get(address("team"), {"table": "team", "download": "csv"}))
    line = dict(zip(told[0], told[1], strict=True))
    assert (line["Who"], line["Net sales ($)"], line["Golden ratio"]) == ("Chris", "12.34", "0.5")
    assert "Trend" not in line


def test_a_workbook_is_given_as_well(client):
    response = client.get(address("team"), {"table": "team", "download": "xlsx"})
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert b"".join(response.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("wanted", [{"table": "none", "download": "csv"}, {"table": "team", "download": "exe"}])
def test_a_file_that_there_is_not_is_not_found(client, wanted):
    assert client.get(address("team"), wanted).status_code == 404


def test_hours_are_shown_by_weekday(client, creator):
    monday = TODAY - dt.timedelta(days=TODAY.weekday() + 7)
    f.CreatorDayFactory(creator=creator, day=monday, received=4, received_by_hour=[0] * 9 + [4] + [0] * 14)
    wanted = {"table": "messages-from-fans-by-hour-and-weekday", "download": "csv"}
    told = rows(client.get(address("activity"), wanted))
    assert told[1][0] == "Mon"
    assert (told[1][10], told[1][-1]) == ("4", "4")


def test_fans_who_spend_more_than_before_are_rising(client, creator):
    chat = f.ChatFactory(creator=creator, fan_display_name="Rob")
    for days, gross in ((0, "30.00"), (10, "10.00")):
        day = TODAY - dt.timedelta(days=days)
        money = {"gross": Decimal(gross), "fee": 0, "net": Decimal(gross)}
        f.TransactionFactory(creator=creator, chat=chat, day=day, **money)
    told = rows(client.get(address("fans"), {"range": "7", "table": "rising", "download": "csv"}))
    assert told[1][:5] == ["Rob", "Mia", "30.00", "10.00", "20.00"]


def test_a_fan_who_spent_much_and_is_silent_has_gone_quiet(client, creator):
    for name, days in (("Rob", 20), ("Tim", 2)):
        written = timezone.now() - dt.timedelta(days=days)
        chat = f.ChatFactory(creator=creator, fan_display_name=name, last_message_at=written)
        f.FanStatsFactory(chat=chat, total_spent=Decimal(80))
    told = rows(client.get(address("fans"), {"table": "going-quiet", "download": "csv"}))
    assert [row[0] for row in told[1:]] == ["Rob"]


class TestOffers:
    def offer(self, creator, **of) -> OfferDay:
        message = f.MessageFactory(chat=f.ChatFactory(creator=creator), text="Beach set", direction="out")
        return f.OfferDayFactory(creator=creator, day=TODAY, message_id=message.pk, **of)

    def test_prices_with_their_unlock_ratio(self, client, creator):
        self.offer(creator, price=Decimal(10), sent=4, known=4, unlocked=1)
        self.offer(creator, price=Decimal(20), sent=2, known=1, unlocked=1)
        told = rows(client.get(address("ppv"), {"table": "price-and-unlock-ratio", "download": "csv"}))
        assert [row[:4] for row in told[1:]] == [["$10", "4", "1", "0.25"], ["$20", "2", "1", "1.0"]]

    def test_the_same_media_are_one_offer_whatever_the_price(self, client, creator):
        same = fingerprint([5, 3])
        self.offer(creator, offer=same, price=Decimal(10), sent=1, known=1, unlocked=1)
        self.offer(creator, offer=same, price=Decimal(20), sent=1, known=1)
        told = rows(client.get(address("ppv"), {"table": "best-sellers", "download": "csv"}))
        assert [row[:5] for row in told[1:]] == [["Beach set", "Mia", "$10.00 to 20.00", "2", "1"]]

    def test_a_script_counts_for_offers_of_its_media(self, client, agency, creator):
        f.ScriptFactory(agency=agency, title="Beach", price=Decimal(10), of_media_ids=[3, 5])
        self.offer(creator, offer=fingerprint([5, 3]), price=Decimal(12), sent=3, known=3, unlocked=2)
        told = rows(client.get(address("ppv"), {"table": "by-script", "download": "csv"}))
        assert told[1][:5] == ["Beach", "All", "10.00", "3", "2"]


def test_drafts_by_model(client, creator, chatter):
    chat = f.ChatFactory(creator=creator)
    for status in ("accepted", "rejected", "expired"):
        f.AIResponseFactory(
            chat=chat, requested_by=chatter, provider="openai", model="large", status=status, cost=Decimal("0.0125")
        )
    told = rows(client.get(address("ai"), {"table": "by-model", "download": "csv"}))
    line = dict(zip(told[0], told[1], strict=True))
    assert (line["Model"], line["Drafts"], line["Acceptance"], line["Cost ($)"]) == ("large", "3", "0.5", "0.0375")


@pytest.mark.parametrize("name", NAMES)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client, agency, creator, name, django_assert_max_num_queries
):
    def fill(number: int) -> None:
        for n in range(number):
            member = f.MembershipFactory(agency=agency)
            chat = f.ChatFactory(creator=f.CreatorFactory(agency=agency), last_message_at=timezone.now())
            f.MemberDayFactory(creator=chat.creator, member=member, day=TODAY, sent=1)
            f.CreatorDayFactory(creator=chat.creator, day=TODAY, sent=1, net=Decimal(1))
            f.OfferDayFactory(creator=chat.creator, day=TODAY, sent=1, price=Decimal(n + 1))
            f.TransactionFactory(creator=chat.creator, chat=chat, day=TODAY)
            f.AIResponseFactory(chat=chat, requested_by=member)

    fill(2)
    with django_assert_max_num_queries(40) as few:
        client.get(address(name))
    fill(6)
    with django_assert_max_num_queries(len(few)):
        client.get(address(name))


def test_a_change_is_good_or_bad_as_the_metric_says():
    reply, net = ({"reply_seconds": s, "replies": 1, "net": s} for s in (60, 30))
    assert Figure.of("reply_average", net, reply).is_better is True
    assert Figure.of("net", net, reply).is_better is False


def test_the_darkest_hour_is_the_busiest():
    cells = HeatMap([("Mon", [0, 1, 9])], ["0", "1", "2"], "count").cells()
    assert cells == [("Mon", [(0, 0), (1, 1), (9, 9)])]


def test_a_trend_of_one_value_is_drawn_too():
    assert Trend([5]).points() == "0.0,1.0"


def test_a_table_without_rows_has_no_total():
    assert Table("Empty", [], []).as_plain_rows() == []
