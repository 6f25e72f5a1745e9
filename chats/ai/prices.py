"""What calls cost."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from chats.models import ModelPrice


def cost_of(agency_id: UUID, model: str, prompt_tokens: int, completion_tokens: int) -> Decimal:
    """Dollars by the agency's price table, to the millionth; 0 for a model without a price. Call in the scope."""
    price = ModelPrice.objects.filter(agency_id=agency_id, model=model).first()
    if price is None:
        return Decimal(0)
    millionths = prompt_tokens * price.input_per_million + completion_tokens * price.output_per_million
    return (millionths / 1_000_000).quantize(Decimal("0.000001"), ROUND_HALF_UP)
