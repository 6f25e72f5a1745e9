"""Every address × every person × every foreign row: nobody gets, or changes, what is not theirs.

Addresses come from the URL configuration and rows from the models, so a new page is covered by being there.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from agencies.identify import ACTIVE_AGENCY
from agencies.models import Agency, User
from agencies.tenancy import agency_scope
from tests.access.urls import Address, addresses, tenant_models

pytestmark = pytest.mark.django_db
SESSIONS = ["owner", "admin", "chatter", "idle_chatter", "rival_owner", "operator"]
KEYS = ["owner_key", "admin_key", "chatter_key", "rival_key"]
PEOPLE = [*SESSIONS, *KEYS, "anonymous"]
WRITES = ["post", "put", "patch", "delete"]
#: What the pages of the other side are full of; see `tests.world`.
RIVAL = ("rival-main", "rival-other", "rival-shared", "@rival.test")
ACME = ("acme-main", "acme-other", "acme-shared", "@acme.test")
HIDDEN_FROM = {
    "owner": RIVAL, "admin": RIVAL, "owner_key": RIVAL, "admin_key": RIVAL, "operator": RIVAL[:3],
    "chatter": (*RIVAL, "acme-other"), "chatter_key": (*RIVAL, "acme-other"),
    "idle_chatter": (*RIVAL, "acme-other", "acme-main"),
    "rival_owner": ACME, "rival_key": ACME, "anonymous": (*ACME, *RIVAL),
}  # fmt: skip


def client_of(world, person: str) -> Client:
    client = Client(raise_request_exception=True)
    acme, rival = world.acme, world.rival
    if person.endswith("_key"):
        side, role = (rival, "owner") if person == "rival_key" else (acme, person.removesuffix("_key"))
        client.defaults["HTTP_AUTHORIZATION"] = f"Api-Key {side.keys[role].key}"
    elif person == "operator":
        client.force_login(world.operator)
        session = client.session
        session[ACTIVE_AGENCY] = str(acme.agency.pk)
        session.save()
    elif person == "rival_owner":
        client.force_login(rival.owner.user)
    elif person != "anonymous":
        client.force_login(getattr(acme, person).user)
    return client


def foreign_ids(world, person: str, address: Address) -> list[object]:
    """Ids of rows that `person` must not reach at `address`: two of the model it serves, or else one of each model."""
    side = world.acme if person.startswith("rival") else world.rival
    models, rows = ([address.model], 2) if address.model in tenant_models() else (tenant_models(), 1)
    if address.model is Agency:
        return [side.agency.pk] if person != "operator" else []
    if address.model is User:
        return [side.owner.user_id] if person != "operator" else []
    with agency_scope(side.agency.pk):
        return [
            pk
            for model in models
            for pk in model._default_manager.filter(agency=side.agency).values_list("pk", flat=True)[:rows]
        ]


def content(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


def snapshot(agency) -> dict[str, str]:
    """A fingerprint of every tenant table of `agency`."""
    prints = {}
    with agency_scope(agency.pk), connection.cursor() as cursor:
        for model in tenant_models():
            table = model._meta.db_table
            cursor.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t WHERE agency_id = %s", [agency.pk]
            )
            prints[table] = cursor.fetchone()[0]
    return prints


def is_refusal(response, address: Address) -> bool:
    """404, or the role may not do it at all (403/405), or who are you (401, to the login)."""
    if response.status_code in (401, 403, 404, 405):
        return True
    return response.status_code == 302 and "/accounts/login/" in response["Location"]


def object_addresses() -> list[Address]:
    return [a for a in addresses() if a.parameters and not a.route.startswith("/accounts/")]


def test_all_faces_are_among_the_addresses():
    routes = [a.route for a in addresses()]
    for face in ("/admin/chats/chat/", "/inbox/", "/api/v1/chats/", "/accounts/login/"):
        assert any(route.startswith(face) for route in routes), face


@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_without_an_id_shows_what_is_hidden_from_the_person(world, person):
    client = client_of(world, person)
    leaks = []
    for address in addresses():
        if address.parameters:
            continue
        response = client.get(address.route)
        assert response.status_code < 500, address.route
        text = content(response)
        leaks += [(address.route, mark) for mark in HIDDEN_FROM[person] if mark in text]
    assert leaks == []


@pytest.mark.parametrize("person", PEOPLE)
def test_a_foreign_id_is_refused_and_shows_nothing(world, person):
    client = client_of(world, person)
    wrong = []
    for address in object_addresses():
        for pk in foreign_ids(world, person, address):
            response = client.get(address.filled_with(pk))
            if not is_refusal(response, address) or any(mark in content(response) for mark in HIDDEN_FROM[person]):
                wrong.append((address.route, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("person", PEOPLE)
def test_a_foreign_id_cannot_be_written_to(world, person, method):
    client = client_of(world, person)
    side = world.acme if person.startswith("rival") else world.rival
    before, wrong = snapshot(side.agency), []
    for address in object_addresses():
        for pk in foreign_ids(world, person, address):
            response = getattr(client, method)(
                address.filled_with(pk), data={"post": "yes"}, content_type=_content_type(address)
            )
            if not is_refusal(response, address):
                wrong.append((address.route, response.status_code))
    assert wrong == []
    assert snapshot(side.agency) == before


def _content_type(address: Address) -> str:
    return "application/json" if address.route.startswith("/api/") else "application/x-www-form-urlencoded"


@pytest.mark.parametrize("person", ["chatter", "chatter_key", "idle_chatter"])
def test_a_chatter_is_refused_the_rows_of_creators_they_do_not_work_for(world, person):
    client, wrong = client_of(world, person), []
    with agency_scope(world.acme.agency.pk):
        hidden = {
            m: [r.pk for r in m._default_manager.all() if _belongs_to(r, world.acme.other_creator)]
            for m in tenant_models()
        }
    for address in object_addresses():
        pks = hidden.get(address.model) if address.model in hidden else [world.acme.other_chat.pk]
        for pk in pks or []:
            response = client.get(address.filled_with(pk))
            if not is_refusal(response, address):
                wrong.append((address.route, response.status_code))
    assert wrong == []


def _belongs_to(row, creator) -> bool:
    path = type(row).SCOPE.creator
    if path is None:
        return False
    return type(row)._default_manager.filter(pk=row.pk, **{path: creator.pk}).exists()


@pytest.mark.parametrize("address", addresses(), ids=lambda a: a.route)
def test_a_stranger_gets_nothing_but_the_public_pages(client, address):
    response = client.get(address.filled_with("018f0000-0000-7000-8000-000000000000"))
    public = (
        re.match(r"/(accounts|invitations|healthz|readyz|metrics|api/schema|api/docs)", address.route)
        or address.route == "/"
    )
    assert response.status_code < 500
    assert public or is_refusal(response, address), response.status_code
