"""Whole answers for what is no draft: summaries, translations."""

from __future__ import annotations

from uuid import UUID

from agencies.tenancy import agency_scope
from chats.ai.asking import Asked, ask, awake
from chats.ai.calls import record_call
from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.setup import setup_of
from chats.ai.threads import in_thread
from chats.models import AICall, AIProvider


async def complete(
    agency_id: UUID, situation: Situation, *, purpose: AICall.Purpose | str, chat_id: UUID | None
) -> tuple[Answer, AIProvider]:
    """A whole answer from the first provider that gives one, each call written into the books.

    The playbook is not asked: it has replies and nothing else. Raises the last `ProviderError`.
    """
    providers = await in_thread(writers_of, agency_id, situation.creator_id)
    problem = ProviderError(
        AICall.Outcome.REFUSED, "No provider is set up that could write this, or none is within budget."
    )
    for row in awake(providers):
        asked = await ask(row, situation)
        if asked.answer and asked.answer.is_cut:
            asked.told.outcome = AICall.Outcome.CUT
            problem = ProviderError(AICall.Outcome.CUT, f"{row.name} came to its limit of tokens before the end.")
            asked = Asked(asked.told, problem=problem)
        await in_thread(_note, agency_id, purpose, asked, chat_id)
        if asked.answer:
            return asked.answer, row
        problem = asked.problem or problem
    raise problem


def writers_of(agency_id: UUID, creator_id: UUID) -> list[AIProvider]:
    """Who writes what is no reply: all but the playbook, in their order, as far as the budget allows."""
    with agency_scope(agency_id):
        setup = setup_of(agency_id, creator_id)
        return setup.within_budget([row for row in setup.providers if row.kind != AIProvider.Kind.PLAYBOOK])


def _note(agency_id: UUID, purpose: AICall.Purpose | str, asked: Asked, chat_id: UUID | None) -> None:
    with agency_scope(agency_id):
        record_call(agency_id=agency_id, purpose=purpose, told=asked.told, chat_id=chat_id)
