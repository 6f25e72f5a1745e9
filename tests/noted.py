"""Watches in the database itself that nothing is written without a note for those who follow our changes."""

from __future__ import annotations

from typing import Any, cast

from django.apps import apps
from django.db import connection

from agencies.changes import DELETED
from agencies.models import Change
from chats.models import MediaAttachment, Message

_TABLE = """
CREATE TABLE IF NOT EXISTS test_written (told_as text, id uuid);
GRANT ALL ON test_written TO PUBLIC;
CREATE OR REPLACE FUNCTION test_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format('INSERT INTO test_written SELECT DISTINCT %L, %I FROM written', TG_ARGV[0], TG_ARGV[1]);
    RETURN NULL;
END $$;
"""
_TRIGGER = """
CREATE OR REPLACE TRIGGER test_{event} AFTER {event} ON {table} REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION test_write('{told_as}', '{column}');
"""


def watch() -> None:
    """Have the database write down each row that is inserted or changed."""
    watched = [(model, model.TOLD_AS, "id") for model in apps.get_models() if getattr(model, "TOLD_AS", "")]
    watched.append((MediaAttachment, Message.TOLD_AS, "message_id"))
    with cast(Any, connection).as_owner(), connection.cursor() as cursor:
        cursor.execute(_TABLE)
        for model, told_as, column in watched:
            for event in ("insert", "update"):
                table = model._meta.db_table
                cursor.execute(_TRIGGER.format(event=event, table=table, told_as=told_as, column=column))


def forget() -> None:
    """Begin anew."""
    with cast(Any, connection).as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM test_written")


def unnoted() -> set[tuple[str, str]]:
    """(kind, id) of what was written and not noted."""
    with cast(Any, connection).as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT told_as, id FROM test_written")
        written = {(told_as, str(pk)) for told_as, pk in cursor.fetchall()}
        noted = {
            (told_as, str(pk))
            for told_as, ids in Change.objects.exclude(event=DELETED).values_list("told_as", "object_ids")
            for pk in ids
        }
    if pending := cast(Any, connection).before_commit.get("changes"):
        noted |= {
            (group.told_as, str(pk)) for groups in pending.agencies.values() for group in groups for pk in groups[group]
        }
    return written - noted
