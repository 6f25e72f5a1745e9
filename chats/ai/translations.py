"""Texts in another language: what the provider is told, and what is made of its answer. The original always stays."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chats.ai.card import persona_of
from chats.ai.completing import complete
from chats.ai.context import cleaner, names_of_fan, put_names_back, system_prompt
from chats.ai.providers.base import ProviderError, Situation
from chats.ai.tokens import guess, guess_messages
from chats.models import AICall, AISettings, Chat, PromptVersion
from chats.richtext import plain_text

#: Texts that are translated side by side.
SIDE_BY_SIDE = 5
#: An answer may take so many tokens for each of the text, as scripts differ, and some more.
TOKENS_FOR_ONE, TOKENS_MORE = 4, 100
#: The longest text that a message can be, in characters.
LONGEST = 10_000
_FENCE = re.compile(r"</?(?:fan|text)>")


@dataclass(frozen=True)
class Wanted:
    """A text to translate, as its provider is told it."""

    text: str
    situation: Situation


@dataclass(frozen=True)
class Translated:
    """A text in another language, and who made it."""

    text: str
    provider: str
    model: str


def wanted_translation(
    *, chat: Chat, text: str, language: str, is_from_fan: bool, settings: AISettings, prompt: PromptVersion
) -> Wanted:
    """What is told for one text: the prompt and the text, nothing else of the chat. No query for a chat with its
    creator."""
    fence = "fan" if is_from_fan else "text"
    values = {**persona_of(chat.creator), "language": language}
    asked = (
        {"role": "system", "content": system_prompt(prompt, **values)},
        {"role": "user", "content": f"<{fence}>{cleaner(chat, settings)(text)}</{fence}>"},
    )
    situation = Situation(
        agency_id=chat.agency_id,
        creator_id=chat.creator_id,
        chat_id=chat.pk,
        in_reply_to=None,
        messages=asked,
        prompt_version=prompt.label,
        tokens=guess_messages(asked),
        # Nothing was replaced where names are sent, and nothing is put back: a placeholder in the text is the text's.
        names={} if settings.sends_names else names_of_fan(chat),
        answer_tokens=guess(text) * TOKENS_FOR_ONE + TOKENS_MORE,
    )
    return Wanted(text, situation)


async def translate(wanted: Wanted) -> Translated:
    """The text in the other language, from the first provider that answers. Raises `ProviderError`."""
    situation = wanted.situation
    answer, row = await complete(
        situation.agency_id, situation, purpose=AICall.Purpose.TRANSLATION, chat_id=situation.chat_id
    )
    text = _cleaned(answer.text, wanted)
    if not text:
        raise ProviderError(AICall.Outcome.EMPTY, f"{row.name} answered nothing.")
    return Translated(text, row.name, row.model)


def _cleaned(answer: str, wanted: Wanted) -> str:
    """As any text from outside: no markup, nothing that cannot be kept, no longer than a message."""
    text = plain_text(_FENCE.sub("", answer))
    if "‹" not in wanted.text:
        # Brackets of the text were made harmless on their way out.
        text = text.replace("‹", "<")
    return put_names_back(text, wanted.situation.names)[:LONGEST].strip()


async def translate_all(
    wanted: Sequence[Wanted], take: Callable[[int, Translated], None]
) -> ProviderError | None:  # fmt: skip
    """Translate some texts, a few side by side; `take` gets each with its place as soon as it is there.

    After a fault no more are asked for, and that fault is returned.
    """
    problem: ProviderError | None = None
    places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(place: int) -> None:
        nonlocal problem
        async with places:
            if problem:
                return
            try:
                take(place, await translate(wanted[place]))
            except ProviderError as error:
                problem = problem or error

    await asyncio.gather(*(one(place) for place in range(len(wanted))))
    return problem
