"""An error says to programs what kind it is, and to everybody where it is and how to find it in the logs."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from chats import services
from tests import factories as f

pytestmark = pytest.mark.django_db


def codes(response) -> dict[str, str]:
    """Of a 400: the code of each wrong place."""
    assert response.status_code == 400, response.content
    return {
        next(error[p] for p in ("pointer", "parameter") if p in error): error["code"]
        for error in response.json()["errors"]
    }


def test_what_is_wrong_in_the_body_is_pointed_at_with_a_code(world, owner):
    body = {"chat": "nonsense", "price": "many"}
    assert codes(owner.post("scheduled-messages/", body)) == {
        "/chat": "invalid", "/price": "invalid", "/send_at": "required",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code"), [({}, "required"), ({"text": None}, "null"), ({"text": ""}, "blank"), ({"text": []}, "invalid")]
)
def test_the_code_says_what_kind_of_wrong_a_field_is(world, owner, body, code):
    assert codes(owner.post("notes/", {"chat": str(world.acme.chat.pk), **body})) == {"/text": code}


def test_a_reference_that_is_hidden_does_not_exist(world, owner):
    body = {"chat": str(world.rival.chat.pk), "text": "Hello"}
    assert codes(owner.post("notes/", body)) == {"/chat": "does_not_exist"}


def test_a_rule_of_the_model_keeps_its_code(world, owner):
    taken = {"username": world.acme.creator.username}
    assert set(codes(owner.post("creators/", taken)).values()) == {"unique_together"}


def test_what_should_be_looked_at_twice_has_a_code_of_its_own(world, owner):
    f.WordRuleFactory(agency=world.acme.agency, words="meeting", action="warn")
    body = {"chat": str(world.acme.chat.pk), "text": "A meeting?"}
    assert codes(owner.post("messages/", body)) == {"": "needs_confirmation"}


def test_a_body_that_cannot_be_read_is_wrong_as_a_whole(owner):
    assert codes(owner.post("notes/", "{")) == {"": "parse_error"}


def test_a_query_parameter_is_named_as_one(owner):
    wrong = {"since": "yesterday", "status": "nonsense"}
    assert codes(owner.get("messages/", **wrong)) == {"since": "invalid", "status": "invalid_choice"}
    assert codes(owner.get("search/messages/")) == {"q": "required"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "chats/018f0000-0000-7000-8000-000000000000/", 404, "not_found"),
        ("get", "nowhere/", 404, "not_found"),
        ("put", "chats/", 405, "method_not_allowed"),
        ("patch", "agencies/{agency}/", 403, "permission_denied"),
        ("delete", "creators/{creator}/", 409, "conflict"),
    ],
)
def test_every_refusal_has_a_code_and_its_place(world, owner, api, method, path, status, code):
    path = path.format(agency=world.acme.agency.pk, creator=world.acme.creator.pk)
    who = api(world.acme.keys["admin"]) if status == 403 else owner
    refused = who.write(method, path, {"name": "x"})
    problem = refused.json()
    assert (refused.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["instance"] == f"/api/v1/{path}"
    assert problem["detail"]


def test_a_stranger_is_told_whether_the_key_is_missing_or_wrong(api, client):
    assert client.get("/api/v1/chats/").json()["code"] == "not_authenticated"
    assert api("wrong.key").get("chats/").json()["code"] == "authentication_failed"


def test_two_who_write_the_same_at_once_are_told_of_a_conflict(world, owner, monkeypatch):
    def too_late(**_):
        raise IntegrityError("duplicate key")

    monkeypatch.setattr(services, "add_note", too_late)
    refused = owner.post("notes/", {"chat": str(world.acme.chat.pk), "text": "Hello"})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


def test_a_bug_is_a_problem_too(world, owner, monkeypatch):
    def stumble(**_):
        raise ZeroDivisionError

    monkeypatch.setattr(services, "add_note", stumble)
    owner.client.raise_request_exception = False
    answer = owner.post("notes/", {"chat": str(world.acme.chat.pk), "text": "secret"})
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["request_id"] == answer["X-Request-ID"]
    assert "ZeroDivision" not in answer.content.decode()


@pytest.mark.parametrize("path", ["chats/?unread=maybe", "chats/nonsense/", "nowhere/"])
def test_the_request_is_named_as_in_the_logs(owner, path):
    refused = owner.write("get", path, **{"X-Request-ID": "proxy-12345"})
    assert refused.json()["request_id"] == "proxy-12345" == refused["X-Request-ID"]
