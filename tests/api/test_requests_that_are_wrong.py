"""What is wrong with a request is said as a problem, and is never a crash."""

from __future__ import annotations

import pytest
from django.test import Client

from chats.models import Message

pytestmark = pytest.mark.django_db


def assert_is_problem(response, status):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_a_method_that_is_not_offered_is_405(world, owner):
    assert_is_problem(owner.write("put", f"chats/{world.acme.chat.pk}/", {}), 405)
    assert_is_problem(owner.post("media/", {}), 405)
    assert_is_problem(owner.write("trace", "chats/"), 405)


def test_a_body_that_is_no_json_is_415(world, owner):
    assert_is_problem(owner.client.post("/api/v1/notes/", {"text": "x"}, headers=owner.headers), 415)


def test_a_browser_that_asks_for_a_page_gets_json(owner):
    response = owner.client.get("/api/v1/chats/", headers={**owner.headers, "Accept": "text/html"})
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize(
    "body", ["{", "[]", "null", '"text"', "\x00", '{"text": "\\u0000"}', '{"text": "\\ud83d"}', "NaN"]
)
def test_a_malformed_body_is_400(world, owner, body):
    assert_is_problem(owner.post("notes/", body), 400)


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("messages/", "status", "nonsense"),
        ("messages/", "direction", "up"),
        ("messages/", "is_ppv", "maybe"),
        ("messages/", "since", "yesterday"),
        ("messages/", "chat", "5"),
        ("messages/", "of_message_id", str(10**30)),
        ("messages/", "page_size", "0"),
        ("messages/", "page_size", "many"),
        ("chats/", "unread", "2"),
        ("chats/", "search", "\x00"),
        ("chats/", "fan_of_id", "-1"),
        ("members/", "role", "operator"),
        ("transactions/", "kind", "gift"),
        ("fan-stats/", "min_spent", "NaN"),
    ],
)
def test_a_filter_value_that_means_nothing_names_the_filter(owner, parameters, path, name, value):
    assert parameters(owner.get(path, **{name: value})) == {name}


@pytest.mark.parametrize("name", ["chat", "status", "since"])
def test_an_empty_filter_is_no_wish_for_all_rows(owner, parameters, name):
    assert parameters(owner.get("messages/", **{name: ""})) == {name}


def test_a_filter_that_there_is_not_is_no_wish_for_all_rows(owner, parameters):
    refused = owner.get("ai-responses/", creater="x", page_size="5")
    assert parameters(refused) == {"creater"}
    assert "There are: chat, creator, cursor," in refused.json()["errors"][0]["detail"]


def test_a_choice_that_there_is_not_says_which_there_are(owner, world):
    told = owner.get("ai-responses/", status="nonsense").json()["errors"][0]
    assert told["detail"] == "Choose one of: suggested, accepted, edited, rejected, expired."
    told = owner.post("transactions/", {"kind": "gift"}).json()["errors"]
    assert any("“gift” is none of: " in one["detail"] for one in told)


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("method", ["post", "patch", "put", "delete"])
def test_what_would_write_is_not_sent_on_to_the_address_with_a_slash(settings, owner, debug, method):
    settings.DEBUG = debug
    response = owner.write(method, "draft-requests", {})
    assert_is_problem(response, 404)
    assert response.json()["detail"] == "There is nothing at this address. Addresses end in a slash."


def test_reading_is(owner):
    response = owner.get("chats")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/chats/")


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("path", ["nothing/", "chats/no-id/", ""])
def test_no_address_is_answered_with_a_page(settings, owner, debug, path):
    settings.DEBUG = debug
    assert_is_problem(owner.get(path), 404)


@pytest.mark.parametrize(
    ("method", "path"),
    [("patch", "draft-requests/"), ("post", "ai-calls/"), ("delete", "guard-events/"), ("put", "fan-summaries/")],
)
def test_a_method_that_there_is_not_is_no_lack_of_rights(owner, api, method, path):
    assert_is_problem(owner.write(method, path, {}), 405)
    assert_is_problem(api("wrong.key").write(method, path, {}), 401)


def test_all_wrong_filters_are_named_at_once(owner, parameters):
    assert parameters(owner.get("messages/", since="x", chat="y", is_tip="")) == {"since", "chat", "is_tip"}


def test_a_price_outside_the_platforms_limits_is_a_sentence(world, owner, pointers):
    response = owner.post("messages/", {"chat": str(world.acme.chat.pk), "text": "For you", "price": "2.50"})
    assert pointers(response) == {"/price"}
    assert response.json()["errors"][0]["detail"] == "A price is 3 to 200 dollars, or none."


def test_a_session_writes_only_with_the_csrf_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.acme.owner.user)
    body = {"chat": str(world.acme.chat.pk), "text": "Hello"}
    refused = client.post("/api/v1/messages/", body, content_type="application/json")
    assert_is_problem(refused, 403)
    client.cookies["csrftoken"] = token = "t" * 32
    allowed = client.post("/api/v1/messages/", body, content_type="application/json", headers={"X-CSRFToken": token})
    assert allowed.status_code == 201


def test_a_key_beside_a_session_needs_no_token_and_acts_for_the_key(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.rival.owner.user)
    key = {"Authorization": f"Api-Key {world.acme.keys['owner'].key}"}
    body = {"chat": str(world.acme.chat.pk), "text": "Hello"}
    made = client.post("/api/v1/messages/", body, content_type="application/json", headers=key)
    assert (made.status_code, made.json()["sent_by"]) == (201, None)


def test_a_wrong_key_beside_a_good_session_is_refused(world, client):
    client.force_login(world.acme.owner.user)
    response = client.get("/api/v1/chats/", headers={"Authorization": "Api-Key wrong.key"})
    assert_is_problem(response, 401)


def test_a_refused_write_leaves_nothing(world, owner):
    before = len(owner.rows("messages/"))
    owner.post("messages/", {"chat": str(world.rival.chat.pk), "text": "Hello"})
    owner.post("messages/", {"chat": str(world.acme.chat.pk), "text": " "})
    assert len(owner.rows("messages/")) == before
    assert Message.objects.count() == 0  # outside every scope the database shows nothing


def test_answers_may_load_nothing_and_stand_in_no_frame(world, owner):
    for response in (owner.get("chats/"), owner.get("chats/nonsense/"), owner.get("chats/", unread="maybe")):
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
    assert owner.get("chats/")["Content-Security-Policy"].startswith("default-src 'none'")
