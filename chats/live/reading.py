"""Reads what a notification tells of, by statements that are compiled once: each millisecond here delays the text.

The rows become the same models as everywhere, with those columns of their relations that rows and messages show.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, OuterRef

from agencies.models import Creator, Membership, User
from agencies.statements import Slot, Statement, compiled
from chats.models import Chat, ChatClaim, MediaAttachment, Message, Translation


def _names(model: Any) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


_CHAT, _MESSAGE = _names(Chat), _names(Message)
_CREATOR, _CLAIM, _PERSON = (
    ("id", "display_name", "username"),
    ("id", "chat_id", "membership_id", "expires_at"),
    ("name", "email"),
)


def _by_id(model: Any) -> Any:
    return model.objects.filter(
        agency_id=Slot("agency", model._meta.get_field("agency")), pk=Slot("id", model._meta.pk)
    ).order_by()


@functools.cache
def _chat_statement() -> Statement:
    related = [f"creator__{name}" for name in _CREATOR] + [f"claim__{name}" for name in _CLAIM]
    people = [f"claim__membership__user__{name}" for name in _PERSON]
    return cast(Statement, compiled(_by_id(Chat).with_flags().values_list(*_CHAT, *related, *people, "flags")))


@functools.cache
def _message_statement() -> Statement:
    media = MediaAttachment.objects.filter(agency_id=OuterRef("agency_id"), message_id=OuterRef("pk"))
    told = Translation.objects.filter(agency_id=OuterRef("agency_id"), message_id=OuterRef("pk"))
    people = [f"sent_by__user__{name}" for name in _PERSON]
    rows = _by_id(Message).annotate(has_more=Exists(media) | Exists(told)).with_drafter()
    return cast(Statement, compiled(rows.values_list(*_MESSAGE, *people, "has_more", "drafted_by")))


def read_chats(agency_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Chat]:
    """The chats that are there, as `for_list` reads them. Call in the agency's scope."""
    found = {}
    for pk in ids:
        for row in _chat_statement().run({"agency": agency_id, "id": pk}):
            found[pk] = _chat(agency_id, row)
    return found


def _chat(agency_id: UUID, row: tuple[Any, ...]) -> Chat:
    values = iter(row)
    chat = Chat.from_db("default", _CHAT, [next(values) for _ in _CHAT])
    creator = {name: next(values) for name in _CREATOR}
    chat.creator = Creator(agency_id=agency_id, **creator)
    claim = {name: next(values) for name in _CLAIM}
    person = {name: next(values) for name in _PERSON}
    # What `select_related` would fill; None means that it was looked for and is not there.
    chat.flags = next(values)  # type: ignore[attr-defined]
    chat._state.fields_cache["claim"] = (
        ChatClaim(agency_id=agency_id, membership=_member(agency_id, claim.pop("membership_id"), person), **claim)
        if claim["id"]
        else None
    )
    return chat


def _member(agency_id: UUID, pk: UUID, person: dict[str, Any]) -> Membership:
    return Membership(id=pk, agency_id=agency_id, user=User(**person))


def read_messages(agency_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Message]:
    """The messages that are there, as `for_thread` reads them. Call in the agency's scope."""
    found = {}
    for pk in ids:
        for *columns, name, email, has_more, drafted_by in _message_statement().run({"agency": agency_id, "id": pk}):
            if has_more:
                found[pk] = Message.objects.filter(agency_id=agency_id).for_thread().get(pk=pk)
                continue
            message: Any = Message.from_db("default", _MESSAGE, columns)
            message.media_kinds, message.tiles, message.drafted_by, message.told_translations = [], [], drafted_by, []
            if message.sent_by_id:
                message.sent_by = _member(agency_id, message.sent_by_id, {"name": name, "email": email})
            found[pk] = message
    return found
