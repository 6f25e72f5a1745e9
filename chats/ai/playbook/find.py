"""Past answers to what is like a fan's question.

How like two texts are is Dice's coefficient with weights: twice the weight of the words that both have, divided by the
weight of all words of both. Words that only the other text has weigh as much as one of the question's on average.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import connection

from chats.ai.playbook.words import lookup, shares_of
from chats.models import Chat

FIND = """
SELECT answer_id, how_similar, is_answered
FROM playbook_answers(%s::text[], %s::double precision[], %s, %s::boolean, %s::uuid, %s::uuid, %s::integer)
"""
# Read as everything else is, by the bound role. OFFSET 0 keeps each look-up on its key, whatever the planner thinks.
READ = """
SELECT message.id, message.text, message.is_ppv, message.price, message.unlocked, chat.fan_custom_name,
    chat.fan_display_name, chat.fan_username, chat.fan_of_id
FROM unnest(%s::uuid[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT * FROM chats_message WHERE agency_id = %s AND id = wanted.id AND deleted_at IS NULL OFFSET 0
) AS message
CROSS JOIN LATERAL (
    SELECT * FROM chats_chat WHERE agency_id = message.agency_id AND id = message.chat_id OFFSET 0
) AS chat
WHERE chat.creator_id = %s
"""
#: Questions that are followed to their answers, and what is too little alike to be worth it.
FOLLOWED, LEAST_ALIKE = 100, 0.2


class Answer(NamedTuple):
    """A message of ours that answered something alike, how much alike (0 to 1), and what became of it.

    `fan` is an unsaved chat that has no more than the names of whom it went to; `price` is dollars.
    """

    message_id: UUID
    text: str
    fan: Chat
    price: Decimal | None
    is_bought: bool
    is_answered: bool
    similarity: float


def answers_to(question: str, *, agency_id: UUID, creator_id: UUID, chat_id: UUID) -> list[Answer]:
    """Answers of this creator to other fans, the most alike first; call in the agency's scope."""
    asked = lookup(question, shares_of(agency_id))
    if asked is None:
        return []
    values = [asked.words, asked.weights, asked.clauses, asked.is_common, creator_id, chat_id, FOLLOWED]
    with cast(Any, connection).prepared_cursor() as cursor:
        cursor.execute(FIND, values)
        found = [row for row in cursor.fetchall() if row[1] >= LEAST_ALIKE]
        cursor.execute(READ, [list({row[0] for row in found}), agency_id, creator_id])
        read = {row[0]: row[1:] for row in cursor.fetchall()}
    answers = [_answer(pk, alike, answered, *read[pk]) for pk, alike, answered in found if pk in read]
    return sorted(answers, key=lambda answer: (-answer.similarity, str(answer.message_id)))


def _answer(
    pk: UUID, similarity: float, is_answered: bool, text: str, is_ppv: bool, price: Decimal, unlocked: bool | None,
    custom_name: str, display_name: str, username: str, fan_of_id: int,
) -> Answer:  # fmt: skip
    fan = Chat(
        fan_custom_name=custom_name, fan_display_name=display_name, fan_username=username, fan_of_id=fan_of_id
    )  # fmt: skip
    return Answer(pk, text, fan, price if is_ppv else None, bool(unlocked), is_answered, similarity)
