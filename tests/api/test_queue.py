"""The queue through the API, for people who are logged in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from agencies.tenancy import agency_scope
from chats.models import Chat, ChatClaim

pytestmark = pytest.mark.django_db


def post(member, path: str):
    client = Client()
    client.force_login(member.user)
    return client.post(f"/api/v1/chats/{path}", content_type="application/json")


def holder(side):
    with agency_scope(side.agency.pk):
        claim = ChatClaim.objects.filter(chat=side.chat).first()
        return claim.membership_id if claim else None


@pytest.fixture
def free(world):
    """A chat of the chatter's that nobody holds and that waits for an answer."""
    with agency_scope(world.acme.agency.pk):
        ChatClaim.objects.all().delete()
        Chat.objects.filter(pk=world.acme.chat.pk).update(
            queue_rank=1, queue_recheck_at=None, awaiting_reply_since=timezone.now() - dt.timedelta(hours=2)
        )
    return world.acme


def test_the_next_chat_is_claimed_and_says_why(free):
    answer = post(free.chatter, "next/")
    assert answer.status_code == 200, answer.content
    assert answer.json()["chat"]["id"] == str(free.chat.pk)
    assert any("waits" in reason for reason in answer.json()["reasons"])
    assert holder(free) == free.chatter.pk


def test_with_nobody_waiting_there_is_no_chat(free):
    with agency_scope(free.agency.pk):
        Chat.objects.update(queue_rank=None, queue_recheck_at=None)
    assert post(free.chatter, "next/").json() == {"chat": None, "reasons": []}


def test_a_chat_is_claimed_and_released(free):
    assert post(free.chatter, f"{free.chat.pk}/claim/").status_code == 200
    assert holder(free) == free.chatter.pk
    assert post(free.chatter, f"{free.chat.pk}/release/").status_code == 200
    assert holder(free) is None


def test_a_colleagues_chat_is_refused_with_their_name(free):
    post(free.chatter, f"{free.chat.pk}/claim/")
    refused = post(free.owner, f"{free.chat.pk}/claim/")
    assert refused.status_code == 400
    assert "is answering this fan" in refused.json()["errors"][0]["detail"]
    assert holder(free) == free.chatter.pk


@pytest.mark.parametrize("what", ["next/", "{chat}/claim/", "{chat}/release/"])
def test_a_key_is_told_that_it_is_nobody(world, owner, what):
    refused = owner.write("post", f"chats/{what.format(chat=world.acme.chat.pk)}")
    assert refused.status_code == 403
    assert "log in" in refused.json()["detail"]


def test_a_chat_of_another_creator_is_not_found(free):
    assert post(free.chatter, f"{free.other_chat.pk}/claim/").status_code == 404
