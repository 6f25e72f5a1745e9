"""Waiting for a provider where there is no event loop: in a job, or in a web thread that holds no transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

R = TypeVar("R")


def at_once(work: Coroutine[Any, Any, R]) -> R:
    """Run `work` until its end, on a loop in a thread of its own: the caller's may have one that runs. Connections that
    it opened are closed. Call in no transaction: what it waits for may take many seconds."""
    # The library takes its time to load, which only who needs it shall wait for.
    from chats.ai.providers.openai_compatible import close_clients

    async def all_of_it() -> R:
        try:
            return await work
        finally:
            await close_clients()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, all_of_it()).result()
