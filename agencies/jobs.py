"""Starting background jobs."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued


def defer_once(task: Any, name: str, at: dt.datetime | None = None, **arguments: str) -> None:
    """Have a job done, at once or at a time, unless one of that name waits already.

    Asking first is cheaper than being refused, and of two who ask at once one is refused.
    """
    if ProcrastinateJob.objects.filter(queueing_lock=name, status="todo").exists():
        return
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=name, schedule_at=at).defer(**arguments)
