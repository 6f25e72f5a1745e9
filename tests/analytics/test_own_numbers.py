"""A chatter's own page: their own numbers, against their own past, and nobody else's."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
PAGE = "/inbox/numbers/"


@pytest.fixture
def creator():
    return f.CreatorFactory()


@pytest.fixture
def chatter(creator):
    member = f.MembershipFactory(agency=creator.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    return member


def seen(who, **query) -> str:
    return client_of(who).get(reverse("own_numbers"), query).content.decode()


def test_it_compares_with_the_days_before(creator, chatter):
    f.MemberDayFactory(creator=creator, member=chatter, day=TODAY, net=Decimal(60))
    f.MemberDayFactory(creator=creator, member=chatter, day=TODAY - dt.timedelta(days=7), net=Decimal(40))
    page = seen(chatter, range="7")
    assert "$60.00" in page
    assert "+50 %" in page
    assert "before: $40.00" in page


def test_nobody_sees_the_numbers_of_a_colleague(creator, chatter):
    colleague = f.MembershipFactory(agency=creator.agency, user__name="Zoe Secret")
    f.MemberDayFactory(creator=creator, member=colleague, day=TODAY, net=Decimal("777.77"))
    f.CreatorDayFactory(creator=creator, day=TODAY, net=Decimal("888.88"))
    for page in (seen(chatter), seen(chatter, member=str(colleague.pk))):
        assert "777.77" not in page
        assert "888.88" not in page
        assert "Zoe" not in page


def test_an_owner_who_writes_has_a_page_too(creator):
    owner = f.MembershipFactory(agency=creator.agency, role="owner")
    f.MemberDayFactory(creator=creator, member=owner, day=TODAY, net=Decimal("12.34"))
    f.CreatorDayFactory(creator=creator, day=TODAY, net=Decimal("888.88"))
    page = seen(owner)
    assert "$12.34" in page
    assert "888.88" not in page


def test_who_is_new_is_told_that_there_is_nothing_yet(chatter):
    page = seen(chatter)
    assert "No sales in these days yet." in page
    assert "No replies yet." in page


def test_a_range_that_there_is_not_is_the_usual_one(chatter):
    assert "against the 30 days before" in seen(chatter, range="x")


def test_the_menu_leads_there(chatter):
    assert f'href="{PAGE}"' in client_of(chatter).get(reverse("inbox")).content.decode()
