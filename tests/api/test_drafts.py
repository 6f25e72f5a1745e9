"""Drafts that other programs have made: kept as our own are, decided on once, and never rewritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from agencies.tenancy import agency_scope
from chats.models import AIResponse, GuardEvent
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_flagged(world):
    with agency_scope(world.acme.chat.agency_id):
        world.acme.chat.guard_events.all().delete()


@pytest.fixture
def draft(world):
    return f.AIResponseFactory(chat=world.acme.chat, draft_text="How was your day?")


@pytest.fixture
def body(world):
    return {"chat": str(world.acme.chat.pk), "provider": "our bot", "draft_text": "How was your day?"}


def sent(world, **fields):
    given = {"direction": "out", "text": "How was your day?", "sent_at": timezone.now(), **fields}
    return f.MessageFactory(**{"chat": world.acme.chat, **given})


class TestKeeping:
    def test_it_is_in_the_name_of_who_asked(self, world, client, body):
        client.force_login(world.acme.chatter.user)
        client.cookies["csrftoken"] = "t" * 32
        made = client.post("/api/v1/ai-responses/", body, content_type="application/json")
        assert (made.status_code, made.json()["requested_by"]) == (201, str(world.acme.chatter.pk))

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("cost", "-1"),
            ("prompt_tokens", -1),
            ("price", "2.50"),
            ("price", "1000000"),
            ("of_media_ids", [-1]),
            ("of_media_ids", [123]),
            ("draft_text", "x" * 10_001),
            ("status", "accepted"),
            ("final_text", "x"),
            ("sent_message", None),
            ("edit_distance", 0),
        ],
    )
    def test_what_no_draft_can_be_is_told_at_its_field(self, owner, body, pointers, name, value):
        (pointer,) = pointers(owner.post("ai-responses/", {**body, name: value}))
        assert pointer.removesuffix("/0") == f"/{name}"

    def test_it_answers_what_the_fan_of_its_chat_wrote(self, world, owner, body, pointers):
        for message in (sent(world), f.MessageFactory(chat=world.acme.other_chat)):
            assert pointers(owner.post("ai-responses/", {**body, "in_reply_to": str(message.pk)})) == {"/in_reply_to"}
        asked = str(f.MessageFactory(chat=world.acme.chat).pk)
        assert owner.post("ai-responses/", {**body, "in_reply_to": asked}).json()["in_reply_to"] == asked

    def test_what_the_guard_holds_back_is_kept_as_rejected_and_flags_the_chat(self, world, owner, body):
        made = owner.post("ai-responses/", {**body, "draft_text": "Pay me by PayPal"}).json()
        assert (made["status"], made["reject_reason"]) == ("rejected", "guard")
        with agency_scope(world.acme.chat.agency_id):
            event = GuardEvent.objects.get(chat=world.acme.chat)
        assert (event.origin, str(event.ai_response_id), event.status) == ("draft", made["id"], "open")

    def test_a_blocked_word_holds_it_back_too(self, world, owner, body):
        f.WordRuleFactory(agency=world.acme.agency, words="zorkmid", reason="Not here.", action="block")
        made = owner.post("ai-responses/", {**body, "draft_text": "zorkmid!"}).json()
        assert (made["status"], made["reject_note"]) == ("rejected", "“zorkmid”: Not here.")

    def test_there_is_none_where_the_guard_has_stopped_them(self, world, owner, body, pointers):
        f.GuardEventFactory(chat=world.acme.chat)
        assert pointers(owner.post("ai-responses/", body)) == {"/chat"}


class TestChanging:
    def test_what_it_took_may_be_told_later(self, owner, draft):
        told = {"prompt_tokens": 812, "completion_tokens": 24, "cost": "0.000136", "latency_ms": 1500}
        changed = owner.patch(f"ai-responses/{draft.pk}/", told)
        assert (changed.status_code, changed.json()["cost"], changed.json()["latency_ms"]) == (200, "0.000136", 1500)

    @pytest.mark.parametrize("name", ["status", "final_text", "edit_distance", "sent_message"])
    def test_what_became_of_it_is_said_elsewhere(self, owner, draft, pointers, name):
        refused = owner.patch(f"ai-responses/{draft.pk}/", {name: None})
        assert pointers(refused) == {f"/{name}"}
        assert "accept/ or reject/" in refused.json()["errors"][0]["detail"]

    def test_what_it_says_stays(self, world, owner, draft):
        forged = {"draft_text": "forged", "provider": "other", "model": "x", "prompt_version": "reply 9", "price": "9"}
        owner.patch(f"ai-responses/{draft.pk}/", forged)
        with agency_scope(world.acme.agency.pk):
            row = AIResponse.objects.get(pk=draft.pk)
        assert (row.draft_text, row.provider, row.model, row.prompt_version, row.price) == (
            draft.draft_text, draft.provider, draft.model, draft.prompt_version, draft.price,
        )  # fmt: skip

    def test_nothing_of_a_draft_that_was_made_here(self, world, owner):
        own = f.AIResponseFactory(chat=world.acme.chat, request=f.DraftRequestFactory(chat=world.acme.chat))
        refused = owner.patch(f"ai-responses/{own.pk}/", {"cost": "0"})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["detail"] == "This draft was made here, and what it took is known."


class TestAccepting:
    def refused(self, owner, draft, message) -> str:
        response = owner.post(f"ai-responses/{draft.pk}/accept/", {"sent_message": str(message.pk)})
        assert response.status_code == 400
        return response.json()["errors"][0]["detail"]

    def test_a_message_that_was_there_before_the_draft_is_another(self, world, owner, draft):
        earlier = sent(world, sent_at=timezone.now() - dt.timedelta(minutes=6))
        assert self.refused(owner, draft, earlier) == "That message was sent before there was this draft."

    def test_the_platforms_clock_may_be_slow(self, world, owner, draft):
        message = sent(world, sent_at=timezone.now() - dt.timedelta(minutes=4))
        done = owner.post(f"ai-responses/{draft.pk}/accept/", {"sent_message": str(message.pk)})
        assert done.json()["status"] == "accepted"

    @pytest.mark.parametrize("fields", [{"status": "failed"}, {"deleted_at": timezone.now()}])
    def test_one_that_never_reached_the_fan_is_none(self, world, owner, draft, fields):
        assert "went to the fan" in self.refused(owner, draft, sent(world, **fields))

    def test_one_with_next_to_nothing_of_the_draft_is_ones_own(self, world, owner, draft):
        assert "one's own" in self.refused(owner, draft, sent(world, text="zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"))

    def test_who_has_seen_an_older_state_is_told(self, owner, draft):
        response = owner.post(f"ai-responses/{draft.pk}/reject/", {"reason": "tone"}, **{"If-Match": '"old"'})
        assert response.status_code == 412


class TestNamingADraftInAReply:
    @pytest.mark.parametrize("path", ["messages/", "scheduled-messages/"])
    def test_one_that_cannot_be_is_refused_and_nothing_is_sent(self, world, owner, pointers, path):
        at = (timezone.now() + dt.timedelta(hours=1)).isoformat()
        author = str(world.acme.owner.pk)
        body = {"chat": str(world.acme.chat.pk), "text": "Hello", "send_at": at, "author": author}
        before = len(owner.rows(path))
        for wrong in (
            f.AIResponseFactory(chat=world.rival.chat),
            f.AIResponseFactory(chat=world.acme.other_chat),
            f.AIResponseFactory(chat=world.acme.chat, status="rejected"),
        ):
            assert pointers(owner.post(path, {**body, "ai_response": str(wrong.pk)})) == {"/ai_response"}
        assert len(owner.rows(path)) == before

    def test_a_reply_for_later_keeps_it(self, world, owner, draft):
        at = (timezone.now() + dt.timedelta(hours=1)).isoformat()
        body = {"chat": str(world.acme.chat.pk), "text": "How was your day?", "send_at": at,
                "author": str(world.acme.owner.pk), "ai_response": str(draft.pk)}  # fmt: skip
        made = owner.post("scheduled-messages/", body)
        assert made.status_code == 201, made.content
        with agency_scope(world.acme.agency.pk):
            assert world.acme.chat.scheduled.get(pk=made.json()["id"]).ai_response_id == draft.pk
