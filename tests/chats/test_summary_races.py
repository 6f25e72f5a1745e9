"""Two who write to one chat at once leave a summary that knows both messages."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from agencies.tenancy import agency_scope
from chats.ingest import IncomingMessage, record_messages
from chats.models import Chat, Message
from chats.summary import refresh_summaries
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def chat():
    return f.ChatFactory(fan_of_id=7)


def incoming(chat: Chat, minute: int) -> None:
    message = IncomingMessage(7, 100 + minute, "in", NOON + dt.timedelta(minutes=minute), f"minute {minute}")
    record_messages(agency_id=chat.agency_id, creator_id=chat.creator_id, messages=[message], source="test")


def outgoing(chat: Chat, minute: int) -> None:
    """As `chats.services` writes a reply."""
    with agency_scope(chat.agency_id):
        f.MessageFactory(
            chat=chat, of_message_id=200 + minute, direction="out", text=f"minute {minute}",
            sent_at=NOON + dt.timedelta(minutes=minute),
        )  # fmt: skip
        refresh_summaries(chat.agency_id, [chat.pk])


def while_another_writes(first: Callable[[], None], second: Callable[[], None]) -> None:
    """Do `first` in a transaction that ends only when `second`, in a connection of its own, waits for it."""
    failures = []

    def work() -> None:
        try:
            second()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    with transaction.atomic():
        first()
        thread.start()
        deadline = timezone.now() + dt.timedelta(seconds=10)
        while timezone.now() < deadline and thread.is_alive() and not somebody_waits():
            time.sleep(0.02)
    thread.join(timeout=20)
    assert not failures


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [(incoming, outgoing), (outgoing, incoming), (incoming, incoming), (outgoing, outgoing)],
    ids=lambda writer: writer.__name__,
)
@pytest.mark.parametrize(("first_minute", "second_minute"), [(5, 1), (1, 5)])
def test_the_summary_knows_both(chat, first, second, first_minute, second_minute):
    while_another_writes(lambda: first(chat, first_minute), lambda: second(chat, second_minute))
    with agency_scope(chat.agency_id):
        stored = Chat.objects.get()
        assert Message.objects.count() == 2
        assert (stored.first_message_at, stored.last_message_at) == (
            NOON + dt.timedelta(minutes=1), NOON + dt.timedelta(minutes=5),
        )  # fmt: skip
        assert stored.last_message_preview == "minute 5"
