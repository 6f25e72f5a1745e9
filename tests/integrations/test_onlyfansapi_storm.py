"""Many events, twice and three times, in any order, to workers that are killed: the end is that of an orderly run.

`STORM_EVENTS=10000 pytest tests/integrations/test_onlyfansapi_storm.py` makes it as big as one likes.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import signal
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db.models import Q

from agencies.tenancy import agency_scope
from analytics.models import Subscription, Transaction
from chats.models import Chat, Message
from integrations.inbound import processing
from integrations.inbound.receiver import Delivery, take
from integrations.models import Connection, InboundEvent
from integrations.providers.onlyfansapi.fake.deliver import Envelope, envelope
from integrations.providers.onlyfansapi.fake.platform import Fan, Platform
from tests import factories as f
from tests.processes import process

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = int(os.environ.get("STORM_EVENTS", "500"))
KILLS = 10
FANS = 25

WORKER = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from integrations.inbound import processing

agency, of_connection, left = sys.argv[1], sys.argv[2], int(sys.argv[3])

def fate(execute, sql, *args):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, *args)

with connection.execute_wrapper(fate):
    processing.work_off(agency_id=agency, connection_id=of_connection)
"""


def life(random: Random, number: int) -> list[Envelope]:
    """So many events, as they happen one after the other: talk, offers, purchases, tips, subscriptions, deletions."""
    clock = itertools.count()
    begin = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    platform = Platform(now=lambda: begin + dt.timedelta(minutes=5 * next(clock)))
    account = platform.add_account("acct_storm", 400_001, "luna.rose", "Luna Rose")
    fans = [platform.add_fan(account, Fan(600_000 + n, f"Fan {n}", f"fan{n}")).id for n in range(FANS)]
    told: list[Envelope] = []
    platform.listeners.append(
        lambda name, account_id, payload: told.append(
            envelope(name, account_id, payload, secret=f.WEBHOOK_SECRET, number=len(told))
        )
    )
    while len(told) < number:
        fan = random.choice(fans)
        chat = account.chats[fan]
        offers = [message for message in chat if message.price and not message.is_opened]
        dice = random.random()
        if dice < 0.1 and offers:
            platform.buy(account, fan, random.choice(offers))
        elif dice < 0.25:
            platform.write(
                account, fan, from_creator=True, text="An offer", price=Decimal("9.99"), media=((7, "photo", 0),)
            )
        elif dice < 0.3:
            platform.tip(account, fan, Decimal(random.randint(3, 50)))
        elif dice < 0.33:
            platform.subscribe(account, fan)
        elif dice < 0.37 and chat:
            platform.delete(account, fan, random.choice(chat))
        elif dice < 0.4:
            platform.tell("users.typing", account, {"id": fan})
        else:
            platform.write(account, fan, from_creator=random.random() < 0.5, text=f"line {len(told)}")
    return told


def connect() -> Connection:
    creator = f.CreatorFactory(username="luna.rose", of_user_id=400_001)
    return f.ConnectionFactory(creator=creator, account_id="acct_storm")


def deliver(connection: Connection, letters: list[Envelope]) -> None:
    for start in range(0, len(letters), 100):
        deliveries = [
            Delivery("onlyfansapi", connection.pk, {k.lower(): v for k, v in letter.headers.items()}, letter.body)
            for letter in letters[start : start + 100]
        ]
        assert {answer.value for answer in take(deliveries)[0]} == {202}


def end_of(connection: Connection) -> dict[str, list[Any]]:
    """Everything that the events have made, without what differs from agency to agency."""
    with agency_scope(connection.agency_id):
        return {
            "chats": list(
                Chat.objects.order_by("fan_of_id").values_list(
                    "fan_of_id", "fan_display_name", "unread_count", "awaiting_reply_since", "first_message_at",
                    "last_message_at", "last_message_preview", "purchase_unanswered_at", "subscription_price",
                )
            ),
            "messages": list(
                Message.objects.annotate(is_gone=Q(deleted_at__isnull=False)).order_by("of_message_id").values_list(
                    "of_message_id", "chat__fan_of_id", "direction", "text", "price", "unlocked", "unlocked_at",
                    "is_tip", "tip_amount", "sent_at", "status", "is_gone",
                )
            ),
            "money": list(
                Transaction.objects.order_by("of_transaction_id").values_list(
                    "of_transaction_id", "kind", "gross", "fee", "net", "occurred_at", "chat__fan_of_id"
                )
            ),
            "subscriptions": list(
                Subscription.objects.order_by("chat__fan_of_id", "started_at").values_list(
                    "chat__fan_of_id", "started_at", "price", "status"
                )
            ),
        }  # fmt: skip


def test_a_storm_ends_as_an_orderly_run_does():
    random = Random("storm")
    letters = life(random, EVENTS)
    orderly, stormy = connect(), connect()
    deliver(orderly, letters)
    processing.work_off(agency_id=orderly.agency_id, connection_id=orderly.pk)

    in_the_storm = letters + random.sample(letters, len(letters) // 2)
    random.shuffle(in_the_storm)
    portions = [in_the_storm[n :: KILLS + 1] for n in range(KILLS + 1)]
    killed = 0
    for portion in portions[:-1]:
        deliver(stormy, portion)
        ended = process("-c", WORKER, str(stormy.agency_id), str(stormy.pk), str(random.randint(5, 60)))
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
        killed += ended.returncode != 0
    deliver(stormy, portions[-1])
    processing.work_off(agency_id=stormy.agency_id, connection_id=stormy.pk)

    assert killed == KILLS
    with agency_scope(stormy.agency_id):
        ends = InboundEvent.objects.values_list("status", flat=True)
        assert set(ends) == {"done"}
    expected, found = end_of(orderly), end_of(stormy)
    for kind, rows in expected.items():
        assert found[kind] == rows, kind
