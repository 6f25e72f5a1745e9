"""The books: each call of a provider, however it ended."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from chats.ai.prices import cost_of
from chats.models import AICall, AIProvider


@dataclass
class Told:
    """What one call of a provider took. Times in milliseconds from its start."""

    provider: AIProvider
    outcome: AICall.Outcome = AICall.Outcome.OK
    prompt_tokens: int = 0
    completion_tokens: int = 0
    is_estimated: bool = False
    first_token_ms: int | None = None
    latency_ms: int = 0


def record_call(
    *,
    agency_id: UUID,
    purpose: AICall.Purpose | str,
    told: Told,
    chat_id: UUID | None = None,
    request_id: UUID | None = None,
) -> AICall:
    """Write a call into the books with its price of today. Call in the agency's scope."""
    cost = cost_of(agency_id, told.provider.model, told.prompt_tokens, told.completion_tokens)
    row = call_row(agency_id, purpose, told, cost, chat_id=chat_id, request_id=request_id)
    row.save()
    return row


def call_row(
    agency_id: UUID,
    purpose: AICall.Purpose | str,
    told: Told,
    cost: Decimal,
    *,
    chat_id: UUID | None,
    request_id: UUID | None,
) -> AICall:
    """The call as a row that is not saved yet."""
    return AICall(
        agency_id=agency_id,
        purpose=purpose,
        chat_id=chat_id,
        request_id=request_id,
        provider=told.provider.name,
        model=told.provider.model,
        outcome=told.outcome,
        prompt_tokens=told.prompt_tokens,
        completion_tokens=told.completion_tokens,
        is_estimated=told.is_estimated,
        cost=cost,
        first_token_ms=told.first_token_ms,
        latency_ms=told.latency_ms,
    )
