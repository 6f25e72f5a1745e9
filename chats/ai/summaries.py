"""Facts about a fan, each with the messages that say so: what the provider reads, and what is believed of its answer.

The provider is told what is known so far and what is new, and gives back the whole list. Nothing is kept that names no
message it was shown.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz

from chats.ai.card import persona_of
from chats.ai.completing import complete
from chats.ai.context import cleaner, names_of_fan, put_names_back, system_prompt
from chats.ai.history import line
from chats.ai.providers.base import ProviderError, Situation
from chats.ai.reading import Said
from chats.ai.tokens import OF_A_MESSAGE, cut_to_tokens, guess, guess_messages
from chats.models import AICall, AISettings, Chat, FanSummary, Message, PromptVersion
from chats.models.message import Status
from chats.richtext import plain_text

MOST_FACTS, FACT_LENGTH = 15, 200
#: New messages that are read at most; older ones than these are left out. Tokens of one message.
MOST_READ, MESSAGE_TOKENS = 100, 200
#: Messages of a known fact that are shown again, so that it can be kept; links that a fact has at most.
SHOWN_AGAIN, MOST_LINKS = 2, 5
#: Removed facts that are remembered, and how alike (0 to 100) a fact is that says the same.
MOST_REMOVED, SAME_FACT = 50, 85
ANSWER_TOKENS = 2_000
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Reading:
    """What one summary is made from. `shown`: the messages in the prompt, by their numbers there."""

    situation: Situation
    shown: dict[int, UUID]
    known: tuple[str, ...]
    removed: tuple[str, ...]
    #: What the summary had read before, and will have.
    read_before: dt.datetime | None
    read_until: dt.datetime


@dataclass(frozen=True)
class Summarised:
    """The facts as they are kept, and who wrote them."""

    facts: list[dict[str, Any]]
    provider: str
    model: str


def reading_of(*, chat: Chat, settings: AISettings, prompt: PromptVersion) -> Reading | None:
    """What is new in the chat and what was known, as the provider is told it; None if nothing is new. Call in scope,
    for a chat with its creator."""
    summary = FanSummary.objects.filter(agency_id=chat.agency_id, chat=chat).first() or FanSummary(chat=chat)
    new = _new_messages(chat, summary.read_until)
    if not new:
        return None
    clean = cleaner(chat, settings)
    system = system_prompt(prompt, **persona_of(chat.creator))
    known = [fact for fact in summary.facts if isinstance(fact, dict) and fact.get("text")]
    left = settings.token_budget - guess(system) - sum(guess(fact["text"]) + OF_A_MESSAGE for fact in known)
    shown = {message.pk: message for message in _sources(chat, known)}
    for place, message in enumerate(reversed(new)):
        left -= min(guess(message.text), MESSAGE_TOKENS) + OF_A_MESSAGE
        if place and left < 0:
            break
        shown[message.pk] = message
    numbered = dict(enumerate(sorted(shown.values(), key=lambda message: (message.sent_at, message.pk)), 1))
    asked = (
        {"role": "system", "content": system},
        {"role": "user", "content": "\n".join(_told(numbered, known, summary.removed, settings, clean))},
    )
    situation = Situation(
        agency_id=chat.agency_id,
        creator_id=chat.creator_id,
        chat_id=chat.pk,
        in_reply_to=None,
        messages=asked,
        prompt_version=prompt.label,
        tokens=guess_messages(asked),
        names=names_of_fan(chat),
        answer_tokens=ANSWER_TOKENS,
    )
    return Reading(
        situation,
        {number: message.pk for number, message in numbered.items()},
        tuple(fact["text"] for fact in known),
        tuple(summary.removed),
        summary.read_until,
        new[-1].sent_at,
    )


def _new_messages(chat: Chat, read_until: dt.datetime | None) -> list[Message]:
    rows = _told_of(chat).filter(sent_at__gt=read_until) if read_until else _told_of(chat)
    return list(rows.latest_first()[:MOST_READ])[::-1]


def _told_of(chat: Chat) -> Any:
    """The messages that count: neither deleted ones nor those that did not go out."""
    rows = Message.objects.in_chat(chat).filter(deleted_at__isnull=True).exclude(status=Status.FAILED)
    return rows.with_media_kinds()


def _sources(chat: Chat, known: list[dict[str, Any]]) -> Iterable[Message]:
    """The messages of known facts that are still there."""
    ids = [pk for fact in known for pk in list(fact.get("messages", []))[-SHOWN_AGAIN:]]
    return list(_told_of(chat).filter(pk__in=ids)) if ids else []


def _told(
    numbered: dict[int, Message], known: list[dict[str, Any]], removed: list[str], settings: AISettings, clean: Any
) -> Iterator[str]:
    numbers = {str(message.pk): number for number, message in numbered.items()}
    yield "<card>"
    yield "Known so far:"
    for fact in known:
        found = [str(numbers[pk]) for pk in map(str, fact.get("messages", [])) if pk in numbers]
        yield f"- {clean(fact['text'])} [{', '.join(found)}]"
    if removed:
        yield "Removed by the team, never to be listed again:"
        yield from (f"- {clean(text)}" for text in removed)
    yield "</card>"
    yield "Messages:"
    for number, message in numbered.items():
        role, content = line(_said(message), settings, clean(cut_to_tokens(message.text, MESSAGE_TOKENS)))
        yield f"{number}. {content}" if role == "user" else f"{number}. We wrote: {content}"


def _said(message: Any) -> Said:
    kinds = [(kind["kind"], kind["count"]) for kind in message.media_kinds]
    price = message.price if message.is_ppv else None
    return Said(
        message.pk, message.direction, message.text, price, message.unlocked, message.is_tip, message.tip_amount, kinds
    )


async def summarise(reading: Reading) -> Summarised:
    """The whole list of facts anew. Raises `ProviderError`, also for an answer that cannot be used."""
    situation = reading.situation
    answer, row = await complete(
        situation.agency_id, situation, purpose=AICall.Purpose.SUMMARY, chat_id=situation.chat_id
    )
    facts = facts_in(answer.text, reading)
    if facts is None:
        raise ProviderError(AICall.Outcome.MALFORMED, f"{row.name} answered something that cannot be read.")
    return Summarised(facts, row.name, row.model)


def facts_in(answer: str, reading: Reading) -> list[dict[str, Any]] | None:
    """The facts in an answer that name messages of this prompt; None for an answer that is not as it was asked for, or
    would forget everything that is known."""
    told = _parsed(answer)
    if told is None:
        return None
    facts: dict[str, dict[str, Any]] = {}
    for text, numbers in _entries(told):
        said = _short(put_names_back(plain_text(text), reading.situation.names))
        links = [str(reading.shown[number]) for number in dict.fromkeys(numbers) if number in reading.shown]
        if said and links and not is_removed(said, reading.removed):
            facts.setdefault(said.casefold(), {"text": said, "messages": links[-MOST_LINKS:]})
    if not facts and (told or reading.known):
        return None
    return list(facts.values())[:MOST_FACTS]


def _parsed(answer: str) -> list[Any] | None:
    """The list in the answer, whatever stands around the JSON."""
    try:
        told = json.loads(answer[answer.index("{") : answer.rindex("}") + 1])
    except (ValueError, RecursionError):
        return None
    facts = told.get("facts") if isinstance(told, dict) else None
    return facts if isinstance(facts, list) else None


def _entries(told: list[Any]) -> Iterator[tuple[str, list[int]]]:
    for entry in told:
        if not isinstance(entry, dict):
            continue
        text, numbers = entry.get("text"), entry.get("messages")
        if isinstance(text, str) and isinstance(numbers, list):
            yield text, [number for number in numbers if type(number) is int]


def is_removed(text: str, removed: Iterable[str]) -> bool:
    """Whether somebody has removed a fact that says the same, in whatever order of words."""
    return any(fuzz.token_sort_ratio(text.casefold(), gone.casefold()) >= SAME_FACT for gone in removed)


def _short(text: str) -> str:
    text = _BLANKS.sub(" ", text).strip()
    return text if len(text) <= FACT_LENGTH else f"{text[: FACT_LENGTH - 1]}…"
