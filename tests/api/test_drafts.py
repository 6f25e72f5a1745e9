"""A draft of the AI is decided on once, and only a decided one has been sent."""

from __future__ import annotations

import pytest

from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world):
    return f.AIResponseFactory(chat=world.acme.chat)


@pytest.mark.parametrize("status", ["accepted", "edited", "rejected", "expired"])
def test_a_suggestion_is_decided_on(owner, draft, status):
    changed = owner.patch(f"ai-responses/{draft.pk}/", {"status": status})
    assert (changed.status_code, changed.json()["status"]) == (200, status)


@pytest.mark.parametrize("status", ["suggested", "accepted", "rejected"])
def test_a_decision_is_final(world, owner, pointers, status):
    draft = f.AIResponseFactory(chat=world.acme.chat, status="expired")
    refused = owner.patch(f"ai-responses/{draft.pk}/", {"status": status})
    assert pointers(refused) == {"/status"}
    assert refused.json()["errors"][0]["detail"] == "This draft is expired already, which is final."


def test_a_decided_draft_still_takes_what_is_learned_later(world, owner):
    draft = f.AIResponseFactory(chat=world.acme.chat, status="edited")
    changed = owner.patch(f"ai-responses/{draft.pk}/", {"status": "edited", "edit_distance": 12})
    assert (changed.status_code, changed.json()["edit_distance"]) == (200, 12)


def test_only_a_taken_draft_has_been_sent(world, owner, draft, pointers):
    message = str(f.MessageFactory(chat=world.acme.chat, direction="out").pk)
    assert pointers(owner.patch(f"ai-responses/{draft.pk}/", {"sent_message": message})) == {"/sent_message"}
    refused = owner.patch(f"ai-responses/{draft.pk}/", {"sent_message": message, "status": "rejected"})
    assert pointers(refused) == {"/sent_message"}
    taken = owner.patch(f"ai-responses/{draft.pk}/", {"sent_message": message, "status": "accepted"})
    assert (taken.status_code, taken.json()["sent_message"]) == (200, message)


@pytest.mark.parametrize("name", ["sent_message", "in_reply_to"])
def test_a_draft_belongs_to_one_chat(world, owner, draft, pointers, name):
    elsewhere = str(f.MessageFactory(chat=world.acme.other_chat).pk)
    refused = owner.patch(f"ai-responses/{draft.pk}/", {name: elsewhere, "status": "accepted"})
    assert pointers(refused) == {f"/{name}"}


def test_a_new_draft_is_in_the_name_of_who_asked(world, client):
    client.force_login(world.acme.chatter.user)
    body = {"chat": str(world.acme.chat.pk), "provider": "playbook", "draft_text": "How was your day?"}
    client.cookies["csrftoken"] = "t" * 32
    made = client.post("/api/v1/ai-responses/", body, content_type="application/json")
    assert (made.status_code, made.json()["requested_by"]) == (201, str(world.acme.chatter.pk))


def test_costs_and_counts_are_never_negative(world, owner, pointers):
    body = {"chat": str(world.acme.chat.pk), "provider": "p", "draft_text": "x", "cost": "-1", "prompt_tokens": -1}
    assert "/prompt_tokens" in pointers(owner.post("ai-responses/", body))
    assert pointers(owner.post("ai-responses/", {**body, "prompt_tokens": 1}))
