"""From a creator's chats to a `user_data.db`, as if OF-Scraper had run on the creator's account."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.db import reset_queries
from django.db.models import Count, Q

from agencies.models import Creator
from agencies.tenancy import agency_scope
from chats.models import Chat, MediaAttachment, Message
from chats.models.chat import Direction
from chats.models.media import MediaType
from chats.models.message import Status
from chats.richtext import platform_html
from integrations.providers.importing import CHUNK
from integrations.providers.ofscraper.writer import ExportFileError, UserData, new_user_data

_MEDIA_TYPES: dict[str, str] = {
    MediaType.IMAGE: "Images", MediaType.VIDEO: "Videos", MediaType.AUDIO: "Audios", MediaType.GIF: "Videos",
}  # fmt: skip


@dataclass(slots=True)
class Exported:
    """What an export wrote; `left_out` counts messages that are on no platform, by reason."""

    total: int = 0
    chats: int = 0
    messages: int = 0
    media: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """The summary as people and programs get it."""
        return {
            "chats": self.chats,
            "messages": self.messages,
            "media": self.media,
            "left_out": self.left_out.total(),
            "left_out_reasons": dict(self.left_out.most_common()),
        }


class _Row(NamedTuple):
    """A message that is on the platform."""

    pk: UUID
    fan: int
    of_message_id: int
    direction: str
    text: str
    price: Decimal
    sent_at: dt.datetime
    deleted_at: dt.datetime | None


class _Media(NamedTuple):
    message: UUID
    of_media_id: int
    media_type: str
    url: str
    duration: int | None
    is_preview: bool


def export_file(
    *,
    agency_id: UUID,
    creator: str,
    path: Path,
    force: bool = False,
    progress: Callable[[Exported], None] = lambda exported: None,
) -> Exported:
    """Write the chats of the agency's creator of that username to `path`; memory does not grow with them.

    Raises `ExportFileError`, also if the creator is not known, or what their id is.
    """
    with agency_scope(agency_id):
        found = Creator.objects.filter(agency_id=agency_id, username=creator).first()
        if found is None:
            raise ExportFileError(f"The agency has no creator “{creator}”.")
        if found.of_user_id is None:
            raise ExportFileError(
                f"The OnlyFans id of {creator} is not known, and without it the file cannot say who sent what: enter "
                "it on the creator's page in the admin, or import a file of the account."
            )
        with new_user_data(path, force=force) as file:
            return _write(file, found, progress)


def _write(file: UserData, creator: Creator, progress: Callable[[Exported], None]) -> Exported:
    messages = Message.objects.filter(agency_id=creator.agency_id, chat__creator_id=creator.pk)
    is_there = Q(status=Status.SENT, of_message_id__isnull=False)
    exported = _counted(messages, is_there)
    progress(exported)
    chats = _fans(creator)
    while fans := list(islice(chats, CHUNK)):
        file.add("profiles", ((of_id, username or f"u{of_id}") for of_id, username in fans))
        file.add("models", ((of_id,) for of_id, _ in fans))
        exported.chats += len(fans)
    columns = ("pk", "chat__fan_of_id", "of_message_id", "direction", "text", "price", "sent_at", "deleted_at")
    rows = messages.filter(is_there).order_by("chat_id", "of_message_id").values_list(*columns).iterator(CHUNK)
    while page := {row.pk: row for row in map(_Row._make, islice(rows, CHUNK))}:
        media = _media_of(creator.agency_id, page)
        with_media = {item.message for item in media}
        sender = creator.of_user_id or 0
        file.add("messages", (_message(row, sender, has_media=row.pk in with_media) for row in page.values()))
        file.add("medias", (_medium(item, page[item.message]) for item in media))
        exported.messages += len(page)
        exported.media += len(media)
        progress(exported)
        reset_queries()  # which Django keeps under DEBUG
    return exported


def _counted(messages: Any, is_there: Q) -> Exported:
    waits = Q(status=Status.QUEUED)
    counts = messages.aggregate(
        total=Count("pk", filter=is_there),
        waiting=Count("pk", filter=waits),
        failed=Count("pk", filter=Q(status=Status.FAILED)),
        nameless=Count("pk", filter=Q(status=Status.SENT, of_message_id__isnull=True)),
    )
    reasons = {"waiting to be sent": "waiting", "failed": "failed", "sent, without OnlyFans id": "nameless"}
    left_out = Counter({reason: counts[name] for reason, name in reasons.items() if counts[name]})
    return Exported(total=counts["total"], left_out=left_out)


def _fans(creator: Creator) -> Iterator[tuple[int, str]]:
    chats = Chat.objects.filter(agency_id=creator.agency_id, creator_id=creator.pk).order_by("fan_of_id")
    return chats.values_list("fan_of_id", "fan_username").iterator(CHUNK)


def _media_of(agency_id: UUID, page: dict[UUID, _Row]) -> list[_Media]:
    media = MediaAttachment.objects.filter(agency_id=agency_id, message_id__in=list(page)).order_by("id")
    columns = ("message_id", "of_media_id", "media_type", "url", "duration", "is_preview")
    return [_Media._make(row) for row in media.values_list(*columns)]


def _message(row: _Row, creator: int, *, has_media: bool) -> tuple[Any, ...]:
    # NULL, where nobody knows who sent it, is neither side; OF-Scraper's early files wrote the fan's id, which lies.
    sender = {Direction.OUT.value: creator, Direction.IN.value: row.fan}.get(row.direction)
    # OF-Scraper's `paid` says nothing of what was bought: it has a price, or the fan sent something to look at.
    paid = row.price > 0 or (sender == row.fan and has_media)
    return (
        row.of_message_id, platform_html(row.text), float(row.price), int(paid), 0, _time(row.sent_at), sender, row.fan,
        int(row.deleted_at is not None),
    )  # fmt: skip


def _medium(item: _Media, row: _Row) -> tuple[Any, ...]:
    can_view = int(bool(item.url))
    return (
        item.of_media_id, row.of_message_id, item.url or None, "Messages", _MEDIA_TYPES[item.media_type],
        int(item.is_preview), can_view, _time(row.sent_at), _time(row.sent_at), _duration(item.duration), can_view,
        row.fan,
    )  # fmt: skip


def _time(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat()


def _duration(seconds: int | None) -> str | None:
    """`DD:HH:MM:SS`."""
    if seconds is None:
        return None
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return f"{days:02}:{hours:02}:{minutes:02}:{seconds:02}"
