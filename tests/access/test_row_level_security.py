"""The second wall: the database itself, asked as the role that web and worker run as."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from uuid_utils.compat import uuid7

from agencies.checks import GLOBAL, IDENTITY, our_models
from agencies.tenancy import agency_scope

BUSINESS_MODELS = [m for m in our_models() if m._meta.label_lower not in IDENTITY | GLOBAL]
pytestmark = pytest.mark.django_db


def rows(model) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        return cursor.fetchone()[0]


def deleted_rows(model) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
        return cursor.rowcount


def test_the_connection_runs_as_a_role_that_policies_bind():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("ofagency_app", False)


@pytest.mark.parametrize("model", BUSINESS_MODELS, ids=lambda m: m._meta.label)
def test_the_world_has_rows_of_the_model_in_both_agencies(world, model):
    for agency in (world.acme.agency, world.rival.agency):
        with agency_scope(agency.pk):
            assert rows(model) > 0


@pytest.mark.parametrize("model", BUSINESS_MODELS, ids=lambda m: m._meta.label)
def test_without_a_scope_nothing_can_be_read_or_deleted(world, model):
    assert (rows(model), deleted_rows(model)) == (0, 0)


@pytest.mark.parametrize("model", BUSINESS_MODELS, ids=lambda m: m._meta.label)
def test_in_the_scope_of_no_agency_nothing_can_be_read_or_deleted(world, model):
    with agency_scope(uuid7()):
        assert (rows(model), deleted_rows(model)) == (0, 0)


@pytest.mark.parametrize("model", BUSINESS_MODELS, ids=lambda m: m._meta.label)
def test_a_row_cannot_be_moved_into_another_agency(world, model):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        agency_scope(world.acme.agency.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {model._meta.db_table} SET agency_id = %s", [world.rival.agency.pk])


def insert_message(agency_id, chat_id) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO chats_message (id, agency_id, created_at, chat_id, direction, text, is_ppv, price, is_tip, "
            "sent_at, source, status) VALUES (%s, %s, now(), %s, 'in', 'x', false, 0, false, now(), 'raw', 'sent')",
            [uuid7(), agency_id, chat_id],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_raw_insert_into_another_agency_is_refused(world):
    with pytest.raises(ProgrammingError, match="row-level security"), agency_scope(world.acme.agency.pk):
        insert_message(world.rival.agency.pk, world.rival.chat.pk)


def test_a_raw_message_that_points_to_another_agencys_chat_is_refused(world):
    with pytest.raises(IntegrityError, match="chats_message_chat_ref"), agency_scope(world.acme.agency.pk):
        insert_message(world.acme.agency.pk, world.rival.chat.pk)


def test_a_raw_message_in_the_own_agency_is_accepted(world):
    with agency_scope(world.acme.agency.pk):
        insert_message(world.acme.agency.pk, world.acme.chat.pk)


def test_even_the_owner_of_the_tables_cannot_point_a_message_to_another_agencys_chat(world):
    with pytest.raises(IntegrityError), connection.as_owner(), transaction.atomic():
        insert_message(world.acme.agency.pk, world.rival.chat.pk)


def test_an_inner_scope_gives_the_outer_one_back(world):
    from chats.models import Chat

    with agency_scope(world.acme.agency.pk):
        with agency_scope(world.rival.agency.pk):
            assert rows(Chat) == 2
        assert world.acme.chat.pk in Chat.objects.values_list("pk", flat=True)
        with pytest.raises(ZeroDivisionError), agency_scope(world.rival.agency.pk):
            _ = 1 / 0
        assert world.acme.chat.pk in Chat.objects.values_list("pk", flat=True)
    assert rows(Chat) == 0
