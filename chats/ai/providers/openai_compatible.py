"""Services that speak OpenAI's protocol: hosted ones, vLLM, Ollama and many more, through the `openai` library.

Nothing is tried twice here: after a fault the next provider is asked at once.
"""

from __future__ import annotations

import asyncio
import email.utils
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import httpx2
import openai
from openai import AsyncOpenAI

from agencies.sealing import SecretUnreadableError
from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.providers.wire import CONNECT_SECONDS, ForbiddenAddressError, GuardedTransport, TooMuchError
from chats.ai.tokens import guess
from chats.models import AICall, AIProvider

Outcome = AICall.Outcome
OWN_ADDRESS = "https://api.openai.com/v1"
#: Services whose connections are kept open, for each loop.
KEPT_CLIENTS = 64
#: Seconds that we wait at most because a service has asked for it.
LONGEST_REST = 600.0
_clients: WeakKeyDictionary[Any, OrderedDict[tuple[str, str], AsyncOpenAI]] = WeakKeyDictionary()


class OpenAICompatible:
    """One such service, as an `AIProvider` says."""

    def __init__(self, row: AIProvider) -> None:
        self.row = row

    async def stream(self, situation: Situation, *, number: int = 1) -> AsyncIterator[str | Answer]:
        """As `Provider.stream`; `number` changes nothing, as the model's temperature makes drafts differ."""
        text, usage, ended = "", None, ""
        try:
            answer = await _client(self.row).chat.completions.create(**self._asked(situation))
            async with answer:
                async for chunk in answer:
                    usage = chunk.usage or usage
                    for choice in chunk.choices[:1]:
                        if choice.finish_reason == "content_filter" or choice.delta.refusal:
                            raise ProviderError(Outcome.REFUSED, f"{self.row.name} declined to answer this.")
                        ended = choice.finish_reason or ended
                        if piece := choice.delta.content:
                            text += piece
                            yield piece
        except ProviderError:
            raise
        except Exception as error:
            raise self._fault(error, has_begun=bool(text)) from None
        if not ended:
            raise ProviderError(Outcome.CUT, f"{self.row.name} broke off in the middle.")
        if not text.strip():
            raise ProviderError(Outcome.EMPTY, f"{self.row.name} answered nothing.")
        yield Answer(
            text.strip(),
            prompt_tokens=usage.prompt_tokens if usage else situation.tokens,
            completion_tokens=usage.completion_tokens if usage else guess(text),
            is_estimated=usage is None,
            is_cut=ended == "length",
        )

    def _asked(self, situation: Situation) -> dict[str, Any]:
        # OpenAI's newer models know only the one name, most other services only the other.
        is_their_own = urlsplit(self.row.base_url or OWN_ADDRESS).hostname == urlsplit(OWN_ADDRESS).hostname
        return {
            "model": self.row.model,
            "messages": list(situation.messages),
            "temperature": float(self.row.temperature),
            "max_completion_tokens" if is_their_own else "max_tokens": max(
                self.row.max_tokens, situation.answer_tokens
            ),
            "stream": True,
            "stream_options": {"include_usage": True},
        }

    def _fault(self, error: Exception, *, has_begun: bool) -> ProviderError:
        """What the chatter is told. Never what the service said: that may quote the prompt."""
        name = self.row.name
        cause = error.__cause__ or error
        if isinstance(error, SecretUnreadableError):
            words = f"The key of {name} cannot be read any more: an admin must enter it anew."
            return ProviderError(Outcome.REFUSED, words)
        if isinstance(error, openai.RateLimitError):
            return self._limited(error)
        if isinstance(error, openai.APIStatusError):
            return self._refused(error.status_code)
        if isinstance(cause, TooMuchError):
            return ProviderError(Outcome.TOO_LONG, f"{name} answered far too much; it was stopped.")
        if isinstance(cause, ForbiddenAddressError):
            words = f"{name} has an address that may not be called. The operator can allow it: AI_PRIVATE_ADDRESSES."
            return ProviderError(Outcome.UNREACHABLE, words)
        if isinstance(error, openai.APITimeoutError):
            return ProviderError(Outcome.TIMEOUT, f"{name} was too slow.")
        if isinstance(error, openai.APIConnectionError) and not isinstance(cause, httpx2.DecodingError):
            is_cut = has_begun or isinstance(cause, httpx2.RemoteProtocolError | httpx2.ReadError)
            words = f"{name} broke off in the middle." if is_cut else f"{name} cannot be reached."
            return ProviderError(Outcome.CUT if is_cut else Outcome.UNREACHABLE, words)
        if type(error) is openai.APIError:
            # It has said so in the middle of its stream.
            return ProviderError(Outcome.FAILED, f"{name} had an error of its own.")
        return ProviderError(Outcome.MALFORMED, f"{name} answered something that cannot be read.")

    def _limited(self, error: openai.RateLimitError) -> ProviderError:
        wait = retry_after(error.response.headers.get("retry-after", ""))
        words = f"{self.row.name} is asked too often just now"
        return ProviderError(
            Outcome.LIMITED, f"{words}; free again in {math.ceil(wait)} s." if wait else f"{words}.", retry_after=wait
        )

    def _refused(self, status: int) -> ProviderError:
        name = self.row.name
        if status >= 500:
            return ProviderError(Outcome.FAILED, f"{name} had an error of its own ({status}).")
        if status in (401, 403):
            return ProviderError(Outcome.REFUSED, f"{name} did not accept our key ({status}): an admin should look.")
        if status == 404:
            return ProviderError(Outcome.REFUSED, f"{name} knows no such model or address (404): an admin should look.")
        return ProviderError(Outcome.REFUSED, f"{name} refused the request ({status}): an admin should look.")


def retry_after(told: str) -> float | None:
    """Seconds to wait, as a `Retry-After` header says (RFC 9110, 10.2.3), at most `LONGEST_REST`; else None."""
    try:
        seconds = float(told) if told.isdecimal() else email.utils.parsedate_to_datetime(told).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_REST) or None


def _client(row: AIProvider) -> AsyncOpenAI:
    """The client of a service, kept with its open connections. Raises `SecretUnreadableError`."""
    clients = _clients.setdefault(asyncio.get_running_loop(), OrderedDict())
    key = (row.base_url, row.sealed_api_key)
    if key not in clients:
        clients[key] = AsyncOpenAI(
            # Servers on the own machine ask for no key, but the library does.
            api_key=row.api_key or "none",
            base_url=row.base_url or OWN_ADDRESS,
            max_retries=0,
            # Whoever asks limits the time as a whole.
            timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
            default_headers={"Accept-Encoding": "identity"},
            http_client=httpx2.AsyncClient(transport=GuardedTransport(trust_env=False), trust_env=False),
        )
        if len(clients) > KEPT_CLIENTS:
            # Who still reads from it ends as if the service had broken off; so many are not in use at once.
            _, old = clients.popitem(last=False)
            _closing.add(task := asyncio.ensure_future(old.close()))
            task.add_done_callback(_closing.discard)
    clients.move_to_end(key)
    return clients[key]


_closing: set[asyncio.Future[None]] = set()


async def close_clients() -> None:
    """Hang up everywhere; for the end of a loop."""
    for client in _clients.pop(asyncio.get_running_loop(), {}).values():
        await client.close()
