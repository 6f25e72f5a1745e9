"""What all importers share: what is asked of them, what they answer, and how they refuse."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from uuid import UUID

from chats.ingest import Batch, Recorded

#: Messages in one transaction: what is lost at most when the import is stopped, and what fits in memory.
CHUNK = 5_000
Account = Literal["creator", "fan"]


_CENT, _FREE = Decimal("0.01"), Decimal(0)


class ImportFileError(Exception):
    """The file, or archive, cannot be imported; the message is one sentence for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person says about the file; None lets the file tell."""

    creator: str | None = None
    account: Account | None = None
    account_id: int | None = None


@dataclass(slots=True)
class Summary:
    """What an import did, or with a dry run would look at. `media` counts references in the file, `of` says what is
    counted."""

    total: int = 0
    of: str = "messages"
    read: int = 0
    media: int = 0
    media_created: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    chats: set[tuple[UUID | int | str, int]] = field(default_factory=set)

    def as_dict(self) -> dict[str, Any]:
        """The summary as people and programs get it."""
        return {
            "chats": len(self.chats),
            self.of: self.read,
            "media": self.media,
            "media_created": self.media_created,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": self.skipped.total(),
            "skipped_reasons": dict(self.skipped.most_common()),
        }

    def count(self, creator: UUID | int | str, batch: Batch) -> None:
        """Messages of a creator were read."""
        self.chats.update((creator, fan) for fan in batch.fan_of_ids)
        self.read += batch.accepted
        self.skipped.update(batch.skipped)

    def add(self, recorded: Recorded) -> None:
        """Messages were written."""
        self.created += recorded.created
        self.updated += recorded.updated
        self.unchanged += recorded.unchanged
        self.media_created += recorded.media


def dollars(value: Any) -> Decimal | None:
    """A price to the cent, which sources hold as a float; None if it is no number."""
    if value is None or value == 0:
        return _FREE
    if not isinstance(value, (int, float)):
        return None
    try:
        amount = Decimal(str(value)).quantize(_CENT)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def parse_time(text: str) -> dt.datetime | None:
    """An ISO 8601 time, in UTC where it names no offset; None if it is no time."""
    try:
        time = dt.datetime.fromisoformat(text)
        return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
