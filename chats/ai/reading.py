"""All that a provider could be told of a chat, read in one go: whoever asks for a draft waits for this.

Every part is narrowed to the agency, the chat and its creator by itself, beside what row-level security does.
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from agencies.models import Creator
from agencies.statements import first_row
from chats.models import Chat
from chats.search.find import LAST

#: The latest notes, media and scripts that are read.
NOTES, MEDIA, SCRIPTS = 10, 12, 20
FAN = (
    "fan_of_id", "fan_username", "fan_display_name", "fan_custom_name", "fan_language", "subscription_active",
    "subscription_price", "subscription_expires_at", "tags",
)  # fmt: skip
PERSONA = (
    "username", "display_name", "persona", "persona_dos", "persona_donts", "persona_facts", "languages",
)  # fmt: skip
BOOKS = ("total_spent", "total_ppv_purchased", "total_tips", "ppv_sent", "ppv_unlocked")
# A price travels as text, so that it stays exact.
_READ = """
SELECT chat.creator_id, {fan}, {persona}, {books}, summary.facts::text, summary.read_until,
    ARRAY(
        SELECT text FROM chats_chatnote
        WHERE agency_id = chat.agency_id AND chat_id = chat.id AND created_at < %(until)s::timestamptz
        ORDER BY created_at DESC LIMIT {notes}),
    (SELECT jsonb_agg(jsonb_build_array(
        said.id, direction, text, CASE WHEN is_ppv THEN price::text END,
        unlocked AND (unlocked_at IS NULL OR unlocked_at < %(until)s::timestamptz), is_tip, tip_amount::text, (
            SELECT jsonb_agg(jsonb_build_array(media_type, count)) FROM (
                SELECT media_type, count(*) FROM chats_mediaattachment
                WHERE agency_id = chat.agency_id AND message_id = said.id GROUP BY media_type ORDER BY media_type
            ) AS kind)
        ) ORDER BY sent_at, said.id)::text
    FROM (
        SELECT * FROM chats_message
        WHERE agency_id = chat.agency_id AND chat_id = chat.id AND sent_at < %(until)s::timestamptz
            AND deleted_at IS NULL AND status <> 'failed'
        ORDER BY sent_at DESC, id DESC LIMIT %(limit)s::integer
    ) AS said),
    (SELECT jsonb_agg(jsonb_build_array(media_type, duration))::text FROM (
        SELECT media_type, duration FROM chats_creatormedia AS media
        WHERE agency_id = chat.agency_id AND creator_id = chat.creator_id AND created_at < %(until)s::timestamptz
            AND NOT EXISTS (
                SELECT FROM chats_sentmedia
                WHERE agency_id = chat.agency_id AND chat_id = chat.id AND of_media_id = media.of_media_id
                    AND sent_at < %(until)s::timestamptz)
        ORDER BY last_sent_at DESC, of_media_id DESC LIMIT {media}
    ) AS offer),
    (SELECT jsonb_agg(jsonb_build_array(title, price::text, text))::text FROM (
        SELECT title, price, text FROM chats_script
        WHERE agency_id = chat.agency_id AND (creator_id = chat.creator_id OR creator_id IS NULL) AND is_active
            AND created_at < %(until)s::timestamptz
        ORDER BY title, id LIMIT {scripts}
    ) AS script)
FROM chats_chat AS chat
JOIN agencies_creator AS creator ON creator.agency_id = chat.agency_id AND creator.id = chat.creator_id
LEFT JOIN {books_table} AS books ON books.agency_id = chat.agency_id AND books.chat_id = chat.id
LEFT JOIN chats_fansummary AS summary ON summary.agency_id = chat.agency_id AND summary.chat_id = chat.id
WHERE chat.agency_id = %(agency)s AND chat.id = %(chat)s
"""


class Said(NamedTuple):
    """One message. `price` and `tip` are dollars, None for no offer or an amount that is not known; `bought` None:
    not known; `media` are kinds and how many of each."""

    id: UUID
    direction: str
    text: str
    price: Decimal | None
    bought: bool | None
    is_tip: bool
    tip: Decimal | None
    media: list[tuple[str, int]]


class Script(NamedTuple):
    """A text that the team uses; `price` is dollars."""

    title: str
    price: Decimal | None
    text: str


class Opened(NamedTuple):
    """A chat with all around it. `fan` and `creator` are unsaved rows that hold what is read and nothing else."""

    creator_id: UUID
    fan: Chat
    creator: Creator
    #: The columns `BOOKS`; empty while nothing is in the books.
    books: dict[str, Any]
    facts: list[dict[str, Any]]
    #: Messages sent up to then are in the facts.
    facts_until: dt.datetime | None
    notes: list[str]
    messages: list[Said]
    #: Kind and seconds of media that the fan has not had.
    media: list[tuple[str, int | None]]
    scripts: list[Script]


def read_chat(chat: Chat, *, limit: int, until: dt.datetime | None) -> Opened:
    """The chat as it was before `until` (None: as it is), with its last `limit` messages. Call in scope.

    Raises `Chat.DoesNotExist`.
    """
    row = first_row(_statement(), agency=chat.agency_id, chat=chat.pk, limit=limit, until=until or LAST)
    if row is None:
        raise Chat.DoesNotExist
    creator_id, *rest = row
    fan, rest = rest[: len(FAN)], rest[len(FAN) :]
    persona, rest = rest[: len(PERSONA)], rest[len(PERSONA) :]
    books, (facts, facts_until, notes, messages, media, scripts) = rest[: len(BOOKS)], rest[len(BOOKS) :]
    return Opened(
        creator_id,
        Chat(**dict(zip(FAN, fan, strict=True))),
        Creator(**dict(zip(PERSONA, persona, strict=True))),
        {} if books[0] is None else dict(zip(BOOKS, books, strict=True)),
        [fact for fact in _listed(facts) if isinstance(fact, dict)],
        facts_until,
        notes,
        [_said(*said) for said in _listed(messages)],
        [(kind, seconds) for kind, seconds in _listed(media)],
        [Script(title, _dollars(price), text) for title, price, text in _listed(scripts)],
    )


def _statement() -> str:
    """The books are in `analytics`, which this app does not import: the chat's relation leads to their table."""
    books: Any = Chat._meta.get_field("fan_stats").related_model
    return _READ.format(
        fan=", ".join(f"chat.{name}" for name in FAN), persona=", ".join(f"creator.{name}" for name in PERSONA),
        books=", ".join(f"books.{name}" for name in BOOKS), books_table=books._meta.db_table, notes=NOTES, media=MEDIA,
        scripts=SCRIPTS,
    )  # fmt: skip


def _listed(told: str | None) -> list[Any]:
    read = json.loads(told) if told else []
    return read if isinstance(read, list) else []


def _said(
    pk: str, direction: str, text: str, price: str | None, bought: bool | None, is_tip: bool, tip: str | None,
    media: list[list[Any]] | None,
) -> Said:  # fmt: skip
    kinds = [(kind, count) for kind, count in media or []]
    return Said(UUID(pk), direction, text, _dollars(price), bought, is_tip, _dollars(tip), kinds)


def _dollars(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)
