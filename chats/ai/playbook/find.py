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
from chats.models import Message

FIND = """
SELECT answer_id, how_similar, is_answered
FROM playbook_answers(%s::text[], %s::double precision[], %s, %s::boolean, %s::uuid, %s::uuid, %s::integer)
"""
#: Questions that are followed to their answers, and what is too little alike to be worth it.
FOLLOWED, LEAST_ALIKE = 150, 0.2


class Answer(NamedTuple):
    """A message of ours that answered something alike, how much alike (0 to 1), and what became of it."""

    message: Message
    similarity: float
    is_answered: bool

    @property
    def is_bought(self) -> bool:
        """Whether the fan has paid for it."""
        return bool(self.message.unlocked)

    @property
    def price(self) -> Decimal | None:
        """Dollars that it asked for."""
        return self.message.price if self.message.is_ppv else None


def answers_to(question: str, *, agency_id: UUID, creator_id: UUID, chat_id: UUID) -> list[Answer]:
    """Answers of this creator to other fans, the most alike first; call in the agency's scope."""
    asked = lookup(question, shares_of(agency_id))
    if asked is None:
        return []
    values = [asked.words, asked.weights, asked.clauses, asked.is_common, creator_id, chat_id, FOLLOWED]
    with cast(Any, connection).prepared_cursor() as cursor:
        cursor.execute(FIND, values)
        rows = [row for row in cursor.fetchall() if row[1] >= LEAST_ALIKE]
    # What is shown is read as everything else is.
    visible = Message.objects.filter(agency_id=agency_id, chat__creator_id=creator_id, deleted_at__isnull=True)
    messages = visible.select_related("chat").in_bulk({row[0] for row in rows})
    found = [Answer(messages[pk], similarity, answered) for pk, similarity, answered in rows if pk in messages]
    return sorted(found, key=lambda answer: (-answer.similarity, str(answer.message.pk)))
