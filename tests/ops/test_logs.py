from __future__ import annotations

import io
import json
import logging
import logging.config
from types import SimpleNamespace

import pytest
from django.conf import settings

from ofagency.logs import logging_config
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """`log(as_json)` begins a log, and gives what tells all that is in it."""

    def begin(as_json):
        stream = io.StringIO()
        config = logging_config(level="INFO", as_json=as_json)
        config["handlers"]["console"]["stream"] = stream
        logging.config.dictConfig(config)
        return stream.getvalue

    yield begin
    logging.config.dictConfig(settings.LOGGING)


@pytest.fixture
def lines(log):
    """The log as JSON lines, as in production."""
    written = log(as_json=True)
    return lambda: [json.loads(line) for line in written().splitlines()]


@pytest.fixture
def owner(client):
    member = f.MembershipFactory(role="owner")
    client.force_login(member.user)
    return member


def test_a_request_is_one_line_with_who_and_where(client, owner, lines):
    chat = f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))
    response = client.get(f"/inbox/{chat.pk}/", {"q": "a fan's name"}, headers={"X-Request-ID": "proxy-12345"})
    (line,) = lines()
    assert (line["event"], line["method"], line["route"], line["status"]) == (
        "request", "GET", "inbox/<uuid:pk>/", 200,
    )  # fmt: skip
    assert (line["object"], line["agency"], line["user"]) == (str(chat.pk), str(owner.agency_id), str(owner.user_id))
    assert line["request_id"] == "proxy-12345" == response["X-Request-ID"]
    assert "fan's name" not in json.dumps(line)


def test_other_lines_of_the_request_carry_its_id(client, owner, lines, monkeypatch):
    def shout(*args):
        logging.getLogger("somewhere").warning("careful")
        return []

    monkeypatch.setattr("agencies.views.agencies_of", shout)
    client.get("/agencies/switch/")
    inner, request = lines()
    assert inner["event"] == "careful"
    assert inner["request_id"] == request["request_id"]


def test_tokens_in_addresses_are_not_written_down(client, lines):
    client.get("/invitations/very-secret-token/")
    assert "very-secret" not in json.dumps(lines())


def test_a_made_up_request_id_cannot_forge_lines(client, lines):
    response = client.get("/accounts/login/", headers={"X-Request-ID": "x\n{}"})
    assert response["X-Request-ID"] != "x\n{}"
    assert len(lines()) == 1


def test_a_failed_login_does_not_write_down_the_password(client, lines):
    client.post("/accounts/login/", {"login": "a@example.test", "password": "my-dear-password"})
    assert "my-dear-password" not in json.dumps(lines())


def test_health_checks_leave_no_lines(client, lines):
    client.get("/healthz")
    assert lines() == []


@pytest.mark.parametrize("as_json", [True, False])
def test_an_error_is_told_without_what_the_variables_held(client, owner, log, as_json, monkeypatch):
    monkeypatch.setattr("chats.services.messages.refresh_summaries", None)
    written = log(as_json=as_json)
    fails_to_reply(client, f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency)))
    assert "TypeError" in written()
    assert "words for the fan" not in written()


def test_an_error_of_the_database_is_told_without_the_row(client, owner, log, monkeypatch):
    monkeypatch.setattr("chats.services.messages.Direction", SimpleNamespace(OUT="in"))
    written = log(as_json=True)
    fails_to_reply(client, f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency)))
    assert "chats_message_only_ours_wait" in written()
    assert "words for the fan" not in written()


def fails_to_reply(client, chat) -> None:
    client.raise_request_exception = False
    reply = {"token": "019a0000-0000-7000-8000-000000000000", "text": "words for the fan"}
    assert client.post(f"/inbox/{chat.pk}/reply/", reply).status_code == 500
