"""Past situations, drafted again: what another model or prompt would have proposed, beside what was really sent.

Nothing is sent, and no draft is made or changed; only the calls are written down, for the budget.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from agencies.tenancy import agency_scope
from chats.ai.budget import State, budget_of
from chats.ai.context import put_names_back, situation_of
from chats.ai.prices import cost_of
from chats.ai.providers import registry
from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.waiting import at_once
from chats.guard.flagging import why_no_drafts
from chats.guard.looking import look
from chats.guard.rules import rules_in_force
from chats.models import AICall, AIProvider, Chat, GuardRule, PromptVersion

#: Messages of a chat among which past answers are looked for, and chats that are looked at for each answer wanted.
LATEST, CHATS = 300, 3
_PAST = f"""
SELECT chat.id, answer.id, answer.text, answer.sent_at, answer.asked_at, EXISTS (
    SELECT FROM chats_airesponse WHERE agency_id = %(agency)s AND sent_message_id = answer.id
) AS was_draft
FROM (
    SELECT id FROM chats_chat
    WHERE agency_id = %(agency)s AND last_message_at IS NOT NULL
      AND (%(of_all)s OR creator_id = ANY(%(creators)s::uuid[]))
    ORDER BY last_message_at DESC, id DESC LIMIT {CHATS} * %(number)s
) AS chat
CROSS JOIN LATERAL (
    SELECT id, text, sent_at, asked_at FROM (
        SELECT latest.*, lag(direction) OVER thread AS before, lag(sent_at) OVER thread AS asked_at FROM (
            SELECT id, direction, source, status, text, sent_at FROM chats_message
            WHERE agency_id = %(agency)s AND chat_id = chat.id AND deleted_at IS NULL AND status <> 'failed'
              AND direction IN ('in', 'out')
            ORDER BY sent_at DESC, id DESC LIMIT {LATEST}
        ) AS latest
        WINDOW thread AS (ORDER BY sent_at, id)
    ) AS line
    WHERE direction = 'out' AND before = 'in' AND source <> 'mass' AND status = 'sent' AND text <> ''
    ORDER BY sent_at DESC, id DESC LIMIT %(number)s
) AS answer
ORDER BY answer.sent_at DESC, answer.id DESC LIMIT %(number)s
"""


class BudgetSpentError(Exception):
    """The month's budget leaves no room for another paid call."""


@dataclass(frozen=True)
class Past:
    """Somebody's answer to a fan, who had written last at `asked_at`. `was_draft`: it had begun as an AI's draft."""

    chat_id: UUID
    message_id: UUID
    sent: str
    sent_at: dt.datetime
    asked_at: dt.datetime
    was_draft: bool


@dataclass(frozen=True)
class Replay:
    """A situation drafted again. `text` is empty where there is no draft, and `outcome` says why."""

    past: Past
    question: str
    prompt_version: str
    outcome: str
    text: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: Decimal = Decimal(0)
    first_token_ms: int | None = None
    latency_ms: int = 0

    @property
    def similarity(self) -> float | None:
        """How much of both texts is alike, from 0 to 1: 1 less the letters to put in and take out ÷ letters of both."""
        return fuzz.ratio(self.text, self.past.sent) / 100 if self.text else None

    @property
    def edit_distance(self) -> int | None:
        """Letters to put in, take out or replace to get what was sent (Levenshtein)."""
        return Levenshtein.distance(self.text, self.past.sent) if self.text else None


def past_answers(agency_id: UUID, *, last: int, creator_ids: list[UUID] | None = None) -> list[Past]:
    """The last so many answers to fans, latest first; of these creators, or of all. Call in the scope.

    Looked for among the latest messages of the chats in which something was said last.
    """
    values: dict[str, Any] = {"agency": agency_id, "number": last, "creators": creator_ids or []}
    values["of_all"] = creator_ids is None
    with connection.cursor() as cursor:
        cursor.execute(_PAST, values)
        return [Past(*row) for row in cursor.fetchall()]


def replay(provider: AIProvider, pasts: list[Past], prompt: PromptVersion | None = None) -> Iterator[Replay]:
    """Draft each of these again, one after the other, each with its row in the books as soon as it is answered.

    Raises `BudgetSpentError` when the budget is spent; what was drafted until then has been given. Flagged chats are
    left out, and what the guard would hold back is no draft.
    """
    agency_id = provider.agency_id
    asked = registry.provider_of(provider)
    with agency_scope(agency_id):
        rules = rules_in_force(agency_id)
    for past in pasts:
        with agency_scope(agency_id):
            chat = Chat.objects.select_related("creator").get(agency_id=agency_id, pk=past.chat_id)
            situation = situation_of(chat=chat, prompt=prompt, until=past.sent_at)
            is_stopped = bool(why_no_drafts(chat))
            if not is_stopped:
                _check_budget(provider)
        if is_stopped:
            yield Replay(past, situation.question, situation.prompt_version, "the chat is flagged")
            continue
        answered = at_once(_ask(asked, situation, provider.time_limit_seconds))
        with agency_scope(agency_id):
            made = _booked(provider, past, situation, answered)
        yield _guarded(made, rules)


@dataclass
class _Answered:
    """How a call ended: with an answer, or with an outcome that is none."""

    answer: Answer | None = None
    outcome: AICall.Outcome = AICall.Outcome.OK
    first_token_ms: int | None = None
    latency_ms: int = 0


async def _ask(asked: Any, situation: Situation, limit: int) -> _Answered:
    found, begun = _Answered(), time.monotonic()
    try:
        async with asyncio.timeout(limit):
            async for piece in asked.stream(situation):
                if isinstance(piece, Answer):
                    found.answer = piece
                elif piece and found.first_token_ms is None:
                    found.first_token_ms = _since(begun)
    except TimeoutError:
        found.outcome = AICall.Outcome.TIMEOUT
    except ProviderError as error:
        found.outcome = error.outcome
    found.latency_ms = _since(begun)
    if found.answer is None and found.outcome == AICall.Outcome.OK:
        found.outcome = AICall.Outcome.CUT
    return found


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)


def _check_budget(provider: AIProvider) -> None:
    budget = budget_of(provider.agency_id)
    is_paid = provider.kind != AIProvider.Kind.PLAYBOOK
    if is_paid and budget.state is State.STOPPED:
        raise BudgetSpentError(
            f"The budget of ${budget.limit:,.2f} for this month is spent. Raise it in the AI settings, or wait until "
            "next month."
        )


def _booked(provider: AIProvider, past: Past, situation: Situation, answered: _Answered) -> Replay:
    answer = answered.answer or Answer("")
    tokens = (answer.prompt_tokens, answer.completion_tokens)
    call = AICall.objects.create(
        agency_id=provider.agency_id,
        chat_id=past.chat_id,
        purpose=AICall.Purpose.REPLAY,
        provider=provider.name,
        model=provider.model,
        outcome=answered.outcome,
        prompt_tokens=tokens[0],
        completion_tokens=tokens[1],
        is_estimated=answer.is_estimated,
        cost=cost_of(provider.agency_id, provider.model, *tokens),
        first_token_ms=answered.first_token_ms,
        latency_ms=answered.latency_ms,
    )
    return Replay(
        past,
        situation.question,
        situation.prompt_version,
        str(call.get_outcome_display()),
        put_names_back(answer.text, situation.names) if answered.outcome == AICall.Outcome.OK else "",
        *tokens,
        call.cost,
        answered.first_token_ms,
        answered.latency_ms,
    )


def _guarded(made: Replay, rules: list[GuardRule]) -> Replay:
    """The guard would not have shown it: then it is no draft to compare."""
    seen = look(rules, made.text, side="team")
    if not any(one.rule.action == GuardRule.Action.BLOCK for one in seen):
        return made
    return Replay(**{**made.__dict__, "outcome": "held back by the guard", "text": ""})
