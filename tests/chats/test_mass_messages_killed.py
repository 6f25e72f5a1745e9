"""A worker that is killed at any moment sends nobody a second message and misses nobody; nor do two at once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter

import pytest

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.models import MassMessage, Message
from tests import factories as f
from tests.processes import ROOT, environment, process

pytestmark = pytest.mark.django_db(transaction=True)
FANS = 12

#: Sends batches without regard to the pace until it is done, in a process that sends itself SIGKILL when a
#: statement with `marker` is to be executed for the n-th time (0: never).
SENDING = """
import datetime as dt, os, signal, sys
import django
django.setup()
from django.db import connection
from django.utils import timezone
from agencies.tenancy import agency_scope
from chats.models import MassMessage
from chats.services.mass_sending import run_batch

agency, mass, marker, left = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

def fate(execute, sql, *args):
    global left
    if left and marker in sql:
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, *args)

with connection.execute_wrapper(fate):
    while True:
        with agency_scope(agency):
            rows = MassMessage.objects.filter(pk=mass)
            if rows.get().status != "running":
                break
            rows.update(next_batch_at=timezone.now() - dt.timedelta(seconds=1))
        run_batch(agency_id=agency, mass_id=mass)
"""


@pytest.fixture
def mass() -> MassMessage:
    owner = f.MembershipFactory(role="owner")
    creator = f.CreatorFactory(agency=owner.agency)
    for _ in range(FANS):
        f.ChatFactory(creator=creator)
    with agency_scope(owner.agency_id):
        actor = Actor.from_membership(owner)
        row = MassMessage(creator=creator, title="News", text="Hello", pace_per_minute=30)
        services.save_mass_message(actor=actor, mass=row)
        services.start_mass_message(actor=actor, mass=row)
    return row


def arguments(mass: MassMessage, marker: str, times: int) -> list[str]:
    return ["-c", SENDING, str(mass.agency_id), str(mass.pk), marker, str(times)]


def everybody_has_one(mass: MassMessage) -> None:
    with agency_scope(mass.agency_id):
        mass.refresh_from_db()
        per_chat = Counter(Message.objects.values_list("chat_id", flat=True))
        assert (mass.status, mass.sent, mass.remaining) == ("done", FANS, 0)
    assert list(per_chat.values()) == [1] * FANS


def test_killed_again_and_again_everybody_gets_exactly_one(mass):
    for marker, times in (
        ("INSERT INTO procrastinate_jobs", 1),
        ('INSERT INTO "chats_message"', 2),
        ("UPDATE chats_chat", 2),
        ('UPDATE "chats_massrecipient"', 3),
        ('UPDATE "chats_massmessage"', 4),
    ):
        killed = process(*arguments(mass, marker, times))
        assert killed.returncode in (-signal.SIGKILL, 0), killed.stderr
    ended = process(*arguments(mass, "nothing", 0))
    assert ended.returncode == 0, ended.stderr
    everybody_has_one(mass)


def test_two_workers_at_once_send_each_fan_one(mass):
    command = [sys.executable, *arguments(mass, "nothing", 0)]
    workers = [
        subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0]
    everybody_has_one(mass)
