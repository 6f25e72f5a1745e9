"""Owners and admins add endpoints by the API; the secret is shown once, and addresses inside are refused."""

from __future__ import annotations

import pytest

from agencies.scope import Role
from agencies.tenancy import agency_scope
from integrations.models import WebhookEndpoint
from tests import factories as f

ADDRESS = "https://93.184.215.14/hook"


@pytest.fixture
def endpoint(owner):
    response = owner.post("webhook-endpoints/", {"url": ADDRESS, "events": ["message.unlocked", "message.created"]})
    assert response.status_code == 201, response.content
    return response.json()


def test_the_secret_is_shown_once(owner, endpoint):
    assert endpoint["secret"].startswith("whsec_")
    row = owner.get(f"webhook-endpoints/{endpoint['id']}/")
    assert endpoint["secret"] not in row.content.decode()
    assert row.json()["events"] == ["message.created", "message.unlocked"]


def test_a_new_secret_is_another(owner, endpoint):
    answer = owner.post(f"webhook-endpoints/{endpoint['id']}/rotate-secret/", None)
    assert answer.status_code == 201
    assert answer.json()["secret"] not in ("", endpoint["secret"])


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"url": "https://10.0.0.1/"}, "/url"),
        ({"url": "http://169.254.169.254/latest/meta-data"}, "/url"),
        ({"url": "http://93.184.215.14/"}, "/url"),
        ({"url": "rubbish"}, "/url"),
        ({"url": ADDRESS, "events": ["message.exploded"]}, "/events/0"),
    ],
)
def test_what_is_wrong_is_pointed_at(owner, pointers, told, field):
    assert pointers(owner.post("webhook-endpoints/", told)) == {field}


def test_an_address_inside_cannot_come_in_later(owner, endpoint, pointers):
    assert pointers(owner.patch(f"webhook-endpoints/{endpoint['id']}/", {"url": "https://127.0.0.1/"})) == {"/url"}


def test_a_test_is_a_delivery_that_can_be_sent_again(owner, endpoint):
    delivery = owner.post(f"webhook-endpoints/{endpoint['id']}/test/", None).json()
    assert (delivery["event"], delivery["status"]) == ("webhook.test", "waiting")
    assert owner.rows("webhook-deliveries/", endpoint=endpoint["id"])[0]["id"] == delivery["id"]
    assert owner.post(f"webhook-deliveries/{delivery['id']}/replay/", None).status_code == 200


def test_a_chatters_key_has_none(api, world):
    chatter = api(world.acme.keys["chatter"])
    assert chatter.post("webhook-endpoints/", {"url": ADDRESS}).status_code == 403
    assert chatter.get("webhook-endpoints/").status_code == 403


def test_a_key_that_is_limited_hears_of_its_creators_alone(api, world):
    key = f.ApiKeyFactory(agency=world.acme.agency, role=Role.ADMIN, limited_to_creators=True)
    f.ApiKeyCreatorFactory(api_key=key, creator=world.acme.creator)
    limited = api(key)
    assert limited.post("webhook-endpoints/", {"url": ADDRESS}).status_code == 403
    mine = {"url": ADDRESS, "creator": str(world.acme.creator.pk)}
    assert limited.post("webhook-endpoints/", mine).status_code == 201
    assert {row["creator"] for row in limited.rows("webhook-endpoints/")} == {mine["creator"]}
    other = {"url": ADDRESS, "creator": str(world.acme.other_creator.pk)}
    assert limited.post("webhook-endpoints/", other).status_code == 400


def test_the_admin_shows_the_secret_once_and_the_deliveries(client, world):
    client.force_login(world.acme.owner.user)
    page = client.post("/admin/integrations/webhookendpoint/add/", {"url": ADDRESS, "is_active": "on"})
    assert b"whsec_" in page.content
    with agency_scope(world.acme.agency.pk):
        endpoint = WebhookEndpoint.objects.get(url=ADDRESS)
    address = f"/admin/integrations/webhookendpoint/{endpoint.pk}/change/"
    client.post(address, {"url": ADDRESS, "is_active": "on", "send_test": "1"})
    assert b"whsec_" not in client.get(address).content
    deliveries = client.get("/admin/integrations/webhookdelivery/", {"endpoint": endpoint.pk}).content.decode()
    assert "webhook.test" in deliveries
