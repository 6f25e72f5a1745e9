"""Jobs that are started once, however often somebody asks for them."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies.jobs import defer_once
from integrations.tasks import dispatch_webhooks
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def name():
    """One that no other test has used: the table of jobs is not emptied behind each."""
    return str(uuid4())


def ask(name: str, at: dt.datetime | None = None) -> None:
    defer_once(dispatch_webhooks, name, at, agency_id="nobody's")


def jobs(name: str):
    return ProcrastinateJob.objects.filter(queueing_lock=name)


def test_what_waits_already_is_not_started_again(name):
    for _ in range(2):
        ask(name)
    ask(f"{name} again")
    assert [jobs(name).count(), jobs(f"{name} again").count()] == [1, 1]


@pytest.mark.parametrize("status", ["doing", "succeeded"])
def test_what_is_at_work_or_done_does_not_stand_in_the_way(name, status):
    ask(name)
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE queueing_lock = %s", [status, name])
    ask(name)
    assert sorted(jobs(name).values_list("status", flat=True)) == sorted([status, "todo"])


def test_it_can_wait_for_its_time(name):
    at = timezone.now() + dt.timedelta(hours=1)
    ask(name, at)
    assert jobs(name).get().scheduled_at == at


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_neither_fails(name):
    assert at_once(lambda: ask(name), lambda: ask(name)) is None
    assert jobs(name).count() == 1
