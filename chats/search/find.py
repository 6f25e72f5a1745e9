"""Asks PostgreSQL what matches. Who may see it is decided twice: by the functions, and by `visible_to` on the rows."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import connection
from django.db.models import F

from agencies.scope import Actor
from chats.models import Chat, Message
from chats.search.query import Query, fan_tsquery

FIRST, LAST = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)
LOWEST_ID = UUID(int=0)
FIND_MESSAGES = """
SELECT message_id, message_sent_at
FROM search_messages(
    %s, %s::uuid[], %s::boolean, %s, %s::boolean, %s, %s::timestamptz, %s::timestamptz, %s::uuid, %s::integer)
"""
FIND_FANS = "SELECT * FROM search_fans(%s, %s::uuid[], %s::integer)"
COMMON_WORDS = "SELECT * FROM search_common_words()"
#: How long, and of how many agencies, a process keeps the common words.
KEPT_SECONDS, AGENCIES_KEPT = 600, 1_000
_common: dict[UUID, tuple[float, frozenset[str]]] = {}
#: Fans that are looked at to show the few who wrote last.
FANS_LOOKED_AT = 200
#: From so many on it is cheaper to look at the names along the list, and for shorter words there always are.
MANY_FANS, SHORTEST = 2_000, 3


class Place(NamedTuple):
    """Where a page of hits ends: the next has what comes before it in time."""

    sent_at: dt.datetime
    message_id: UUID


class Narrowing(NamedTuple):
    """Which of the messages with the words are wanted; None is any. Times from `since` to before `until`."""

    creator_id: UUID | None = None
    direction: str | None = None
    is_ppv: bool | None = None
    tag: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


ANY = Narrowing()


class Hits(NamedTuple):
    """A page of messages, newest first, and where it ends if more follow."""

    messages: list[Message]
    end: Place | None


def find_messages(
    actor: Actor, query: Query, *, limit: int, narrowing: Narrowing = ANY, after: Place | None = None
) -> Hits:
    """The newest messages with these words that the actor may see, with their chats and who sent them."""
    places = find_places(actor, query, limit=limit + 1, narrowing=narrowing, after=after)
    page = places[:limit]
    visible = Message.objects.visible_to(actor).filter(deleted_at__isnull=True)
    found = visible.select_related("chat__creator", "sent_by__user").in_bulk([place.message_id for place in page])
    messages = [found[place.message_id] for place in page if place.message_id in found]
    return Hits(messages, page[-1] if len(places) > limit else None)


def find_places(
    actor: Actor, query: Query, *, limit: int, narrowing: Narrowing = ANY, after: Place | None = None
) -> list[Place]:
    """Where the newest of these messages are, newest first; call in the actor's scope."""
    if query.is_empty or actor.agency_id is None:
        return []
    before, before_id = narrowing.until or LAST, LOWEST_ID
    if after and after.sent_at <= before:
        before, before_id = after
    is_common = query.may_be_common(common_words(actor.agency_id))
    wanted = (is_common, narrowing.direction, narrowing.is_ppv, narrowing.tag, narrowing.since or FIRST)
    rows = _rows(FIND_MESSAGES, [query.tsquery, _creators(actor, narrowing), *wanted, before, before_id, limit])
    return [Place(sent_at, message_id) for message_id, sent_at in rows]


def common_words(agency_id: UUID) -> frozenset[str]:
    """What the agency says most, as of some minutes ago; for a small one nothing is known, and nothing is needed."""
    known = _common.get(agency_id)
    if known is None or known[0] < time.monotonic():
        words = frozenset(word for (word,) in _rows(COMMON_WORDS, []))
        if len(_common) >= AGENCIES_KEPT:
            _common.clear()
        known = _common[agency_id] = (time.monotonic() + KEPT_SECONDS, words)
    return known[1]


def find_fans(
    actor: Actor, typed: str, *, limit: int, creator_id: UUID | None = None, tag: str | None = None
) -> list[Chat]:
    """Chats whose fan has all of these words, or parts of words, in their names; who wrote last comes first."""
    words = fan_tsquery(typed)
    if not words or actor.agency_id is None:
        return []
    ids = [pk for (pk,) in _rows(FIND_FANS, [words, _creators(actor, Narrowing(creator_id)), FANS_LOOKED_AT])]
    chats = Chat.objects.visible_to(actor).filter(pk__in=ids).for_list()
    if tag:
        chats = chats.tagged(tag)
    return list(chats.order_by(F("last_message_at").desc(nulls_last=True), "-id")[:limit])


def narrowed_to_fans(actor: Actor, chats: Any, typed: str) -> Any:
    """`chats` whose fan is called so; a name that many have is looked for along the list, where it soon turns up."""
    if max(map(len, typed.split()), default=0) < SHORTEST:
        return chats.fan_named(typed)
    ids = [pk for (pk,) in _rows(FIND_FANS, [fan_tsquery(typed), _creators(actor), MANY_FANS + 1])]
    return chats.fan_named(typed) if len(ids) > MANY_FANS else chats.filter(pk__in=ids)


def _creators(actor: Actor, narrowing: Narrowing = ANY) -> list[UUID] | None:
    """Those whose chats are looked into; None for all of the agency."""
    if narrowing.creator_id is None:
        return None if actor.creator_ids is None else list(actor.creator_ids)
    may_see = actor.creator_ids is None or narrowing.creator_id in actor.creator_ids
    return [narrowing.creator_id] if may_see else []


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with cast(Any, connection).prepared_cursor() as cursor:
        cursor.execute(statement, values)
        return cast(list[tuple[Any, ...]], cursor.fetchall())
