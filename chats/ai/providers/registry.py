"""Which kind of provider a row is."""

from __future__ import annotations

from collections.abc import Callable

from chats.ai.providers.base import Provider, ProviderError
from chats.models import AICall, AIProvider

KINDS: dict[str, Callable[[AIProvider], Provider]] = {}


def provider_of(row: AIProvider) -> Provider:
    """What asks this provider. Raises `ProviderError` for a kind that is not known."""
    if row.kind not in KINDS:
        raise ProviderError(AICall.Outcome.REFUSED, f"“{row.name}” is of a kind that is not known here.")
    return KINDS[row.kind](row)
