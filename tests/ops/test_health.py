from __future__ import annotations

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_a_living_process_says_so_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_a_migrated_database_makes_it_ready(client):
    assert client.get("/readyz").json() == {"status": "ok"}


def test_a_missing_migration_makes_it_not_ready(client, monkeypatch):
    applied = MigrationRecorder.applied_migrations

    def without_the_last(self):
        return {key: value for key, value in applied(self).items() if key[0] != "chats"}

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", without_the_last)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["reason"]) == (503, "migrations")


def test_a_database_that_is_away_makes_it_not_ready(client, monkeypatch):
    def away(self):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["reason"]) == (503, "database")


class TestMetrics:
    def test_there_is_no_such_page_without_a_token(self, client):
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404

    def test_the_token_opens_it_and_a_wrong_one_does_not(self, client, settings):
        settings.METRICS_TOKEN = "let-me-measure"
        assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
        response = client.get("/metrics", headers={"Authorization": "Bearer let-me-measure"})
        assert "python_info" in response.content.decode()
