"""The admin shows and changes only what is the actor's own; every registered model is covered by being registered."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, Membership, User
from agencies.permissions import ROLES, TABLE
from agencies.tenancy import agency_scope
from tests.clients import client_of

pytestmark = pytest.mark.django_db
MODELS = [model for model in admin.site._registry if model not in (Agency, User)]
NAMES = [model._meta.label for model in MODELS]


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def rows_of(model, side) -> list:
    with agency_scope(side.agency.pk):
        return list(model._default_manager.filter(agency=side.agency))


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_lists_show_own_rows_and_nothing_of_the_rival(world, model):
    for member in (world.acme.owner, world.acme.admin):
        # A model of which an agency has one row shows that row.
        response = client_of(member.user).get(address(model, "changelist"), follow=True)
        assert response.status_code == 200
        page = response.context
        shown = page["cl"].result_list if "cl" in page else [page["original"]]
        assert {row.agency_id for row in shown} == {world.acme.agency.pk}
        assert b"rival-" not in response.content


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_a_page_of_a_foreign_row_does_not_exist(world, model, page):
    row = rows_of(model, world.rival)[0]
    may_delete = "d" in TABLE[model._meta.label_lower][ROLES.index("owner")]
    # Where the role may delete nothing, 403 is said to every id alike.
    expected = 403 if page == "delete" and not may_delete else 404
    assert client_of(world.acme.owner.user).get(address(model, page, row.pk)).status_code == expected


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_an_owner_opens_own_rows_without_a_trace_of_the_rival(world, model):
    row = rows_of(model, world.acme)[0]
    client = client_of(world.acme.owner.user)
    for page in ("change", "history"):
        response = client.get(address(model, page, row.pk))
        assert response.status_code == 200
        assert b"rival-" not in response.content


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_a_chatter_is_refused_and_a_stranger_sent_to_the_login(world, model):
    assert client_of(world.acme.chatter.user).get(address(model, "changelist")).status_code == 403
    response = Client().get(address(model, "changelist"))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_an_operator_outside_every_agency_sees_no_business(world, model):
    assert client_of(world.operator).get(address(model, "changelist")).status_code == 403


def test_an_admin_may_not_open_an_owners_membership_for_change(world):
    page = address(Membership, "change", world.acme.owner.pk)
    assert client_of(world.acme.admin.user).post(page, {"role": "chatter"}).status_code == 403


def test_the_last_owner_stays_owner(world):
    page = address(Membership, "change", world.acme.owner.pk)
    form = {"role": "admin", "is_active": "on", "assignments-TOTAL_FORMS": 0, "assignments-INITIAL_FORMS": 0}
    client_of(world.acme.owner.user).post(page, form)
    world.acme.owner.refresh_from_db()
    assert world.acme.owner.role == "owner"
