"""What every provider is asked, and how it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from chats.models import AICall, AIProvider


@dataclass(frozen=True)
class Situation:
    """What a provider is told, as it leaves this machine. Holds no row and no secret, so it may cross threads."""

    agency_id: UUID
    creator_id: UUID
    chat_id: UUID
    #: The fan's message that waits for an answer; None if none does.
    in_reply_to: UUID | None
    #: As in OpenAI's protocol: `role` and `content` of each, the system's first.
    messages: tuple[dict[str, str], ...]
    prompt_version: str
    #: Our guess of how many tokens `messages` are.
    tokens: int
    #: What the fan wrote last, all messages since our answer; what the playbook looks for.
    question: str = ""
    #: Placeholders that stand in `messages` for names, and the names to put back.
    names: dict[str, str] = field(default_factory=dict)
    #: Tokens that the answer may take at least, whatever the provider's own limit is for drafts.
    answer_tokens: int = 0


@dataclass(frozen=True)
class Answer:
    """A whole draft, and what it took. `origin` says where the playbook has it from."""

    text: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    #: The provider told no tokens; these are our guess.
    is_estimated: bool = False
    #: It ended because it had reached the limit of tokens, perhaps in the middle of a sentence.
    is_cut: bool = False
    origin: dict[str, Any] = field(default_factory=dict)
    price: Decimal | None = None
    of_media_ids: tuple[int, ...] = ()


class ProviderError(Exception):
    """A provider has not answered as it should. `words` are for the chatter and hold nothing of the answer."""

    def __init__(self, outcome: AICall.Outcome, words: str, *, retry_after: float | None = None) -> None:
        super().__init__(words)
        self.outcome, self.words, self.retry_after = outcome, words, retry_after


class Provider(Protocol):
    """One way to have texts written. Instances hold what they need of the row; they are used on an event loop."""

    row: AIProvider

    def stream(self, situation: Situation, *, number: int = 1) -> AsyncIterator[str | Answer]:
        """The draft piece by piece, and at the end the `Answer`. `number` says which of several drafts it is.

        Raises `ProviderError`. The caller limits the time.
        """
        ...
