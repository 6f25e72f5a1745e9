"""What people say of themselves: their name and their time zone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from agencies.models import User
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chatter():
    return f.MembershipFactory(user__name="Chris", user__timezone="UTC")


def save(member, **fields):
    return client_of(member.user).post("/you/", {"name": "Chris", "timezone": "UTC", **fields})


def test_a_chatter_sets_name_and_zone(chatter):
    assert save(chatter, name="Christine", timezone="Asia/Tokyo").status_code == 302
    user = User.objects.get(pk=chatter.user_id)
    assert (user.name, user.timezone) == ("Christine", "Asia/Tokyo")


def test_times_are_shown_in_the_new_zone(chatter):
    chat = f.ChatFactory(agency=chatter.agency, creator__agency=chatter.agency)
    f.CreatorAssignmentFactory(membership=chatter, creator=chat.creator)
    sent_at = timezone.now().replace(hour=3, minute=17) - dt.timedelta(days=1)
    f.MessageFactory(chat=chat, sent_at=sent_at)
    save(chatter, timezone="Asia/Tokyo")
    assert "12:17" in client_of(chatter.user).get(f"/inbox/{chat.pk}/").content.decode()


def test_a_zone_that_is_none_is_refused_and_what_was_typed_stays(chatter):
    response = save(chatter, timezone="Mars/Olympus")
    assert response.status_code == 422
    assert 'value="Mars/Olympus"' in response.content.decode()
    assert User.objects.get(pk=chatter.user_id).timezone == "UTC"


def test_nothing_else_can_be_set_there(chatter):
    save(chatter, email="other@example.test", is_superuser="on")
    user = User.objects.get(pk=chatter.user_id)
    assert (user.email, user.is_superuser) == (chatter.user.email, False)
