"""A draft of the playbook over a million past messages of one agency: from the fan's words to three drafts.

Asked as the role that row-level security binds, in a scope of its own each time, for questions of several kinds.
Messages are made of words that grow rarer and rarer, as in talk; a question is one of what fans have written, with some
of its words changed, so that something alike can be found.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from agencies.models import Agency, Creator  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from chats.ai.providers.base import Answer, ProviderError, Situation  # noqa: E402
from chats.ai.providers.playbook import Playbook  # noqa: E402
from chats.models import AIProvider, Chat, Message, Script  # noqa: E402

#: Creators, their chats, and the messages of each chat.
CREATORS, CHATS, LENGTH = 5, 500, 400
ROUNDS, WARM_UP = 200, 10
TARGET_MS = 100.0
FILL = """
INSERT INTO chats_message (id, agency_id, chat_id, of_message_id, direction, text, is_ppv, price, is_tip, sent_at,
    unlocked, source, status, created_at)
SELECT gen_random_uuid(), chat.agency_id, chat.id, n, CASE WHEN n %% 2 = 0 THEN 'in' ELSE 'out' END,
    (SELECT string_agg(said.word, ' ') FROM (
        SELECT 'w' || floor(exp(random() * ln(20000))) AS word
        FROM generate_series(1, (3 + floor(random() * 12))::integer + 0 * n)) AS said),
    n %% 10 = 1, CASE WHEN n %% 10 = 1 THEN 9.99 ELSE 0 END, false,
    now() - (mod(chat.fan_of_id * 37, 280) * 24 + %(length)s - n) * interval '1 hour',
    CASE WHEN n %% 10 = 1 THEN random() < 0.4 END, 'bench', 'sent', now()
FROM chats_chat AS chat, generate_series(1, %(length)s) AS n WHERE chat.agency_id = %(agency)s
"""

INDEX = """
INSERT INTO chats_messagesearch (id, agency_id, created_at, chat_id, creator_id, sent_at, direction, is_ppv, vector)
SELECT message.id, message.agency_id, now(), chat_id, creator_id, sent_at, direction, is_ppv,
    search_message_vector(text, message.agency_id)
FROM chats_message AS message JOIN chats_chat AS chat ON (chat.id, chat.agency_id) = (chat_id, message.agency_id)
"""


def run() -> dict[str, dict[str, Any]]:
    """Measure one after the other; the 95th percentile counts."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    agency = _fill()
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("VACUUM ANALYZE chats_messagesearch, chats_message, chats_chat")
    results = _measure(agency)
    call_command("flush", interactive=False, verbosity=0)
    return results


def _fill() -> Agency:
    agency = Agency.objects.create(name="bench", slug="bench")
    with agency_scope(agency.pk), connection.cursor() as cursor:
        for number in range(1, CREATORS + 1):
            creator = Creator.objects.create(agency=agency, username=f"creator{number}", of_user_id=number)
            chats = [
                Chat(agency=agency, creator=creator, fan_of_id=fan, fan_display_name=f"Fan {fan}")
                for fan in range(1, CHATS + 1)
            ]
            Chat.objects.bulk_create(chats)
        Script.objects.create(agency=agency, title="Hello", text="w1 w2 w3 {fan}")
        cursor.execute(FILL, {"agency": agency.pk, "length": LENGTH})
    _index()
    return agency


def _index() -> None:
    """As the job of search does, but all at once, with the index made behind its rows."""
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT pg_get_indexdef('chats_messagesearch_words'::regclass)")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX chats_messagesearch_words")
        cursor.execute(INDEX)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(definition)


def _measure(agency: Agency) -> dict[str, dict[str, Any]]:
    provider = Playbook(AIProvider(agency=agency, name="playbook", kind=AIProvider.Kind.PLAYBOOK))
    asked = {
        "as_fans_write": [_changed(text) for text in _said_by_fans(agency)],
        "of_common_words": [" ".join(random.choices(["w1", "w2", "w3", "w4", "w5"], k=4)) for _ in range(ROUNDS)],
        "one_common_word": ["w1"] * ROUNDS,
        "long": [" ".join(_said_by_fans(agency, 6)) for _ in range(ROUNDS // 4)],
    }
    results = {}
    with agency_scope(agency.pk):
        chats = list(Chat.objects.filter(agency_id=agency.pk)[:ROUNDS])
    for name, questions in asked.items():
        taken, found = asyncio.run(_ask_all(provider, chats, questions))
        lower = {"higher_is_better": False, "unit": "ms"}
        p95 = statistics.quantiles(taken, n=20)[-1] * 1000
        results[f"playbook_draft_{name}_p95"] = {"value": p95, "target": TARGET_MS, **lower}
        results[f"playbook_draft_{name}_median"] = {"value": statistics.median(taken) * 1000, "target": None, **lower}
        results[f"playbook_{name}_answered"] = {
            "value": 100 * found / len(questions), "target": None, "unit": "%", "higher_is_better": True
        }  # fmt: skip
    return results


def _said_by_fans(agency: Agency, number: int = ROUNDS) -> list[str]:
    with agency_scope(agency.pk):
        chats = list(Chat.objects.filter(agency_id=agency.pk).order_by("?")[:number])
        return [Message.objects.in_chat(chat).filter(direction="in").order_by("?").first().text for chat in chats]


def _changed(text: str) -> str:
    words = text.split()
    return " ".join(word if random.random() < 0.75 else "changed" for word in words)


async def _ask_all(provider: Playbook, chats: list[Chat], questions: list[str]) -> tuple[list[float], int]:
    taken, found = [], 0
    for round_ in range(-WARM_UP, len(questions)):
        chat, question = chats[round_ % len(chats)], questions[round_ % len(questions)]
        situation = Situation(chat.agency_id, chat.creator_id, chat.pk, None, (), "reply 0", 0, question)
        started = time.perf_counter()
        drafts = await asyncio.gather(*(_draft(provider, situation, number) for number in (1, 2, 3)))
        if round_ >= 0:
            taken.append(time.perf_counter() - started)
            found += any(draft and draft.origin["kind"] == "message" for draft in drafts)
    return taken, found


async def _draft(provider: Playbook, situation: Situation, number: int) -> Answer | None:
    try:
        return [piece async for piece in provider.stream(situation, number=number) if isinstance(piece, Answer)][-1]
    except ProviderError:
        return None


if __name__ == "__main__":
    for name, row in run().items():
        print(name, row)
