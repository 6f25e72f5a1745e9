"""What a provider is told about the fan beside the conversation: records line by line, the weightiest first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from agencies.models import Creator
from chats.ai.reading import Opened, Script
from chats.ai.tokens import guess
from chats.models import AISettings, Chat

#: Characters of each note and script.
CHARACTERS = 400
KINDS = {"image": "photo", "video": "video", "audio": "audio", "gif": "GIF"}


def card(
    opened: Opened, settings: AISettings, clean: Callable[[str], str], tokens: int, until: dt.datetime | None
) -> str:
    """The records as far as about so many tokens allow. `clean` makes foreign text safe to quote."""
    lines: list[str] = []
    for line in _lines(opened, settings, until):
        line = clean(line)
        tokens -= guess(line) + 1
        if tokens < 0:
            break
        lines.append(line)
    return "\n".join(lines)


def _lines(opened: Opened, settings: AISettings, until: dt.datetime | None) -> Iterator[str]:
    """What was true at `until` only where that is known; spending and subscription are kept as they are now."""
    fan = opened.fan
    yield f"Fan: {fan.fan_name}" + (f" (@{fan.fan_username})" if fan.fan_username else "")
    if fan.fan_language:
        yield f"Writes in: {fan.fan_language}"
    if until is None:
        yield from _subscription(fan, settings)
        yield from _spending(opened, settings)
        if fan.tags:
            yield f"Tags: {', '.join(fan.tags)}"
    yield from _listed("Known about the fan", _facts(opened, until))
    if settings.sends_notes:
        yield from _listed("Notes of the team", map(_short, opened.notes))
    yield from _listed("Media on offer, which the fan has not had", _media(opened.media))
    yield from _listed("Texts that the team uses", map(_script, opened.scripts))


def _listed(title: str, entries: Iterable[str]) -> Iterator[str]:
    """One line for each entry, the first with the title above it, so that no title stands alone."""
    for place, entry in enumerate(entries):
        yield f"- {entry}" if place else f"{title}:\n- {entry}"


def _subscription(chat: Chat, settings: AISettings) -> Iterator[str]:
    if chat.subscription_active is None:
        return
    told = "active" if chat.subscription_active else "ended"
    if chat.subscription_price is not None and settings.sends_spending:
        told += f", ${chat.subscription_price:,.2f} a month"
    if chat.subscription_expires_at:
        told += f", until {chat.subscription_expires_at:%Y-%m-%d}"
    yield f"Subscription: {told}"


def _spending(opened: Opened, settings: AISettings) -> Iterator[str]:
    books = opened.books
    if books and settings.sends_spending:
        yield (
            f"Has spent ${books['total_spent']:,.2f}: ${books['total_ppv_purchased']:,.2f} for pay-per-view "
            f"({books['ppv_unlocked']} of {books['ppv_sent']} bought), ${books['total_tips']:,.2f} in tips"
        )


def _facts(opened: Opened, until: dt.datetime | None) -> list[str]:
    if until and (opened.facts_until is None or opened.facts_until >= until):
        return []
    return [str(fact.get("text", "")) for fact in opened.facts]


def _media(offers: list[tuple[str, int | None]]) -> Iterator[str]:
    counts = Counter(KINDS.get(kind, kind) for kind, seconds in offers if not seconds)
    yield from (f"{kind} (of {number})" if number > 1 else kind for kind, number in counts.items())
    yield from (f"{KINDS.get(kind, kind)} of {seconds} seconds" for kind, seconds in offers if seconds)


def _script(script: Script) -> str:
    price = f" (${script.price:,.2f})" if script.price else ""
    return f"{script.title}{price}: {_short(script.text)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= CHARACTERS else f"{text[:CHARACTERS]}…"


def persona_of(creator: Creator) -> dict[str, Any]:
    """What a prompt can name of the creator: plain texts and tuples of texts."""
    return {
        "creator": str(creator),
        "voice": creator.persona.strip(),
        "dos": _entries(creator.persona_dos.splitlines()),
        "donts": _entries(creator.persona_donts.splitlines()),
        "facts": _entries(creator.persona_facts.splitlines()),
        "languages": _entries(creator.languages.split(",")),
    }


def _entries(parts: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip(" -•\t") for part in parts)))
