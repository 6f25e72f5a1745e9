"""Programs see how accounts are connected, and have them fetched, paused and resumed."""

from __future__ import annotations

import pytest

from agencies.models import AuditEvent
from agencies.scope import Role
from agencies.tenancy import agency_scope
from integrations.models import Connection, SyncRun
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection():
    return f.ConnectionFactory(account_id="acct_1", api_key="ofapi_very_secret")


@pytest.fixture
def owner(api, connection):
    return api(f.ApiKeyFactory(agency=connection.agency, role=Role.OWNER))


@pytest.fixture
def path(connection):
    return f"connections/{connection.pk}/"


def test_a_program_sees_how_an_account_is_and_no_secret(owner, connection, path):
    Connection.objects.filter(pk=connection.pk).update(status="attention", status_reason="Signed out.")
    (row,) = owner.rows("connections/", status="attention")
    assert row == owner.get(path).json()
    assert (row["account_id"], row["provider"], row["status_reason"]) == ("acct_1", "onlyfansapi", "Signed out.")
    assert "secret" not in owner.get(path).content.decode()
    assert owner.rows("connections/", status="active") == []


def test_it_is_paused_and_resumed(owner, path, connection):
    assert owner.post(f"{path}pause/", None).json()["is_active"] is False
    assert owner.post(f"{path}resume/", None).json()["is_active"] is True
    with agency_scope(connection.agency_id):
        assert AuditEvent.objects.filter(action__in=["paused connection", "resumed connection"]).count() == 2


def test_it_is_not_resumed_beside_another_that_sends(owner, path, connection):
    owner.post(f"{path}pause/", None)
    f.ConnectionFactory(creator=connection.creator)
    refused = owner.post(f"{path}resume/", None)
    assert refused.status_code == 400
    assert "sends replies already" in refused.content.decode()


def test_it_is_fetched_once_at_a_time(owner, path, connection):
    run = owner.post(f"{path}fetch/", {"kind": "repair"})
    assert (run.status_code, run.json()["kind"], run.json()["status"]) == (201, "repair", "waiting")
    assert owner.rows("sync-runs/", connection=str(connection.pk)) == [run.json()]
    assert owner.post(f"{path}fetch/", {}).status_code == 400
    assert owner.post(f"{path}fetch/", {"kind": "some"}).status_code == 400


def test_a_fetching_is_paused_and_resumed(owner, connection):
    run = f.SyncRunFactory(connection=connection, status=SyncRun.Status.RUNNING)
    assert owner.post(f"sync-runs/{run.pk}/pause/", None).json()["status"] == "paused"
    assert owner.post(f"sync-runs/{run.pk}/pause/", None).status_code == 400
    assert owner.post(f"sync-runs/{run.pk}/resume/", None).json()["status"] == "waiting"


def test_a_service_that_only_delivers_events_is_not_fetched(owner, connection, path):
    Connection.objects.filter(pk=connection.pk).update(provider="generic")
    assert "Nothing can be fetched" in owner.post(f"{path}fetch/", {}).content.decode()


def test_a_chatters_key_sees_none(api, connection, path):
    chatter = api(f.ApiKeyFactory(agency=connection.agency, role=Role.CHATTER))
    assert {chatter.get(path).status_code, chatter.get("sync-runs/").status_code} == {403}
    assert chatter.post(f"{path}pause/", None).status_code == 403


def test_a_key_that_is_limited_sees_those_of_its_creators(api, connection):
    mine = f.ConnectionFactory(creator__agency=connection.agency)
    key = f.ApiKeyFactory(agency=connection.agency, role=Role.ADMIN, limited_to_creators=True)
    f.ApiKeyCreatorFactory(api_key=key, creator=mine.creator)
    assert [row["id"] for row in api(key).rows("connections/")] == [str(mine.pk)]
    assert api(key).post(f"connections/{connection.pk}/pause/", None).status_code == 404


def test_of_another_agency_nothing_is_there(api, path):
    stranger = api(f.ApiKeyFactory(role=Role.OWNER))
    assert stranger.rows("connections/") == []
    assert stranger.post(f"{path}pause/", None).status_code == 404
