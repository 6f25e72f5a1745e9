"""Jobs that were done do not stay for ever."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from agencies.tasks import forget_jobs, retry_stalled_jobs

pytestmark = pytest.mark.django_db


def job(status: str, *, hours_ago: int) -> str:
    """A job that came to its end so long ago."""
    name = f"{status} {hours_ago} hours ago"
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('inbox', %s) RETURNING id", [name]
        )
        (job_id,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job_id])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - %s * interval '1 hour' WHERE job_id = %s", [hours_ago, job_id]
        )
    return name


def left() -> set[str]:
    """The jobs that are there after cleaning up."""
    context: Any = SimpleNamespace(app=app)
    async_to_sync(forget_jobs.func)(context, timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs")
        return {name for (name,) in cursor.fetchall()}


def test_what_is_done_goes_after_a_day_and_what_failed_after_a_month():
    job("succeeded", hours_ago=25)
    job("cancelled", hours_ago=25)
    job("failed", hours_ago=24 * 31)
    kept = {job("succeeded", hours_ago=23), job("failed", hours_ago=25), job("todo", hours_ago=24 * 365)}
    assert left() == kept


@pytest.mark.parametrize(("seconds", "status"), [(300, "todo"), (5, "doing")])
def test_what_a_dead_worker_was_doing_is_done_by_another(seconds, status):
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id",
            [seconds],
        )
        (worker,) = cursor.fetchone()
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('inbox', 'x') RETURNING id")
        (job_id,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, job_id])
    context: Any = SimpleNamespace(app=app)
    async_to_sync(retry_stalled_jobs.func)(context, timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job_id])
        assert cursor.fetchone() == (status,)
