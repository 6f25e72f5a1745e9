"""AI drafts for programs: asked for, made in the background, accepted or rejected; and what they cost."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.utils import timezone

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world):
    return f.AIResponseFactory(chat=world.acme.chat, draft_text="How was your day?")


def sent(world, text="How was your day?", **fields):
    fields = {"sent_at": timezone.now(), **fields}
    return f.MessageFactory(chat=world.acme.chat, direction="out", text=text, **fields)


@pytest.fixture(autouse=True)
def _nothing_is_flagged(world):
    with agency_scope(world.acme.chat.agency_id):
        world.acme.chat.guard_events.all().delete()


def test_asking_starts_a_job_that_holds_ids_only(world, owner):
    made = owner.post("draft-requests/", {"chat": str(world.acme.chat.pk), "wanted": 2})
    assert (made.status_code, made.json()["status"], made.json()["wanted"]) == (201, "waiting", 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'chats.make_drafts'")
        ((arguments,),) = cursor.fetchall()
    assert set(json.loads(arguments)) == {"agency_id", "request_id"}
    again = owner.get(f"draft-requests/{made.json()['id']}/")
    assert again.json()["status"] == "waiting"


def test_why_there_are_none_is_a_problem_with_words(world, owner):
    f.GuardEventFactory(chat=world.acme.chat, title="Something")
    refused = owner.post("draft-requests/", {"chat": str(world.acme.chat.pk)})
    assert refused.status_code == 400
    assert "waits for an owner or admin" in refused.json()["errors"][0]["detail"]


@pytest.mark.parametrize("wanted", [0, 4, "many"])
def test_one_to_three(world, owner, pointers, wanted):
    assert pointers(owner.post("draft-requests/", {"chat": str(world.acme.chat.pk), "wanted": wanted})) == {"/wanted"}


def test_not_for_a_chat_of_another_agency(world, owner, pointers):
    assert pointers(owner.post("draft-requests/", {"chat": str(world.rival.chat.pk)})) == {"/chat"}


def test_drafts_are_found_by_their_request(world, owner):
    request = f.DraftRequestFactory(chat=world.acme.chat)
    mine = f.AIResponseFactory(chat=world.acme.chat, request=request)
    found = owner.get(f"ai-responses/?request={request.pk}").json()["results"]
    assert [row["id"] for row in found] == [str(mine.pk)]


def test_rejecting(world, owner, draft, pointers):
    assert pointers(owner.post(f"ai-responses/{draft.pk}/reject/", {"reason": "guard"})) == {"/reason"}
    done = owner.post(f"ai-responses/{draft.pk}/reject/", {"reason": "tone", "note": "too cold"}).json()
    assert (done["status"], done["reject_reason"], done["reject_note"]) == ("rejected", "tone", "too cold")
    assert owner.post(f"ai-responses/{draft.pk}/reject/", {"reason": "tone"}).status_code == 400


@pytest.mark.parametrize(
    ("text", "status", "distance"), [("How was your day?", "accepted", 0), ("How is your day?", "edited", 2)]
)
def test_accepting_says_what_was_sent(world, owner, draft, text, status, distance):
    message = sent(world, text)
    done = owner.post(f"ai-responses/{draft.pk}/accept/", {"sent_message": str(message.pk)}).json()
    assert (done["status"], done["edit_distance"], done["sent_message"]) == (status, distance, str(message.pk))
    assert done["final_text"] == text


def test_what_a_program_decides_is_audited(world, owner, draft):
    other = f.AIResponseFactory(chat=world.acme.chat)
    owner.post(f"ai-responses/{draft.pk}/accept/", {"sent_message": str(sent(world).pk)})
    owner.post(f"ai-responses/{other.pk}/reject/", {"reason": "tone"})
    with agency_scope(world.acme.agency.pk):
        audited = AuditEvent.objects.filter(object_type="chats.airesponse").values_list("action", "object_id")
        assert set(audited) >= {("accepted draft", str(draft.pk)), ("rejected draft", str(other.pk))}


def test_only_a_message_of_ours_in_this_chat(world, owner, draft, pointers):
    others = [
        f.MessageFactory(chat=world.acme.chat, direction="in"),
        f.MessageFactory(chat=world.acme.other_chat, direction="out"),
        f.MessageFactory(chat=world.rival.chat, direction="out"),
    ]
    for message in others:
        refused = owner.post(f"ai-responses/{draft.pk}/accept/", {"sent_message": str(message.pk)})
        assert pointers(refused) == {"/sent_message"}


def test_a_reply_names_its_draft(world, owner, draft):
    body = {"chat": str(world.acme.chat.pk), "text": "How was your day?", "ai_response": str(draft.pk)}
    message = owner.post("messages/", body).json()
    assert owner.get(f"ai-responses/{draft.pk}/").json()["sent_message"] == message["id"]


def test_chatters_see_no_calls(world, client):
    client.force_login(world.acme.chatter.user)
    assert client.get("/api/v1/ai-calls/").status_code == 403


def test_owners_see_what_calls_cost(world, owner):
    f.AICallFactory(chat=world.acme.chat, cost="0.000162", outcome="timeout")
    (row,) = owner.get("ai-calls/?outcome=timeout").json()["results"]
    assert (row["cost"], row["purpose"]) == ("0.000162", "draft")
