"""Keys of programs: how they open the API, what they may make, and how they end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from agencies.models import ApiKey

pytestmark = pytest.mark.django_db
JSON = "application/json"


def headers(key) -> dict[str, str]:
    return {"Authorization": f"Api-Key {key}"}


def assert_is_refused(response):
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Api-Key")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("key", ["", "nonsense", "wrong.secret", "\u00e9.\u00e9"])
def test_a_wrong_key_is_refused(world, client, key):
    assert_is_refused(client.get("/api/v1/chats/", headers=headers(key)))


def test_nobody_is_refused(world, client):
    assert_is_refused(client.get("/api/v1/chats/"))


@pytest.mark.parametrize("change", [{"revoked": True}, {"expiry_date": timezone.now() - dt.timedelta(days=1)}])
def test_a_revoked_or_expired_key_is_refused(world, client, change):
    key = world.acme.keys["owner"]
    ApiKey.objects.filter(pk=key.pk).update(**change)
    assert_is_refused(client.get("/api/v1/chats/", headers=headers(key.key)))


def test_a_key_of_an_inactive_agency_is_refused(world, client):
    world.acme.agency.is_active = False
    world.acme.agency.save()
    assert_is_refused(client.get("/api/v1/chats/", headers=headers(world.acme.keys["owner"].key)))


def test_the_secret_is_shown_once_and_opens_the_api(world, client):
    owner = headers(world.acme.keys["owner"].key)
    made = client.post("/api/v1/api-keys/", {"name": "n", "role": "admin"}, headers=owner, content_type=JSON)
    assert made.status_code == 201
    assert "key" not in client.get(f"/api/v1/api-keys/{made.json()['id']}/", headers=owner).json()
    assert client.get("/api/v1/chats/", headers=headers(made.json()["key"])).status_code == 200


def test_an_admin_makes_no_key_of_an_owner(world, client):
    before = ApiKey.objects.count()
    admin = headers(world.acme.keys["admin"].key)
    made = client.post("/api/v1/api-keys/", {"name": "n", "role": "owner"}, headers=admin, content_type=JSON)
    assert (made.status_code, ApiKey.objects.count()) == (403, before)


def test_deleting_a_key_revokes_it(world, client):
    owner, admin = headers(world.acme.keys["owner"].key), world.acme.keys["admin"]
    assert client.delete(f"/api/v1/api-keys/{admin.pk}/", headers=owner).status_code == 204
    assert_is_refused(client.get("/api/v1/chats/", headers=headers(admin.key)))


def test_use_is_noted_at_most_once_a_minute(world, client):
    key = world.acme.keys["owner"]
    client.get("/api/v1/chats/", headers=headers(key.key))
    key.refresh_from_db()
    first = key.last_used_at
    client.get("/api/v1/chats/", headers=headers(key.key))
    key.refresh_from_db()
    assert first is not None
    assert key.last_used_at == first


def test_a_reply_is_queued_in_the_name_of_the_key(world, client):
    key = headers(world.acme.keys["chatter"].key)
    body = {"chat": str(world.acme.chat.pk), "text": "Hello"}
    made = client.post("/api/v1/messages/", body, headers=key, content_type=JSON)
    assert (made.status_code, made.json()["status"], made.json()["source"]) == (201, "queued", "api")


def test_a_chatters_key_sees_only_its_creators(world, client):
    key = headers(world.acme.keys["chatter"].key)
    assert client.get(f"/api/v1/chats/{world.acme.other_chat.pk}/", headers=key).status_code == 404
    body = {"chat": str(world.acme.other_chat.pk), "text": "Hello"}
    refused = client.post("/api/v1/messages/", body, headers=key, content_type=JSON)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["pointer"] == "/chat"


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzFd", "WzEsMl0", "W251bGxd", "\u00e9"])
def test_a_bad_cursor_is_a_problem_and_no_crash(world, client, cursor):
    for prefix in ("chats", "messages", "notes", "fan-stats"):
        response = client.get(f"/api/v1/{prefix}/?cursor={cursor}", headers=headers(world.acme.keys["owner"].key))
        assert response.status_code == 400


def test_messages_filter_by_what_is_known_of_the_sale(world, client):
    owner = headers(world.acme.keys["owner"].key)
    rows = client.get("/api/v1/messages/?unlocked=false", headers=owner).json()["results"]
    assert len(rows) == 2
    for value in ("true", "false", "unknown"):
        rows = client.get(f"/api/v1/messages/?unlocked={value}", headers=owner).json()["results"]
        assert {row["unlocked"] for row in rows} <= {{"true": True, "false": False, "unknown": None}[value]}


def test_the_docs_page_runs_no_inline_script_and_asks_no_other_host(client):
    page = client.get("/api/docs/")
    assert page.status_code == 200
    assert b"https://" not in page.content
    assert "script-src 'self';" in page["Content-Security-Policy"] + ";"


def test_a_cursor_of_one_list_is_none_of_another(world, client):
    owner = headers(world.acme.keys["owner"].key)
    following = client.get("/api/v1/notes/?page_size=1", headers=owner).json()["next"]
    assert client.get(following, headers=owner).status_code == 200
    assert client.get(following.replace("/notes/", "/scripts/"), headers=owner).status_code == 400
