"""Members and keys: an agency keeps an owner, and nobody makes a key that sees more than they do."""

from __future__ import annotations

import pytest

from agencies.models import ApiKey, Membership
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [{"role": "admin"}, {"is_active": False}])
def test_the_last_owner_cannot_step_down(world, owner, pointers, change):
    assert pointers(owner.patch(f"members/{world.acme.owner.pk}/", change)) == {""}
    assert Membership.objects.get(pk=world.acme.owner.pk).role == "owner"


def test_the_last_owner_cannot_be_removed(world, owner, pointers):
    assert pointers(owner.write("delete", f"members/{world.acme.owner.pk}/")) == {""}
    assert Membership.objects.filter(pk=world.acme.owner.pk).exists()


def test_one_of_two_owners_can_step_down(world, owner):
    f.MembershipFactory(agency=world.acme.agency, role="owner")
    assert owner.patch(f"members/{world.acme.owner.pk}/", {"role": "admin"}).status_code == 200


def test_an_admin_neither_makes_nor_touches_an_owner(world, api):
    admin = api(world.acme.keys["admin"])
    assert admin.patch(f"members/{world.acme.owner.pk}/", {"role": "chatter"}).status_code == 403
    assert admin.patch(f"members/{world.acme.chatter.pk}/", {"role": "owner"}).status_code == 403
    assert Membership.objects.get(pk=world.acme.chatter.pk).role == "chatter"


def test_a_key_is_limited_to_the_creators_it_is_made_with(world, owner, api):
    creator = str(world.acme.creator.pk)
    made = owner.post("api-keys/", {"name": "n", "role": "admin", "creators": [creator]}).json()
    assert (made["limited_to_creators"], made["creators"]) == (True, [creator])
    assert {row["id"] for row in api(made["key"]).rows("creators/")} == {creator}
    assert owner.get(f"api-keys/{made['id']}/").json()["creators"] == [creator]


def test_a_key_is_not_limited_to_creators_of_others(world, owner, pointers):
    before = ApiKey.objects.count()
    made = owner.post("api-keys/", {"name": "n", "role": "admin", "creators": [str(world.rival.creator.pk)]})
    assert "/creators" in {pointer[:9] for pointer in pointers(made)}
    assert ApiKey.objects.count() == before


def test_a_limited_key_makes_no_key_that_sees_more(world, owner, api):
    ours, others = str(world.acme.creator.pk), str(world.acme.other_creator.pk)
    limited = api(owner.post("api-keys/", {"name": "n", "role": "admin", "creators": [ours]}).json()["key"])
    assert limited.post("api-keys/", {"name": "all", "role": "admin"}).status_code == 403
    assert limited.post("api-keys/", {"name": "other", "role": "admin", "creators": [others]}).status_code == 400
    assert limited.post("api-keys/", {"name": "same", "role": "chatter", "creators": [ours]}).status_code == 201


def test_a_creator_with_chats_is_kept_and_the_reason_is_said(world, owner):
    response = owner.write("delete", f"creators/{world.acme.creator.pk}/")
    assert (response.status_code, response.json()["code"]) == (409, "conflict")
    assert response.json()["detail"] == "Other rows need this one, so it cannot be deleted."
