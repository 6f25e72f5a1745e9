"""One call of one provider: within its time limit, measured, and every way it can fail told alike."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from chats.ai.calls import Told
from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.providers.registry import provider_of
from chats.ai.tokens import guess
from chats.models import AICall, AIProvider

log = logging.getLogger(__name__)
Outcome = AICall.Outcome
#: Characters of an answer after which nothing more is read; the platform takes no longer message.
MOST_CHARACTERS = 10_000
#: Until when providers that have asked us to wait are left alone, by the monotonic clock.
_resting: dict[UUID, float] = {}


class StoppedError(Exception):
    """Whoever takes the pieces wants no more of them."""


@dataclass(frozen=True)
class Asked:
    """How a call ended: with an answer, or with what the chatter is told."""

    told: Told
    answer: Answer | None = None
    problem: ProviderError | None = None


async def ask(
    row: AIProvider,
    situation: Situation,
    *,
    number: int = 1,
    take: Callable[[str], None] | None = None,
    until: float = math.inf,
) -> Asked:
    """Ask a provider; `take` gets the pieces as they come, and may raise `StoppedError`. Never raises itself.

    It has its own time limit, and no longer than `until`, by the monotonic clock.
    """
    call = _Call(row, situation, take)
    try:
        async with asyncio.timeout(min(row.time_limit_seconds, until - time.monotonic())):
            answer = await call.read(number)
    except ProviderError as problem:
        return call.failed(problem)
    except TimeoutError:
        seconds = "a second" if row.time_limit_seconds == 1 else f"{row.time_limit_seconds} seconds"
        return call.failed(ProviderError(Outcome.TIMEOUT, f"{row.name} did not answer within {seconds}."))
    except StoppedError:
        return call.failed(ProviderError(Outcome.STOPPED, f"{row.name} was stopped."))
    except Exception as error:
        # Its own words could quote the prompt.
        log.error("ai_provider_broke", extra={"provider": str(row.pk), "reason": type(error).__name__})
        return call.failed(ProviderError(Outcome.MALFORMED, f"{row.name} answered something that cannot be read."))
    return call.ended(answer)


class _Call:
    def __init__(self, row: AIProvider, situation: Situation, take: Callable[[str], None] | None) -> None:
        self.row, self.situation, self.take = row, situation, take
        self.text, self.told, self.begun = "", Told(row), time.perf_counter()

    async def read(self, number: int) -> Answer:
        """The whole answer. Raises `ProviderError`."""
        answer: Answer | None = None
        stream = cast(Any, provider_of(self.row).stream(self.situation, number=number))
        async with aclosing(stream):
            async for part in stream:
                if isinstance(part, Answer):
                    answer = part
                elif part:
                    self._hear(part)
        if answer is None or not answer.text.strip():
            raise ProviderError(Outcome.EMPTY, f"{self.row.name} answered nothing.")
        return answer

    def _hear(self, piece: str) -> None:
        if self.told.first_token_ms is None:
            self.told.first_token_ms = self._ms()
        self.text += piece
        if len(self.text) > MOST_CHARACTERS:
            raise ProviderError(Outcome.TOO_LONG, f"{self.row.name} answered far too much; it was stopped.")
        if self.take:
            self.take(piece)

    def ended(self, answer: Answer) -> Asked:
        told = self.told
        told.latency_ms = self._ms()
        told.prompt_tokens, told.completion_tokens = answer.prompt_tokens, answer.completion_tokens
        told.is_estimated = answer.is_estimated
        return Asked(told, answer)

    def failed(self, problem: ProviderError) -> Asked:
        told = self.told
        told.outcome, told.latency_ms = problem.outcome, self._ms()
        if self.text:
            # A service that has begun to answer is paid for it, whatever came then.
            told.prompt_tokens, told.completion_tokens = self.situation.tokens, guess(self.text)
            told.is_estimated = True
        if problem.retry_after:
            _resting[self.row.pk] = time.monotonic() + problem.retry_after
        return Asked(told, problem=problem)

    def _ms(self) -> int:
        return round((time.perf_counter() - self.begun) * 1000)


def awake(providers: Sequence[AIProvider]) -> list[AIProvider]:
    """Those that have not asked us to wait (`Retry-After`); all of them if each has."""
    now = time.monotonic()
    for pk in [pk for pk, until in _resting.items() if until <= now]:
        del _resting[pk]
    return [row for row in providers if row.pk not in _resting] or list(providers)
