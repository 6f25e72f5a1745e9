"""Drafts for one chat out of past answers and scripts: nothing the fan has had already, and nobody else's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from django.db import connection
from django.db.models import Q

from chats.ai.names import NO_NAMES, address_fan, fan_name_words
from chats.ai.playbook.find import LEAST_ALIKE, answers_to
from chats.ai.playbook.ranking import Candidate, bare, best_first, candidates_of, diverse, script_candidate
from chats.ai.playbook.words import lookup, shares_of
from chats.ai.providers.base import Answer, Situation
from chats.models import Chat, MediaAttachment, Message, Script, SentMedia
from chats.placeholders import fill_placeholders
from chats.search.find import FIND_FANS
from chats.search.query import words_of

WANTED = 3
#: Candidates that are looked at closely, our own last messages that are not said again, and scripts that are read.
LOOKED_AT, NOT_AGAIN, SCRIPTS_READ = 20, 100, 500
#: Chats that are looked at to see whether a word is some fan's name.
NAMESAKES = 300
#: What may be a name: a word with a capital inside a sentence, or the one behind a greeting.
_CAPITAL = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][^\W\d_]{2,}")
_GREETED = re.compile(
    r"\b(?:hey|hi|hello|hola|ciao|morning|night|evening|thanks|thank you|sorry|dear|miss you|love you)"
    r"[ ,]+(?:my |dear |sweet )?([^\W\d_]{3,})",
    re.IGNORECASE,
)


def drafts_for(situation: Situation) -> list[Answer]:
    """At most three drafts, the best first; call in the agency's scope."""
    chat = (
        Chat.objects.filter(agency_id=situation.agency_id, creator_id=situation.creator_id)
        .select_related("creator", "fan_stats").get(pk=situation.chat_id)
    )  # fmt: skip
    answers = answers_to(
        situation.question, agency_id=chat.agency_id, creator_id=chat.creator_id, chat_id=situation.chat_id
    )
    scripts = _scripts(chat, situation.question)
    alike = [script for script in scripts if script.similarity >= LEAST_ALIKE]
    found = best_first([*candidates_of(answers)[:LOOKED_AT], *alike])
    chosen = diverse(_fitting(found, chat), WANTED)
    if len(chosen) < WANTED:
        # Nothing more is alike: a script is still better than an empty page.
        rest = [script for script in scripts if script not in alike]
        chosen = diverse([*chosen, *_fitting(rest, chat)], WANTED)
    return [_draft(candidate, chat) for candidate in chosen]


def _draft(candidate: Candidate, chat: Chat) -> Answer:
    text = fill_placeholders(address_fan(candidate.text, chat), chat)
    return Answer(
        text, origin=candidate.origin, price=candidate.price, of_media_ids=tuple(candidate.of_media_ids)
    )  # fmt: skip


def _scripts(chat: Chat, question: str) -> list[Candidate]:
    """The creator's scripts, those first that have most of the question's words, by weight."""
    rows = Script.objects.filter(
        Q(creator_id=chat.creator_id) | Q(creator__isnull=True), agency_id=chat.agency_id, is_active=True
    )
    asked = lookup(question, shares_of(chat.agency_id))
    weights = dict(zip(asked.words, asked.weights, strict=True)) if asked else {}
    total = sum(weights.values()) or 1.0
    candidates = []
    for script in rows.order_by("title", "pk")[:SCRIPTS_READ]:
        said = {word.lower() for word in words_of(f"{script.title} {script.text}")}
        # A script is longer than what it answers, so only the question's words are counted.
        candidates.append(script_candidate(script, sum(weights[word] for word in weights if word in said) / total))
    return sorted(candidates, key=lambda script: (-script.similarity, script.price is not None))


def _fitting(candidates: Sequence[Candidate], chat: Chat) -> list[Candidate]:
    """Those that can be sent to this fan, with the media they bring."""
    _attach_media(candidates, chat)
    had = _had(candidates, chat)
    said = _said(chat)
    named = _names_of_others(candidates, chat)
    return [
        candidate for candidate in candidates
        if had.isdisjoint(candidate.of_media_ids) and not (candidate.price and not candidate.of_media_ids)
        and bare(address_fan(candidate.text, chat)) not in said and named.isdisjoint(_possible_names(candidate.text))
    ]  # fmt: skip


def _attach_media(candidates: Sequence[Candidate], chat: Chat) -> None:
    """The media that messages went out with."""
    ids = [candidate.message_ids[0] for candidate in candidates if candidate.message_ids]
    brought = defaultdict(list)
    rows = MediaAttachment.objects.filter(agency_id=chat.agency_id, message_id__in=ids, is_preview=False).order_by("id")
    for message_id, of_id in rows.values_list("message_id", "of_media_id") if ids else ():
        brought[message_id].append(of_id)
    for candidate in candidates:
        if candidate.message_ids:
            candidate.of_media_ids = brought[candidate.message_ids[0]]


def _had(candidates: Sequence[Candidate], chat: Chat) -> set[int]:
    """Media among these that the fan was sent before."""
    offered = {of_id for candidate in candidates for of_id in candidate.of_media_ids}
    if not offered:
        return set()
    sent = SentMedia.objects.filter(agency_id=chat.agency_id, chat_id=chat.pk, of_media_id__in=offered)
    return set(sent.values_list("of_media_id", flat=True))


def _said(chat: Chat) -> set[str]:
    """What we have written to the fan of late, in plain form."""
    own = Message.objects.in_chat(chat).filter(direction="out").latest_first()
    return {bare(text) for text in own.values_list("text", flat=True)[:NOT_AGAIN]}


def _possible_names(text: str) -> set[str]:
    words = {word.casefold() for word in (*_CAPITAL.findall(text), *_GREETED.findall(text))}
    return words - NO_NAMES


def _names_of_others(candidates: Sequence[Candidate], chat: Chat) -> set[str]:
    """Words in these texts that are the name of some other fan of the agency."""
    possible = set().union(*(_possible_names(candidate.text) for candidate in candidates))
    possible -= fan_name_words(chat)
    if not possible:
        return set()
    # The index holds every ending of a name, so whole words of names are among them.
    asked = " | ".join(f"'{word}'" for word in sorted(possible))
    with cast(Any, connection).prepared_cursor() as cursor:
        cursor.execute(FIND_FANS, [asked, [chat.creator_id], NAMESAKES])
        ids = [pk for (pk,) in cursor.fetchall()]
    others = Chat.objects.filter(agency_id=chat.agency_id, pk__in=ids).exclude(pk=chat.pk)
    return possible & {word for other in others for word in fan_name_words(other)}
