"""What calls cost, by the agency's own table."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from chats.models import ModelPrice

MILLION = Decimal(1_000_000)
#: Dollars are kept to the millionth.
PLACES = Decimal("0.000001")


def cost_of(agency_id: UUID, model: str, prompt_tokens: int, completion_tokens: int) -> Decimal:
    """Dollars to six places, half up; nothing for a model without a price. Call in the agency's scope."""
    return cost_at(
        ModelPrice.objects.filter(agency_id=agency_id, model=model).first(), prompt_tokens, completion_tokens
    )


def cost_at(price: ModelPrice | None, prompt_tokens: int, completion_tokens: int) -> Decimal:
    """Dollars to six places, half up: tokens in × price in + tokens out × price out, for a million each."""
    if price is None:
        return Decimal(0)
    dollars = price.input_per_million * prompt_tokens + price.output_per_million * completion_tokens
    return (dollars / MILLION).quantize(PLACES, ROUND_HALF_UP)
