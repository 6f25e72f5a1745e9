"""Each endpoint of the API, without naming any: what is listed, read, written and refused."""

from __future__ import annotations

import pytest

from agencies import permissions
from agencies.tenancy import agency_scope
from ofagency.api_urls import router

pytestmark = pytest.mark.django_db
ENDPOINTS = {prefix: viewset for prefix, viewset, _ in router.registry}
ROLES = ["owner", "admin", "chatter"]


def model(prefix):
    return ENDPOINTS[prefix].permission_model()


def headers(side, role):
    return {"Authorization": f"Api-Key {side.keys[role].key}"}


def rows_of(side, prefix) -> list:
    with agency_scope(side.agency.pk):
        rows = model(prefix).objects.all()
        rows = rows.filter(pk=side.agency.pk) if prefix == "agencies" else rows.filter(agency=side.agency)
        return list(rows)


def allowed(role, prefix) -> bool:
    return permissions.allowed(role, model(prefix)._meta.label_lower, "view")


def not_theirs_to_do(prefix, method) -> bool:
    """Whether even an owner may not do this to any row of the kind."""
    action = {"get": "view", "patch": "change", "put": "change", "delete": "delete", "post": "add"}[method]
    return not permissions.allowed("owner", model(prefix)._meta.label_lower, action)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_a_list_shows_own_rows_only_and_only_to_roles_that_may_view(world, client, prefix, role):
    response = client.get(f"/api/v1/{prefix}/", headers=headers(world.acme, role))
    assert response.status_code == (200 if allowed(role, prefix) else 403)
    if response.status_code == 200:
        shown = {row["id"] for row in response.json()["results"]}
        assert shown <= {str(row.pk) for row in rows_of(world.acme, prefix)}
        assert shown or role == "chatter"


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_an_owner_sees_all_own_rows(world, client, prefix):
    shown = {r["id"] for r in client.get(f"/api/v1/{prefix}/", headers=headers(world.acme, "owner")).json()["results"]}
    assert shown == {str(row.pk) for row in rows_of(world.acme, prefix)}


@pytest.mark.parametrize("method", ["get", "patch", "delete", "put", "post"])
@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_another_agencys_row_is_not_found(world, client, prefix, method):
    for row in rows_of(world.rival, prefix):
        call = getattr(client, method)
        response = call(
            f"/api/v1/{prefix}/{row.pk}/", headers=headers(world.acme, "owner"), content_type="application/json"
        )
        assert response.status_code in (403, 404, 405)
        assert response.status_code != 403 or not_theirs_to_do(prefix, method)


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_what_is_no_id_is_not_found(world, client, prefix):
    assert client.get(f"/api/v1/{prefix}/nonsense/", headers=headers(world.acme, "owner")).status_code == 404


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_one_row_reads_as_it_is_listed(world, client, prefix):
    listed = client.get(f"/api/v1/{prefix}/", headers=headers(world.acme, "owner")).json()["results"]
    for row in listed:
        assert client.get(f"/api/v1/{prefix}/{row['id']}/", headers=headers(world.acme, "owner")).json() == row


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_a_row_has_exactly_the_fields_that_the_schema_names(world, client, prefix):
    row = client.get(f"/api/v1/{prefix}/", headers=headers(world.acme, "owner")).json()["results"][0]
    assert sorted(row) == sorted(ENDPOINTS[prefix].serializer_class.Meta.fields)


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_references_to_another_agency_are_refused_and_nothing_is_written(world, client, prefix):
    serializer = ENDPOINTS[prefix].serializer_class()
    rival = rows_of(world.rival, prefix)[0]
    references = {
        name: str(getattr(rival, f"{name}_id"))
        for name, field in serializer.fields.items()
        if not field.read_only and hasattr(field, "queryset") and getattr(rival, f"{name}_id", None)
    }
    if not references or "post" not in ENDPOINTS[prefix].http_method_names:
        return
    before = len(rows_of(world.acme, prefix))
    response = client.post(
        f"/api/v1/{prefix}/", references, headers=headers(world.acme, "owner"), content_type="application/json"
    )
    assert response.status_code == 400
    pointed = {error["pointer"] for error in response.json()["errors"]}
    assert {f"/{name}" for name in references} <= pointed
    assert len(rows_of(world.acme, prefix)) == before


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_a_list_costs_the_same_number_of_queries_for_one_and_for_all_rows(
    world, client, prefix, django_assert_num_queries
):
    owner = headers(world.acme, "owner")
    client.get(f"/api/v1/{prefix}/", headers=owner)  # notes the key's first use
    for page_size in (1, 200):
        # key, savepoint, SET LOCAL, one page, restore, release; an agency is given the built-in rules it lacks
        with django_assert_num_queries(7 if prefix == "guard-rules" else 6):
            client.get(f"/api/v1/{prefix}/?page_size={page_size}", headers=owner)


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_pages_follow_each_other_without_gap_or_repeat(world, client, prefix):
    address, seen = f"/api/v1/{prefix}/?page_size=1", []
    while address:
        page = client.get(address, headers=headers(world.acme, "owner")).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert sorted(seen) == sorted(str(row.pk) for row in rows_of(world.acme, prefix))
