"""Starting background jobs."""

from __future__ import annotations

import datetime as dt
import functools
from contextlib import suppress
from typing import Any, cast

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from agencies.statements import Slot, Statement, compiled


def defer_once(task: Any, name: str, at: dt.datetime | None = None, **arguments: str) -> None:
    """Have a job done, at once or at a time, unless one of that name waits already.

    Asking first is cheaper than being refused, and of two who ask at once one is refused.
    """
    if _waiting().run({"name": name}):
        return
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=name, schedule_at=at).defer(**arguments)


# Asked behind nearly every commit.
@functools.cache
def _waiting() -> Statement:
    of_name = Slot("name", cast(Any, ProcrastinateJob._meta.get_field("queueing_lock")))
    waiting = ProcrastinateJob.objects.filter(queueing_lock=of_name, status="todo")
    return cast(Statement, compiled(waiting.order_by().values_list("pk")[:1]))
