"""The provider that needs no network and no key: our own best answers to the same kind of question, and scripts."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from agencies.tenancy import agency_scope
from chats.ai.playbook.drafting import drafts_for
from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.threads import in_thread
from chats.models import AICall, AIProvider

NOTHING = (
    "Nothing that worked before fits what the fan wrote, and no script is left that this fan has not had. "
    "Write the reply yourself; good ones are found here next time."
)
NOTHING_MORE = "The playbook has no other answer to this."
#: What is being looked for, or was a moment ago: several drafts of one situation are asked for at once.
_asked: deque[tuple[Situation, asyncio.Future[list[Answer]]]] = deque(maxlen=16)


class Playbook:
    """Looks once for each situation, however many drafts are asked for at the same time."""

    def __init__(self, row: AIProvider) -> None:
        self.row = row

    async def stream(self, situation: Situation, *, number: int = 1) -> AsyncIterator[str | Answer]:
        """The draft in one piece, then the `Answer`. Raises `ProviderError` if there is none with this number."""
        # Who gives up waiting must not take the answer from the others.
        drafts = await asyncio.shield(_look_once(situation))
        if number > len(drafts):
            raise ProviderError(AICall.Outcome.EMPTY, NOTHING_MORE if drafts else NOTHING)
        yield drafts[number - 1].text
        yield drafts[number - 1]


def _look_once(situation: Situation) -> asyncio.Future[list[Answer]]:
    loop = asyncio.get_running_loop()
    for known, future in _asked:
        if known is situation and future.get_loop() is loop:
            return future
    future = loop.create_task(in_thread(_look, situation))
    _asked.append((situation, future))
    return future


def _look(situation: Situation) -> list[Answer]:
    with agency_scope(situation.agency_id):
        return drafts_for(situation)
