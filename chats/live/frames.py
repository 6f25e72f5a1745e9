"""From notifications to what a browser is told: the changed parts, rendered once for each time zone."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.utils import timezone

from agencies.tenancy import agency_scope
from chats.live.announce import CARD, CHAT, HERE, KEPT, MESSAGE, REMOVED, TRANSLATED, cursor_text
from chats.live.reading import read_chats, read_messages
from chats.models import Chat, ChatEvent, Message
from chats.services.presence import claim_of, people_in

#: Events that a page is brought up to date with; after more it asks for everything anew.
CAUGHT_UP = 200


@dataclass(frozen=True)
class Notice:
    """A notification: what happened (`kind`) with which (chat, message) pairs of a creator."""

    agency_id: UUID
    creator_id: UUID
    kind: str
    pairs: tuple[tuple[UUID, UUID | None], ...]
    horizon: int | None = None
    facts: dict[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def parse(cls, payload: dict[str, Any]) -> Notice:
        """Read what `announce` has sent."""
        pairs = tuple((UUID(chat), UUID(message) if message else None) for chat, message in payload["p"])
        facts = {name: value for name, value in payload.items() if len(name) > 1}
        return cls(UUID(payload["a"]), UUID(payload["c"]), payload["k"], pairs, payload.get("x"), facts)


@dataclass(frozen=True)
class Frame:
    """Bytes for the wire in each time zone, for whoever may see the creator."""

    creator_id: UUID
    bytes_by_zone: dict[str, bytes]
    #: How far a stream is that has been told this; None in the middle of a transaction.
    cursor: str | None


def frame(kind: str, data: dict[str, Any], cursor: str | None = None) -> bytes:
    """One event of a stream (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    head = f"id: {cursor}\n" if cursor else ""
    return f"{head}event: {kind}\ndata: ".encode() + orjson.dumps(data) + b"\n\n"


def render(agency_id: UUID, notices: Iterable[Notice], zones: Collection[str]) -> list[Frame]:
    """The frames of notifications of one agency, in their order. Runs in a thread, with its own connection."""
    close_old_connections()
    notices = list(notices)
    with agency_scope(agency_id):
        rows = _Rows(agency_id, notices)
        return [made for notice in notices for made in _frames_of(rows, notice, zones)]


class _Rows:
    """Everything that some notifications tell of, each read once."""

    def __init__(self, agency_id: UUID, notices: list[Notice]) -> None:
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for notice in notices:
            for chat, message in notice.pairs:
                if notice.kind in (MESSAGE, TRANSLATED, CHAT, CARD, REMOVED, HERE):
                    wanted["chats"].add(chat)
                if notice.kind in (MESSAGE, TRANSLATED) and message:
                    wanted["messages"].add(message)
        self.chats = read_chats(agency_id, wanted["chats"])
        self.messages = read_messages(agency_id, wanted["messages"])


def _frames_of(rows: _Rows, notice: Notice, zones: Collection[str]) -> Iterable[Frame]:
    cursor = cursor_text(notice.horizon) if notice.horizon else None
    for number, (chat_id, message_id) in enumerate(notice.pairs):
        # A page that has seen a part of a transaction has not seen it all: only the last part moves the cursor.
        place = cursor if number == len(notice.pairs) - 1 else None
        chat = rows.chats.get(chat_id)
        facts = {"chat": chat_id, "message": message_id, **notice.facts}
        if chat:
            facts |= {"claim": claim_of(chat)} if notice.kind != HERE else people_in(chat)
            facts["head"] = chat.head_state
        by_zone: dict[str, bytes] = {}
        for zone in zones:
            with timezone.override(zoneinfo.ZoneInfo(zone)):
                by_zone[zone] = frame(notice.kind, facts | _local_facts(rows, notice, chat, message_id), place)
        yield Frame(notice.creator_id, by_zone, place)


def _local_facts(rows: _Rows, notice: Notice, chat: Chat | None, message_id: UUID | None) -> dict[str, Any]:
    """What is written in the reader's time zone."""
    if chat is None or notice.kind == HERE:
        return {}
    message = rows.messages.get(message_id) if message_id else None
    return {
        "row": render_to_string("chats/_chat_row.html", {"row": chat, "is_live": True}),
        "rank": chat.inbox_rank,
        "unread": chat.unread_count,
        "name": chat.fan_name,
        **(_message_data(chat, message) if message else {}),
    }


def _message_data(chat: Chat, message: Message) -> dict[str, Any]:
    html = render_to_string("chats/_message.html", {"chat": chat, "message": message, "is_live": True})
    return {
        "html": html,
        "day": timezone.localtime(message.sent_at).date(),
        "day_name": timezone.localtime(message.sent_at).strftime("%A, %-d %B %Y"),
        "at": message.sent_at,
        "direction": message.direction,
        "by": message.sent_by_id,
        "text": message.text[:160],
        "paid": bool(message.is_tip or message.unlocked),
    }


def missed(agency_id: UUID, creator_ids: Collection[UUID] | None, since: str) -> list[Notice] | None:
    """What happened after the cursor `since`, oldest first; None if it is too much, or too long ago, to tell.

    Some of it may have been told before: every notice says how things are now, so a repeat is harmless.
    """
    horizon, _, at = since.partition(".")
    if not (horizon.isdecimal() and at.isdecimal() and len(since) < 40):
        return None
    if dt.timedelta(seconds=timezone.now().timestamp() - int(at)) > KEPT - dt.timedelta(hours=1):
        return None
    with agency_scope(agency_id):
        events = ChatEvent.objects.filter(agency_id=agency_id, transaction__gte=int(horizon))
        if creator_ids is not None:
            events = events.filter(creator_id__in=creator_ids)
        found = list(events.order_by("transaction", "id")[: CAUGHT_UP + 1])
    if len(found) > CAUGHT_UP:
        return None
    latest = {(e.kind, e.chat_id, e.message_id): e for e in found}
    return [Notice(agency_id, e.creator_id, e.kind, ((e.chat_id, e.message_id),)) for e in latest.values()]
