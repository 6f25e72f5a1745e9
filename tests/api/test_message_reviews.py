"""Reviews of messages: owners and admins write them, chatters read those of their own messages."""

from __future__ import annotations

import pytest

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from analytics.models import MessageReview
from tests import factories as f

pytestmark = pytest.mark.django_db
PATH = "message-reviews/"


@pytest.fixture
def message(world):
    return f.MessageFactory(chat=world.acme.chat, direction="out", sent_by=world.acme.chatter)


@pytest.fixture
def review(owner, message):
    return owner.post(PATH, {"message": str(message.pk), "verdict": "needs_work", "comment": "Shorter"}).json()


def test_a_review_is_made_and_says_whose_message_it_is(world, message, review):
    assert (review["verdict"], review["comment"]) == ("needs_work", "Shorter")
    assert (review["sent_by"], review["chat"]) == (str(world.acme.chatter.pk), str(message.chat_id))
    assert (review["reviewer"], review["seen_at"]) == (None, None)
    with agency_scope(world.acme.agency.pk):
        assert AuditEvent.objects.filter(action="reviewed message", object_id=review["id"]).exists()


def test_a_message_has_one_review(owner, message, review, pointers):
    again = owner.post(PATH, {"message": str(message.pk), "verdict": "good"})
    assert pointers(again) == {"/message"}


def test_a_review_is_changed_and_stays_with_its_message(world, owner, message, review):
    changed = owner.patch(f"{PATH}{review['id']}/", {"verdict": "good", "message": str(world.acme.chat.pk)}).json()
    assert (changed["verdict"], changed["comment"], changed["message"]) == ("good", "Shorter", str(message.pk))


def test_a_review_is_withdrawn(world, owner, review):
    assert owner.write("delete", f"{PATH}{review['id']}/").status_code == 204
    with agency_scope(world.acme.agency.pk):
        assert AuditEvent.objects.filter(action="withdrew review", object_id=review["id"]).exists()
        assert not MessageReview.objects.filter(pk=review["id"]).exists()


def test_what_the_fan_wrote_is_not_reviewed(world, owner, pointers):
    question = f.MessageFactory(chat=world.acme.chat)
    assert pointers(owner.post(PATH, {"message": str(question.pk), "verdict": "good"})) == {"/message"}


def test_a_message_of_the_rival_is_none(world, owner, pointers):
    foreign = f.MessageFactory(chat=world.rival.chat, direction="out")
    assert pointers(owner.post(PATH, {"message": str(foreign.pk), "verdict": "good"})) == {"/message"}


def test_a_chatter_reads_their_own_and_writes_none(world, client, message, review):
    other = f.MessageFactory(chat=world.acme.chat, direction="out", sent_by=world.acme.owner)
    f.MessageReviewFactory(message=other)
    client.force_login(world.acme.chatter.user)
    rows = client.get(f"/api/v1/{PATH}").json()["results"]
    assert review["id"] in {row["id"] for row in rows}
    assert {row["sent_by"] for row in rows} == {str(world.acme.chatter.pk)}
    for method, path in (("post", ""), ("patch", f"{review['id']}/"), ("delete", f"{review['id']}/")):
        response = getattr(client, method)(f"/api/v1/{PATH}{path}", {}, content_type="application/json")
        assert response.status_code == 403


def test_a_key_of_a_chatter_has_sent_nothing_itself(world, api, review):
    assert api(world.acme.keys["chatter"]).rows(PATH) == []


def test_filters(world, owner, message, review):
    mine = [review["id"]]
    assert [row["id"] for row in owner.rows(PATH, message=message.pk)] == mine
    assert review["id"] in {row["id"] for row in owner.rows(PATH, sent_by=world.acme.chatter.pk, verdict="needs_work")}
    assert owner.rows(PATH, message=message.pk, verdict="good") == []
    assert owner.rows(PATH, message=message.pk, creator=world.acme.other_creator.pk) == []
    assert [row["id"] for row in owner.rows(PATH, message=message.pk, creator=world.acme.creator.pk)] == mine
