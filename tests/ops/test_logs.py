from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
from django.conf import settings

from ofagency.logs import logging_config
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """The log as JSON lines, as in production."""
    stream = io.StringIO()
    config = logging_config(level="INFO", as_json=True)
    config["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(config)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.config.dictConfig(settings.LOGGING)


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
