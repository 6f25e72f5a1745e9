"""Services that speak OpenAI's protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from openai import AsyncOpenAI, OpenAIError

from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.tokens import guess
from chats.models import AICall, AIProvider


class OpenAICompatible:
    """One such service, as an `AIProvider` says."""

    def __init__(self, row: AIProvider) -> None:
        self.row = row

    async def stream(self, situation: Situation, *, number: int = 1) -> AsyncIterator[str | Answer]:
        """As `Provider.stream`."""
        client = AsyncOpenAI(api_key=self.row.api_key or "none", base_url=self.row.base_url or None, max_retries=0)
        asked: Any = {"model": self.row.model, "messages": list(situation.messages), "max_tokens": self.row.max_tokens}
        text = ""
        try:
            async for chunk in await client.chat.completions.create(stream=True, **asked):
                for choice in chunk.choices[:1]:
                    if piece := choice.delta.content:
                        text += piece
                        yield piece
        except OpenAIError:
            words = f"{self.row.name} cannot be reached. Check its address."
            raise ProviderError(AICall.Outcome.UNREACHABLE, words) from None
        yield Answer(text, situation.tokens, guess(text), is_estimated=True)
