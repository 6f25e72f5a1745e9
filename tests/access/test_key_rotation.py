"""A key is replaced without a moment in which neither opens the API."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from agencies.models import ApiKey, AuditEvent
from agencies.tenancy import agency_scope
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
JSON = "application/json"
HOUR = dt.timedelta(hours=1)


def rotate(client, key, *, by, **body):
    headers = {"Authorization": f"Api-Key {by.key}"}
    return client.post(f"/api/v1/api-keys/{key.pk}/rotate/", body, headers=headers, content_type=JSON)


def opens(client, secret) -> bool:
    return client.get("/api/v1/chats/", headers={"Authorization": f"Api-Key {secret}"}).status_code == 200


def test_old_and_new_key_both_open_until_the_overlap_is_over(world, client):
    key = world.acme.keys["chatter"]
    made = rotate(client, key, by=world.acme.keys["owner"], overlap_hours=1)
    assert made.status_code == 201
    assert opens(client, key.key)
    assert opens(client, made.json()["key"])
    ends_at = ApiKey.objects.get(pk=key.pk).expiry_date
    assert HOUR - dt.timedelta(minutes=1) < ends_at - timezone.now() < HOUR
    ApiKey.objects.filter(pk=key.pk).update(expiry_date=ends_at - HOUR)
    assert not opens(client, key.key)
    assert opens(client, made.json()["key"])


def test_the_overlap_is_a_day_unless_said_otherwise(world, client):
    rotate(client, world.acme.keys["admin"], by=world.acme.keys["owner"])
    left = ApiKey.objects.get(pk=world.acme.keys["admin"].pk).expiry_date - timezone.now()
    assert 23 * HOUR < left < 24 * HOUR


def test_without_overlap_the_old_key_ends_at_once(world, client):
    rotate(client, world.acme.keys["admin"], by=world.acme.keys["owner"], overlap_hours=0)
    assert not opens(client, world.acme.keys["admin"].key)


@pytest.mark.parametrize("hours", [-1, 169, "many", None])
def test_an_overlap_that_makes_no_sense_is_refused_and_makes_no_key(world, client, hours):
    before = ApiKey.objects.count()
    refused = rotate(client, world.acme.keys["admin"], by=world.acme.keys["owner"], overlap_hours=hours)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/overlap_hours")
    assert ApiKey.objects.count() == before


def test_the_new_key_has_name_role_and_limits_of_the_old(world, client):
    key = f.ApiKeyFactory(agency=world.acme.agency, role="admin", name="for one", limited_to_creators=True)
    f.ApiKeyCreatorFactory(api_key=key, creator=world.acme.creator)
    made = rotate(client, key, by=world.acme.keys["owner"]).json()
    assert (made["name"], made["role"], made["limited_to_creators"]) == ("for one", "admin", True)
    assert made["creators"] == [str(world.acme.creator.pk)]
    assert made["prefix"] != key.prefix


def test_a_key_made_for_a_time_is_followed_by_one_for_as_long(world, client):
    now = timezone.now()
    key = f.ApiKeyFactory(
        agency=world.acme.agency, created_at=now - dt.timedelta(days=80), expiry_date=now + dt.timedelta(days=10)
    )
    made = rotate(client, key, by=world.acme.keys["owner"]).json()
    lasts = ApiKey.objects.get(pk=made["id"]).expiry_date - now
    assert dt.timedelta(days=90) <= lasts < dt.timedelta(days=90, minutes=5)


def test_rotating_never_lets_a_key_live_longer(world, client):
    ends_at = timezone.now() + HOUR
    key = f.ApiKeyFactory(agency=world.acme.agency, expiry_date=ends_at)
    rotate(client, key, by=world.acme.keys["owner"], overlap_hours=168)
    assert ApiKey.objects.get(pk=key.pk).expiry_date == ends_at


@pytest.mark.parametrize("change", [{"revoked": True}, {"expiry_date": timezone.now() - HOUR}])
def test_a_key_that_is_over_is_not_rotated(world, client, change):
    key = world.acme.keys["admin"]
    ApiKey.objects.filter(pk=key.pk).update(**change)
    assert rotate(client, key, by=world.acme.keys["owner"]).status_code == 400


def test_an_admin_rotates_no_key_of_an_owner(world, client):
    before = ApiKey.objects.count()
    refused = rotate(client, world.acme.keys["owner"], by=world.acme.keys["admin"])
    assert (refused.status_code, ApiKey.objects.count()) == (403, before)


def test_a_limited_key_rotates_none_that_sees_more_than_itself(world, client):
    limited = f.ApiKeyFactory(agency=world.acme.agency, role="admin", limited_to_creators=True)
    f.ApiKeyCreatorFactory(api_key=limited, creator=world.acme.creator)
    before = ApiKey.objects.count()
    refused = rotate(client, world.acme.keys["admin"], by=limited)
    assert (refused.status_code, ApiKey.objects.count()) == (403, before)
    assert rotate(client, world.acme.keys["chatter"], by=limited).status_code == 201


def test_a_rotation_is_audited_without_the_secret(world, client):
    key = world.acme.keys["admin"]
    made = rotate(client, key, by=world.acme.keys["owner"]).json()
    with agency_scope(world.acme.agency.pk):
        event = AuditEvent.objects.get(action="rotated API key")
        assert (event.object_id, event.changes["replaced_by"]) == (str(key.pk), made["id"])
        assert made["key"] not in str(list(AuditEvent.objects.values()))


class TestInTheAdmin:
    @staticmethod
    def replace(person, *keys):
        form = {"action": "rotate", "_selected_action": [str(key.pk) for key in keys]}
        return client_of(person).post("/admin/agencies/apikey/", form, follow=True)

    def test_the_new_secret_is_shown_once_and_opens_the_api(self, world, client):
        page = self.replace(world.acme.owner, world.acme.keys["admin"])
        assert "no-store" in page["Cache-Control"]
        assert opens(client, page.context["secret"])
        assert opens(client, world.acme.keys["admin"].key)

    def test_several_at_once_are_refused(self, world):
        before = ApiKey.objects.count()
        page = self.replace(world.acme.owner, world.acme.keys["admin"], world.acme.keys["chatter"])
        assert "one key at a time" in page.content.decode()
        assert ApiKey.objects.count() == before

    def test_an_admin_replaces_no_key_of_an_owner(self, world):
        before = ApiKey.objects.count()
        assert self.replace(world.acme.admin, world.acme.keys["owner"]).status_code == 403
        assert ApiKey.objects.count() == before

    def test_a_revoked_key_is_refused_with_the_reason(self, world):
        ApiKey.objects.filter(pk=world.acme.keys["admin"].pk).update(revoked=True)
        assert "opens nothing any more" in self.replace(world.acme.owner, world.acme.keys["admin"]).content.decode()
