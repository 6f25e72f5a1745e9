"""The provider that needs no network and no key: our own best answers to the same kind of question, and scripts."""

from __future__ import annotations

import asyncio
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


class Playbook:
    """Looks once for each situation, however many drafts are asked for at the same time."""

    def __init__(self, row: AIProvider) -> None:
        self.row = row
        self._asked: tuple[Situation, asyncio.Future[list[Answer]]] | None = None

    async def stream(self, situation: Situation, *, number: int = 1) -> AsyncIterator[str | Answer]:
        """The draft in one piece, then the `Answer`. Raises `ProviderError` if there is none with this number."""
        drafts = await self._drafts(situation)
        if number > len(drafts):
            raise ProviderError(AICall.Outcome.EMPTY, NOTHING_MORE if drafts else NOTHING)
        yield drafts[number - 1].text
        yield drafts[number - 1]

    async def _drafts(self, situation: Situation) -> list[Answer]:
        if self._asked is None or self._asked[0] is not situation:
            self._asked = situation, asyncio.ensure_future(in_thread(_look, situation))
        # Who gives up waiting must not take the answer from the others.
        return await asyncio.shield(self._asked[1])


def _look(situation: Situation) -> list[Answer]:
    with agency_scope(situation.agency_id):
        return drafts_for(situation)
