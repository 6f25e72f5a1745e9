"""The one door for messages from anywhere: webhooks, importers, the API.

`record_messages` takes messages in bulk, in any order and as often as you like: a message is known by its
platform id, what is known about it is only ever added to, and the chats' summary columns are right when the
transaction ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies import changes
from agencies.models import Creator
from agencies.tenancy import agency_scope
from chats import ingest_sql as sql
from chats.guard import reading as guard
from chats.incoming import Batch, IncomingFan, IncomingMedia, IncomingMessage, prepare
from chats.live import announce as live
from chats.models import Chat, Message
from chats.richtext import storable
from chats.search.index import start_job
from chats.summary import refresh_summaries

__all__ = ["Batch", "IncomingFan", "IncomingMedia", "IncomingMessage", "Recorded", "prepare", "record_messages"]


#: Columns of a batch's `message_rows`.
_TEXT, _SENT_AT = 4, 11


@dataclass(slots=True)
class Recorded:
    """What a call did, in rows; `skipped` counts messages that cannot be true, by reason.

    `outcomes`, if they were asked for: by fan and platform id, our id and "created", "updated" or "unchanged".
    """

    chats: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    media: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    outcomes: dict[tuple[int, int], tuple[UUID, str]] = field(default_factory=dict)


def record_messages(
    *,
    agency_id: UUID,
    creator_id: UUID,
    messages: Iterable[IncomingMessage] | Batch,
    source: str,
    fans: Iterable[IncomingFan] = (),
    tells_outcomes: bool = False,
) -> Recorded:
    """Write messages, their media and their chats in one transaction, in the agency's scope.

    New knowledge is added and old is never taken back: an unlock, a read mark or a deletion stays, a
    sender becomes known, a text is not emptied. Messages that cannot be true are counted in `skipped`.
    """
    batch = messages if isinstance(messages, Batch) else prepare(messages)
    result = Recorded(skipped=Counter(batch.skipped))
    scope: dict[str, Any] = {"agency": agency_id, "creator": creator_id, "source": source, "told": live.MESSAGES_TOLD}
    with agency_scope(agency_id), connection.cursor() as cursor:
        result.chats = _write_chats(cursor, batch.fan_of_ids, {fan.of_id: fan for fan in fans}, scope)
        if batch.message_rows:
            cursor.execute(sql.STAGE)
            _copy(cursor, sql.COPY_MESSAGES, sql.MESSAGE_TYPES, batch.message_rows)
            notes = [uuid7() for _ in range(4)]
            cursor.execute(sql.WRITE_MESSAGES, {**scope, "batch": uuid7(), "notes": notes, "tells": tells_outcomes})
            result.created, result.updated, written, created, updated = cursor.fetchone()
            if result.created or result.updated:
                changes.follow(agency_id)
                start_job(agency_id)
                _watch(cursor, scope, batch, written)
            if tells_outcomes:
                result.outcomes = _outcomes(cursor, scope, created, updated)
            result.unchanged = batch.accepted - result.created - result.updated
            # Media of messages that are new are a part of that news.
            is_all_new = result.created == batch.accepted
            result.media = _write_media(cursor, batch.media_rows, {**scope, "notes_media": not is_all_new})
            if batch.media_rows:
                cursor.execute(sql.KNOW_MEDIA, scope)
            if result.updated:
                cursor.execute(sql.KNOW_MEDIA_AGAIN, scope)
            cursor.execute(sql.TOUCHED_CHATS, scope)
            refresh_summaries(agency_id, [row[0] for row in cursor.fetchall()])
            if result.created or result.updated:
                live.announce_messages(agency_id=agency_id, creator_id=creator_id, messages=written)
    return result


def _watch(cursor: Any, scope: dict[str, Any], batch: Batch, written: list[list[UUID]] | None) -> None:
    """Have the guard look at what is new and recent; history costs a look at its times."""
    since = timezone.now() - guard.WATCHED
    if not any(row[_SENT_AT] >= since and row[_TEXT] for row in batch.message_rows):
        return
    if written is None:
        cursor.execute(sql.WATCHED_IDS, {**scope, "watched": since})
        guard.watch(scope["agency"], [row[0] for row in cursor.fetchall()])
    else:
        guard.watch(scope["agency"], [message for _, message in written])


def _write_chats(cursor: Any, fan_of_ids: Iterable[int], fans: dict[int, IncomingFan], scope: dict[str, Any]) -> int:
    """Make the chats that are missing and fill in what is told of the fans; return how many were touched."""
    of_ids = sorted({*fan_of_ids, *fans})
    if not of_ids:
        return 0
    told = [fans.get(of_id, IncomingFan(of_id)) for of_id in of_ids]
    cursor.execute(
        sql.WRITE_CHATS,
        {
            **scope,
            "ids": [uuid7() for _ in of_ids],
            "fans": of_ids,
            "usernames": [storable(fan.username)[:120] for fan in told],
            "names": [storable(fan.display_name)[:200] for fan in told],
            "avatars": [storable(fan.avatar_url)[:500] for fan in told],
        },
    )
    written = cursor.fetchall()
    for event, is_new in ((changes.CREATED, True), (changes.CHANGED, False)):
        ids = [pk for pk, new in written if new == is_new]
        changes.note(model=Chat, agency_id=scope["agency"], ids=ids, event=event)
    return len(of_ids)


def _outcomes(
    cursor: Any, scope: dict[str, Any], created: list[UUID] | None, updated: list[UUID] | None
) -> dict[tuple[int, int], tuple[UUID, str]]:
    cursor.execute(sql.TELL_IDS, scope)
    written = {**dict.fromkeys(created or (), "created"), **dict.fromkeys(updated or (), "updated")}
    return {(fan, of_id): (pk, written.get(pk, "unchanged")) for fan, of_id, pk in cursor.fetchall()}


def _copy(cursor: Any, statement: str, types: list[str], rows: list[tuple[Any, ...]]) -> None:
    with cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def _write_media(cursor: Any, rows: list[tuple[Any, ...]], scope: dict[str, Any]) -> int:
    """Write the media of the batch; return how many were new."""
    if not rows:
        return 0
    _copy(cursor, sql.COPY_MEDIA, sql.MEDIA_TYPES, rows)
    cursor.execute(sql.WRITE_MEDIA, scope)
    new, messages = cursor.fetchone()
    changes.note(model=Message, agency_id=scope["agency"], ids=messages or [], event=changes.CHANGED)
    return int(new)


def know_all_media(agency_id: UUID) -> None:
    """Fill in which media the agency's fans were sent and bought, from the messages; harmless to repeat."""
    with agency_scope(agency_id), connection.cursor() as cursor:
        for creator_id in Creator.objects.filter(agency_id=agency_id).values_list("pk", flat=True):
            cursor.execute(sql.KNOW_ALL_MEDIA, {"agency": agency_id, "creator": creator_id})
