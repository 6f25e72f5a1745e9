"""A connection that the server ended is noticed before a request uses it."""

from __future__ import annotations

import pytest
from django.db import connection, connections

pytestmark = pytest.mark.django_db


@pytest.fixture
def idle():
    """A second connection, between two requests."""
    other = connections.create_connection("default")
    other.settings_dict = {**connection.settings_dict, "CONN_HEALTH_CHECKS": True}
    other.ensure_connection()
    other.health_check_enabled, other.health_check_done = True, False
    yield other
    other.close()


def test_a_living_connection_is_kept(idle):
    idle.close_if_health_check_failed()
    assert idle.connection is not None
    assert idle.health_check_done


def test_a_connection_that_the_server_ended_is_replaced(idle):
    process = idle.connection.info.backend_pid
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    idle.close_if_health_check_failed()
    with idle.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != process
