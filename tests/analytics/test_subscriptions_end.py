"""When a subscription's time is over, its chat says so, whoever forgot to tell."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from agencies.models import Change
from agencies.tenancy import agency_scope
from analytics.models import Subscription
from analytics.subscribers import IncomingSubscription, end_overdue, record_subscriptions
from chats.ingest import IncomingFan
from chats.models import Chat, ChatEvent
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def creator():
    return f.CreatorFactory()


def chat(creator, ends: dt.timedelta | None, **more):
    expires = {"subscription_expires_at": timezone.now() + ends} if ends is not None else {}
    return f.ChatFactory(creator=creator, subscription_active=True, **expires, **more)


def active(creator) -> dict:
    with agency_scope(creator.agency_id):
        return dict(Chat.objects.values_list("pk", "subscription_active"))


def test_only_what_is_over_is_ended_and_only_once(creator):
    over, running, open_end = chat(creator, -DAY), chat(creator, DAY), chat(creator, None)
    assert [end_overdue(creator.agency_id) for _ in range(2)] == [1, 0]
    assert active(creator) == {over.pk: False, running.pk: True, open_end.pk: True}


def test_open_fan_cards_follow(creator):
    over = chat(creator, -DAY)
    end_overdue(creator.agency_id)
    with agency_scope(creator.agency_id):
        assert list(ChatEvent.objects.values_list("kind", "chat_id")) == [("card", over.pk)]


@pytest.mark.django_db(transaction=True)
def test_it_is_told_to_those_who_follow_changes(creator):
    over = chat(creator, -DAY)
    end_overdue(creator.agency_id)
    with agency_scope(creator.agency_id):
        assert Change.objects.get(told_as="chat", event="changed").object_ids == [over.pk]


def test_another_agencys_are_left_alone(creator):
    theirs = chat(f.CreatorFactory(), -DAY)
    end_overdue(creator.agency_id)
    assert active(theirs.creator) == {theirs.pk: True}


def test_a_renewal_that_is_told_late_brings_it_back(creator):
    now = timezone.now()
    ids = {"agency_id": creator.agency_id, "creator_id": creator.pk, "source": "test"}
    for start in (-31, -1):
        told = IncomingSubscription(
            IncomingFan(7), now + start * DAY, expires_at=now + (start + 30) * DAY, auto_renew=True
        )
        record_subscriptions(**ids, subscriptions=[told])
        end_overdue(creator.agency_id)
    assert list(active(creator).values()) == [True]
    with agency_scope(creator.agency_id):
        assert Subscription.objects.running().get().started_at == now - DAY
        assert list(Subscription.objects.expiring_within(40, now)) == list(Subscription.objects.running())
