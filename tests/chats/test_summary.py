"""The summary's look-ups walk one index from one end, however long the chat and however stale the statistics."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection

from agencies.tenancy import agency_scope
from chats import summary
from chats.ingest import IncomingMessage, record_messages
from chats.models import Chat
from tests import factories as f

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def chat():
    creator = f.CreatorFactory()
    messages = [
        IncomingMessage(7, 1 + n, "out" if n % 2 else "in", NOON + dt.timedelta(minutes=n), f"message {n}")
        for n in range(2_000)
    ]
    record_messages(agency_id=creator.agency_id, creator_id=creator.pk, messages=messages, source="test")
    with agency_scope(creator.agency_id):
        yield Chat.objects.get()


def refresh_with_plan(chat) -> str:
    """Refresh and return the plan that PostgreSQL took, with the rows it touched."""
    before, update, after = re.fullmatch(r"(.*)(UPDATE chats_chat.*?);(.*)", summary._REFRESH, re.DOTALL).groups()
    with connection.cursor() as cursor:
        values = {"agency": chat.agency_id, "chats": [chat.pk], "preview": summary.PREVIEW_LENGTH}
        cursor.execute(before, values)
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {update}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute(after)
    return plan


def test_every_look_up_walks_the_threads_index(chat):
    plan = refresh_with_plan(chat)
    assert plan.count("chats_message_thread") == 4
    assert "Bitmap" not in plan
    assert "Seq Scan on chats_message" not in plan


def test_no_look_up_reads_the_whole_chat(chat):
    plan = refresh_with_plan(chat)
    removed = [int(line.rpartition(":")[2]) for line in plan.splitlines() if "Rows Removed by Filter" in line]
    assert sum(removed) < 10


def test_the_planner_has_its_freedom_back_afterwards(chat):
    summary.refresh_summaries(chat.agency_id, [chat.pk])
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_sort'), current_setting('enable_bitmapscan')")
        assert cursor.fetchone() == ("on", "on")


def test_a_summary_that_is_right_already_is_not_written(chat):
    assert re.match(r"Update on chats_chat chat \(actual rows=0(\.00)? ", refresh_with_plan(chat))


def test_a_summary_that_is_wrong_is_put_right(chat):
    before = Chat.objects.values().get()
    Chat.objects.update(unread_count=99, last_message_preview="wrong", awaiting_reply_since=NOON)
    summary.refresh_summaries(chat.agency_id, [chat.pk])
    assert Chat.objects.values().get() == before
