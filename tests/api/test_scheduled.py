"""Replies for later through the API keep to the rules of the inbox."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from agencies.tenancy import agency_scope
from chats import services
from chats.models import Message, ScheduledMessage
from tests import factories as f

pytestmark = pytest.mark.django_db


def in_hours(hours: float) -> str:
    return (timezone.now() + dt.timedelta(hours=hours)).isoformat()


@pytest.fixture
def body(world):
    acme = world.acme
    return {"chat": str(acme.chat.pk), "author": str(acme.chatter.pk), "text": "Good morning", "send_at": in_hours(5)}


@pytest.fixture
def row(world, owner, body):
    return owner.post("scheduled-messages/", body).json()


def test_a_key_schedules_in_the_name_of_a_member(world, owner, body):
    made = owner.post("scheduled-messages/", body)
    assert made.status_code == 201, made.content
    assert (made.json()["status"], made.json()["author"]) == ("waiting", str(world.acme.chatter.pk))


def test_a_key_is_told_to_name_a_member(owner, body, pointers):
    del body["author"]
    answer = owner.post("scheduled-messages/", body)
    assert pointers(answer) == {"/author"}
    assert "A key is nobody" in answer.json()["errors"][0]["detail"]


def test_a_key_does_not_write_in_the_name_of_a_higher_role(world, api, body, pointers):
    admin = api(world.acme.keys["admin"])
    assert pointers(admin.post("scheduled-messages/", body | {"author": str(world.acme.owner.pk)})) == {"/author"}


def test_a_member_of_another_agency_is_no_author(world, owner, body, pointers):
    assert pointers(owner.post("scheduled-messages/", body | {"author": str(world.rival.owner.pk)})) == {"/author"}


def test_a_time_gone_by_is_refused(owner, body, pointers):
    assert pointers(owner.post("scheduled-messages/", body | {"send_at": in_hours(-1)})) == {"/send_at"}


def test_a_warning_is_answered_with_confirm_warnings(world, owner, body):
    f.WordRuleFactory(agency=world.acme.agency, words="meet", action="warn", reason="We promise no meetings.")
    body["text"] = "Shall we meet?"
    asked = owner.post("scheduled-messages/", body)
    assert asked.status_code == 400
    assert "no meetings" in asked.json()["errors"][0]["detail"]
    assert owner.post("scheduled-messages/", body | {"confirm_warnings": True}).status_code == 201


def test_a_blocked_word_is_refused_whatever_is_confirmed(world, owner, row, pointers):
    f.WordRuleFactory(agency=world.acme.agency, words="cash", reason="Not here.")
    changed = owner.patch(f"scheduled-messages/{row['id']}/", {"text": "cash", "confirm_warnings": True})
    assert pointers(changed) == {"/text"}


def test_changing_one_thing_keeps_the_rest(owner, row):
    later = in_hours(9)
    changed = owner.patch(f"scheduled-messages/{row['id']}/", {"send_at": later}).json()
    assert changed["text"] == "Good morning"
    assert dt.datetime.fromisoformat(changed["send_at"]) == dt.datetime.fromisoformat(later)


def test_a_cancelled_one_is_gone_and_never_sent(world, owner, row):
    assert owner.write("delete", f"scheduled-messages/{row['id']}/").status_code == 204
    assert owner.get(f"scheduled-messages/{row['id']}/").status_code == 404
    services.send_if_due(agency_id=world.acme.agency.pk, scheduled_id=row["id"])
    with agency_scope(world.acme.agency.pk):
        assert not Message.objects.filter(text="Good morning").exists()


def test_one_that_has_left_is_neither_changed_nor_cancelled(world, owner, row, pointers):
    with agency_scope(world.acme.agency.pk):
        ScheduledMessage.objects.filter(pk=row["id"]).update(status="sent")
    assert pointers(owner.patch(f"scheduled-messages/{row['id']}/", {"text": "x"})) == {""}
    assert pointers(owner.write("delete", f"scheduled-messages/{row['id']}/")) == {""}


def test_a_chatters_key_does_not_touch_it(world, api, row):
    chatter = api(world.acme.keys["chatter"])
    assert chatter.get(f"scheduled-messages/{row['id']}/").status_code == 200
    assert chatter.patch(f"scheduled-messages/{row['id']}/", {"text": "x"}).status_code == 403
    assert chatter.write("delete", f"scheduled-messages/{row['id']}/").status_code == 403


def test_lists_are_narrowed_by_chat_and_status(world, owner, row):
    waiting = owner.rows("scheduled-messages/", chat=row["chat"], status="waiting")
    assert row["id"] in {shown["id"] for shown in waiting}
    assert owner.rows("scheduled-messages/", chat=row["chat"], status="failed") == []


def test_people_who_are_logged_in_write_in_their_own_name_only(world, client, body, pointers):
    client.force_login(world.acme.chatter.user)
    refused = client.post(
        "/api/v1/scheduled-messages/", body | {"author": str(world.acme.owner.pk)}, content_type="application/json"
    )
    assert pointers(refused) == {"/author"}
    del body["author"]
    made = client.post("/api/v1/scheduled-messages/", body, content_type="application/json")
    assert (made.status_code, made.json()["author"]) == (201, str(world.acme.chatter.pk))


def test_it_stays_in_its_chat_and_with_its_author(world, owner, row):
    moved = {"chat": str(world.acme.other_chat.pk), "author": str(world.acme.owner.pk)}
    answer = owner.patch(f"scheduled-messages/{row['id']}/", moved)
    now = owner.get(f"scheduled-messages/{row['id']}/").json()
    assert (now["chat"], now["author"]) == (row["chat"], row["author"]), answer.content
