"""What a provider is told about the fan beside the conversation: records line by line, the weightiest first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from agencies.models import Creator
from chats.ai.tokens import guess
from chats.models import AISettings, Chat, ChatNote, CreatorMedia, FanSummary, Script, SentMedia

#: The latest notes, media and scripts that are told of, and characters of each note and script.
NOTES, MEDIA, SCRIPTS, CHARACTERS = 10, 12, 20, 400
KINDS = {"image": "photo", "video": "video", "audio": "audio", "gif": "GIF"}


def chat_with_card(chat: Chat, until: dt.datetime | None) -> Any:
    """The chat with its creator, books, summary and `latest_notes`, in one query."""
    notes = ChatNote.objects.filter(agency_id=OuterRef("agency_id"), chat_id=OuterRef("pk")).order_by("-created_at")
    notes = notes.filter(created_at__lt=until) if until else notes
    return (
        Chat.objects.filter(agency_id=chat.agency_id)
        .select_related("creator", "fan_stats", "fan_summary")
        .annotate(latest_notes=ArraySubquery(notes.values("text")[:NOTES]))
        .get(pk=chat.pk)
    )


def media_on_offer(chat: Chat, until: dt.datetime | None) -> list[CreatorMedia]:
    """Media of the creator that the fan has not had, those in use first."""
    had = SentMedia.objects.filter(
        agency_id=OuterRef("agency_id"), chat_id=chat.pk, of_media_id=OuterRef("of_media_id")
    )
    had = had.filter(sent_at__lt=until) if until else had
    rows = CreatorMedia.objects.filter(~Exists(had), agency_id=chat.agency_id, creator_id=chat.creator_id)
    return list((rows.filter(created_at__lt=until) if until else rows)[:MEDIA])


def scripts_of(chat: Chat, until: dt.datetime | None) -> list[Script]:
    """Scripts of the creator, and those for all."""
    of_creator = Q(creator_id=chat.creator_id) | Q(creator__isnull=True)
    rows = Script.objects.filter(of_creator, agency_id=chat.agency_id, is_active=True)
    return list((rows.filter(created_at__lt=until) if until else rows)[:SCRIPTS])


def card(
    chat: Any, settings: AISettings, clean: Callable[[str], str], tokens: int, until: dt.datetime | None
) -> str:  # fmt: skip
    """The records as far as about so many tokens allow. `clean` makes foreign text safe to quote."""
    lines: list[str] = []
    for line in _lines(chat, settings, until):
        line = clean(line)
        tokens -= guess(line) + 1
        if tokens < 0:
            break
        lines.append(line)
    return "\n".join(lines)


def _lines(chat: Any, settings: AISettings, until: dt.datetime | None) -> Iterator[str]:
    """What was true at `until` only where that is known; spending and subscription are kept as they are now."""
    yield f"Fan: {chat.fan_name}" + (f" (@{chat.fan_username})" if chat.fan_username else "")
    if chat.fan_language:
        yield f"Writes in: {chat.fan_language}"
    if until is None:
        yield from _subscription(chat, settings)
        yield from _spending(chat, settings)
        if chat.tags:
            yield f"Tags: {', '.join(chat.tags)}"
    yield from _listed("Known about the fan", _facts(chat, until))
    if settings.sends_notes:
        yield from _listed("Notes of the team", (_short(text) for text in chat.latest_notes))
    yield from _listed("Media on offer, which the fan has not had", _media(media_on_offer(chat, until)))
    yield from _listed("Texts that the team uses", map(_script, scripts_of(chat, until)))


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


def _spending(chat: Any, settings: AISettings) -> Iterator[str]:
    stats = getattr(chat, "fan_stats", None)
    if stats and settings.sends_spending:
        yield (
            f"Has spent ${stats.total_spent:,.2f}: ${stats.total_ppv_purchased:,.2f} for pay-per-view "
            f"({stats.ppv_unlocked} of {stats.ppv_sent} bought), ${stats.total_tips:,.2f} in tips"
        )


def _facts(chat: Any, until: dt.datetime | None) -> list[str]:
    summary: FanSummary | None = getattr(chat, "fan_summary", None)
    if summary is None or (until and (summary.read_until is None or summary.read_until >= until)):
        return []
    return [str(fact.get("text", "")) for fact in summary.facts if isinstance(fact, dict)]


def _media(rows: list[CreatorMedia]) -> Iterator[str]:
    counts = Counter(KINDS.get(row.media_type, row.media_type) for row in rows if not row.duration)
    yield from (f"{kind} (of {number})" if number > 1 else kind for kind, number in counts.items())
    yield from (f"{KINDS[row.media_type]} of {row.duration} seconds" for row in rows if row.duration)


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
