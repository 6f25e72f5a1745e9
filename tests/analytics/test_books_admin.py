"""What owners and admins find of subscriptions and fans in the admin."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def owner():
    member = f.MembershipFactory(role="owner")
    member.client = client_of(member)
    return member


@pytest.fixture
def creator(owner):
    return f.CreatorFactory(agency=owner.agency)


def fans_shown(owner, address: str, **query) -> set[str]:
    response = owner.client.get(f"/admin/analytics/{address}/", query)
    assert response.status_code == 200, response.get("Location")
    return set(re.findall(r"Mr \w+", response.content.decode()))


@pytest.mark.parametrize(
    ("state", "shown"),
    [("", {"running", "soon", "over"}), ("running", {"running", "soon"}), ("expiring", {"soon"}), ("over", {"over"})],
)
def test_subscriptions_are_listed_by_their_state(owner, creator, state, shown):
    now = timezone.now()
    for name, days in (("running", 20), ("soon", 3), ("over", -1)):
        chat = f.ChatFactory(creator=creator, fan_display_name=f"Mr {name}")
        f.SubscriptionFactory(chat=chat, started_at=now - 30 * DAY, expires_at=now + days * DAY)
    query = {"state": state} if state else {}
    assert fans_shown(owner, "subscription", **query) == {f"Mr {name}" for name in shown}


@pytest.mark.parametrize(("score", "shown"), [("", {"cold", "warm", "hot"}), ("80", {"hot"}), ("0", {"cold"})])
def test_fans_are_listed_by_their_score(owner, creator, score, shown):
    for name, value in (("cold", 0), ("warm", 79), ("hot", 80)):
        f.FanStatsFactory(chat=f.ChatFactory(creator=creator, fan_display_name=f"Mr {name}"), engagement_score=value)
    query = {"score": score} if score else {}
    assert fans_shown(owner, "fanstats", **query) == {f"Mr {name}" for name in shown}


@pytest.mark.parametrize("address", ["subscription", "fanstats"])
def test_only_the_creators_one_may_see_narrow_the_list(owner, creator, address):
    for name, of in (("ours", creator), ("others", f.CreatorFactory(agency=owner.agency))):
        chat = f.ChatFactory(creator=of, fan_display_name=f"Mr {name}")
        f.SubscriptionFactory(chat=chat)
        f.FanStatsFactory(chat=chat)
    foreign = f.CreatorFactory(display_name="Somebody else's")
    shown = fans_shown(owner, address, chat__creator__id__exact=creator.pk)
    assert shown == {"Mr ours"}
    assert foreign.display_name not in owner.client.get(f"/admin/analytics/{address}/").content.decode()


def test_the_page_of_a_fan_says_what_the_score_is_made_of(owner, creator):
    stats = f.FanStatsFactory(chat=f.ChatFactory(creator=creator), engagement_score=64)
    page = owner.client.get(f"/admin/analytics/fanstats/{stats.pk}/change/").content.decode()
    for part in ("engagement_score", "recency_score", "frequency_score", "spending_score", "reply_score"):
        assert stats._meta.get_field(part).help_text in page


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize(("address", "queries"), [("subscription", 10), ("fanstats", 10)])
def test_a_list_costs_the_same_queries_for_few_and_many(
    owner, creator, address, queries, rows, django_assert_num_queries
):
    for _ in range(rows):
        chat = f.ChatFactory(creator=creator)
        f.SubscriptionFactory(chat=chat, started_at=timezone.now())
        f.FanStatsFactory(chat=chat)
    with django_assert_num_queries(queries):
        owner.client.get(f"/admin/analytics/{address}/")
