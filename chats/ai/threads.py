"""Database work of what runs on an event loop: threads of its own, so that it never waits for the live inbox's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
R = TypeVar("R")
#: Each keeps a connection once it was used.
THREADS = 4
_pool = ThreadPoolExecutor(THREADS, "ai")


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a function that uses the database; it enters the agency's scope itself."""

    def run() -> R:
        close_old_connections()
        return function(*args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(_pool, run)
