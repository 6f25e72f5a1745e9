"""Drafts from what the agency has already: nothing leaves this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator

from agencies.tenancy import agency_scope
from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.threads import in_thread
from chats.models import AICall, AIProvider, Script


class Playbook:
    """The creator's own scripts."""

    def __init__(self, row: AIProvider) -> None:
        self.row = row

    async def stream(self, situation: Situation, *, number: int = 1) -> AsyncIterator[str | Answer]:
        """As `Provider.stream`."""
        script = await in_thread(_script, situation, number)
        if script is None:
            raise ProviderError(AICall.Outcome.EMPTY, "The playbook knows no answer yet: write scripts for it.")
        yield script.text
        yield Answer(
            script.text,
            origin={"kind": "script", "id": str(script.pk), "label": script.title},
            price=script.price,
            of_media_ids=tuple(script.of_media_ids),
        )


def _script(situation: Situation, number: int) -> Script | None:
    with agency_scope(situation.agency_id):
        scripts = Script.objects.filter(
            agency_id=situation.agency_id, creator_id=situation.creator_id, is_active=True
        ).order_by("pk")
        found: Script | None = scripts[number - 1 : number].first()
        return found
