"""Functions that ask the database, called from an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
#: Threads that live on, and so do their database connections.
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="ai")


async def in_thread(function: Callable[..., T], *args: Any) -> T:
    """Run a function that may block where it blocks nobody."""
    return await asyncio.get_running_loop().run_in_executor(_threads, function, *args)
