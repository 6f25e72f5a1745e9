"""How an agency's drafts are made, read in one go: whoever asks for a draft waits for this."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import models

from agencies.statements import first_row
from chats.ai.budget import Budget, State, limited
from chats.ai.prices import cost_at
from chats.ai.providers.registry import with_last_resort
from chats.models import AIProvider, AISettings, ModelPrice, PromptVersion, WordRule

M = TypeVar("M", bound=models.Model)
_READ = """
SELECT agency.timezone,
    (SELECT to_jsonb(row) FROM chats_aisettings AS row WHERE row.agency_id = agency.id),
    (SELECT jsonb_agg(row ORDER BY row.place, row.name) FROM chats_aiprovider AS row WHERE row.agency_id = agency.id),
    (SELECT jsonb_agg(row) FROM chats_modelprice AS row WHERE row.agency_id = agency.id),
    (SELECT to_jsonb(row) FROM chats_promptversion AS row
        WHERE row.agency_id = agency.id AND row.kind = 'reply' AND row.is_current),
    (SELECT jsonb_agg(row) FROM chats_wordrule AS row
        WHERE row.agency_id = agency.id AND row.is_active AND row.action = 'block'
          AND (row.creator_id = %(creator)s OR row.creator_id IS NULL))
FROM agencies_agency AS agency WHERE agency.id = %(agency)s
"""


@dataclass(frozen=True)
class Setup:
    """What holds for the drafts of one creator."""

    settings: AISettings
    #: In the order in which they are asked; the playbook at the end if there is no other.
    providers: list[AIProvider]
    prices: dict[str, ModelPrice]
    #: The prompt in use; None while it is the built-in one.
    prompt: PromptVersion | None
    #: Words that no message of the creator may hold.
    blocked_words: list[WordRule]
    budget: Budget

    def cost(self, model: str, prompt_tokens: int, completion_tokens: int) -> Decimal:
        """Dollars of a call at today's prices."""
        return cost_at(self.prices.get(model), prompt_tokens, completion_tokens)

    def is_paid(self, provider: AIProvider) -> bool:
        """Whether the provider's model has a price."""
        price = self.prices.get(provider.model) if provider.kind != AIProvider.Kind.PLAYBOOK else None
        return price is not None and (price.input_per_million > 0 or price.output_per_million > 0)

    def within_budget(self, providers: list[AIProvider]) -> list[AIProvider]:
        """Those of `providers` that may be asked this month."""
        if self.budget.state != State.STOPPED:
            return providers
        return [provider for provider in providers if not self.is_paid(provider)]


def setup_of(agency_id: UUID, creator_id: UUID) -> Setup:
    """Read it, with one statement, and one more where the agency has a budget. Call in the agency's scope."""
    zone, *told = cast(Any, first_row(_READ, agency=agency_id, creator=creator_id))
    settings, providers, prices, prompt, words = (
        json.loads(each, parse_float=Decimal) if isinstance(each, str) else each for each in told
    )
    rules = _row(AISettings, settings) if settings else AISettings(agency_id=agency_id)
    return Setup(
        settings=rules,
        providers=with_last_resort(agency_id, [_row(AIProvider, each) for each in providers or []]),
        prices={price.model: price for price in (_row(ModelPrice, each) for each in prices or [])},
        prompt=_row(PromptVersion, prompt) if prompt else None,
        blocked_words=[_row(WordRule, each) for each in words or []],
        budget=limited(agency_id, zone, rules),
    )


def _row(model: type[M], told: dict[str, Any]) -> M:
    """A row as PostgreSQL tells it in JSON."""
    fields = model._meta.concrete_fields
    return model.from_db(None, [f.attname for f in fields], [f.to_python(told[str(f.column)]) for f in fields])
