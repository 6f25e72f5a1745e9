"""Reads the `user_data.db` of OF-Scraper and UltimaScraper: opens it without changing it, of any age, row by row.

OF-Scraper took the tables over from UltimaScraper in 2023, so files of that time look alike and mean different things:
who imports says which program wrote the file.

What the columns mean, and which lies they tell, is in docs/import.md.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import stat
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from chats.ingest import IncomingMedia
from integrations.models import ImportRun
from integrations.providers.importing import ImportFileError, dollars, parse_time

Source = ImportRun.Source
#: How each program marks the media of messages.
_OF_MESSAGES: dict[str, tuple[str, ...]] = {
    Source.OFSCRAPER: ("messages", "message", "paid"),
    Source.ULTIMASCRAPER: ("messages", "chats", "massmessages"),
}
_MAGIC = b"SQLite format 3\x00"


class Row(NamedTuple):
    """One message as the file has it, with its media; `sender` is `user_id`, `model` the other account."""

    post_id: int
    model: int
    sender: int | None
    text: str
    price: Decimal
    created_at: dt.datetime
    is_deleted: bool
    media: tuple[IncomingMedia, ...]
    #: What the file says of it: any media that its account can open, or to UltimaScraper all of them.
    is_unlocked: bool


class Talk(NamedTuple):
    """What one sender sent in one chat; an id that is none reads as None."""

    model: int | None
    sender: int | None
    messages: int
    priced: bool


class Skip(NamedTuple):
    """A row that cannot be imported, and why."""

    reason: str


@contextmanager
def open_file(path: Path, source: ImportRun.Source = Source.OFSCRAPER) -> Iterator[File]:
    """Open `path`, which `source` wrote, read-only. Raises `ImportFileError` with the reason if it is unusable."""
    _check(path)
    with tempfile.TemporaryDirectory(prefix="user_data-") as scratch:
        target, options = path, "mode=ro&immutable=1"
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            # The last rows are in the -wal; reading it writes beside it, so a copy is read.
            target, options = Path(scratch) / path.name, "mode=ro"
            shutil.copyfile(path, target)
            shutil.copyfile(wal, target.with_name(wal.name))
        # The importer reads ahead in a thread, one at a time.
        connection = sqlite3.connect(f"{target.absolute().as_uri()}?{options}", uri=True, check_same_thread=False)
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        try:
            yield File(connection, source)
        except sqlite3.DatabaseError as error:
            raise ImportFileError(f"{path.name} is damaged: {error}.") from error
        finally:
            connection.close()


def _check(path: Path) -> None:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ImportFileError(f"{path} is a directory; name the user_data.db in it.")
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise ImportFileError(f"There is no file {path}.") from error
    except PermissionError as error:
        raise ImportFileError(f"{path} may not be read by this user.") from error
    except OSError as error:
        raise ImportFileError(f"{path} cannot be read: {error.strerror}.") from error
    if not header.startswith(_MAGIC):
        raise ImportFileError(f"{path} is not an SQLite database, or it is encrypted.")
    page_size = int.from_bytes(header[16:18], "big")
    expected = max(100, (65536 if page_size == 1 else page_size) * int.from_bytes(header[28:32], "big"))
    if status.st_size < expected:
        raise ImportFileError(
            f"{path} is truncated: {status.st_size:,} of {expected:,} bytes. Copy it again while nothing writes to it."
        )


class File:
    """An open `user_data.db`. Columns that its age lacks read as absent."""

    def __init__(self, connection: sqlite3.Connection, source: ImportRun.Source) -> None:
        self._connection, self._source = connection, source
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "messages" not in tables:
            raise ImportFileError(f"This is no user_data.db of {source.label}: it has no messages table.")
        self._message_columns = self._columns("messages")
        self._check_source(tables)
        self._media_columns = self._columns("medias") if "medias" in tables else set()
        if missing := {"post_id", "text", "price", "created_at"} - self._message_columns:
            raise ImportFileError(
                f"The messages table lacks {', '.join(sorted(missing))}; this is no file of {source.label}."
            )
        self.usernames = self._usernames() if "profiles" in tables else {}
        self._model = self._model_expression()
        # To OF-Scraper, `paid` only says that there is a price.
        self._paid = "paid" if source == Source.ULTIMASCRAPER and "paid" in self._message_columns else "NULL"
        self.knows_unlocked = self._paid == "paid" or "unlocked" in self._media_columns
        #: Rows that were found unusable while reading media; messages come as `Skip`.
        self.skipped_media: Counter[str] = Counter()

    def _check_source(self, tables: set[str]) -> None:
        """Only one of them has Alembic's table, and only the other went on to these. Raises `ImportFileError`."""
        of_ofscraper = "schema_flags" in tables or "model_id" in self._message_columns
        writer = Source.OFSCRAPER if of_ofscraper else Source.ULTIMASCRAPER
        if writer != self._source and (of_ofscraper or "alembic_version" in tables):
            raise ImportFileError(
                f"This user_data.db was written by {writer.label}, not by {self._source.label}, and reads "
                f"differently: choose {writer.label}, or the command import_{writer}."
            )

    def _columns(self, table: str) -> set[str]:
        return {row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")}

    def _usernames(self) -> dict[int, str]:
        # Renames add rows; the last is the current name.
        rows = self._connection.execute("SELECT user_id, username FROM profiles ORDER BY id")
        return {int(of_id): str(name) for of_id, name in rows if isinstance(of_id, int) and name}

    def _model_expression(self) -> str:
        # Files from before March 2024 have no model_id: they hold one profile, which is the model.
        sole = str(next(iter(self.usernames))) if len(self.usernames) == 1 else "NULL"
        return f"COALESCE(model_id, {sole})" if "model_id" in self._message_columns else sole

    def talks(self) -> list[Talk]:
        """Who sent how much to whom, and whether for a price: one line for each model and sender."""
        rows = self._connection.execute(
            f"SELECT {self._model}, {self._sender_expression()}, count(*), "
            "max(typeof(price) IN ('integer', 'real') AND price > 0) FROM messages GROUP BY 1, 2"
        )
        return [Talk(_id(model), _id(sender), messages, bool(priced)) for model, sender, messages, priced in rows]

    def _sender_expression(self) -> str:
        return "user_id" if "user_id" in self._message_columns else "NULL"

    def rows(self) -> Iterator[Row | Skip]:
        """Every message with its media, in the order of platform ids; memory does not grow with the file."""
        deleted = "is_deleted" if "is_deleted" in self._message_columns else "0"
        messages = self._connection.execute(
            f"SELECT post_id, {self._model}, {self._sender_expression()}, text, price, created_at, {deleted}, "
            f"{self._paid} FROM messages ORDER BY post_id"
        )
        media = _ByPost(self._media())
        for post_id, model, sender, text, price, created_at, is_deleted, paid in messages:
            if not isinstance(post_id, int):
                yield Skip("message without an id")
            elif not isinstance(model, int):
                yield Skip("chat unknown: no model_id")
            elif (amount := dollars(price)) is None:
                yield Skip("price is not a number")
            elif (sent_at := parse_time(created_at) if isinstance(created_at, str) else None) is None:
                yield Skip("date missing" if created_at in (None, "") else "date unreadable")
            else:
                items, unlocked = media.of(post_id, model)
                bought = unlocked or paid == 1
                yield Row(post_id, model, _id(sender), _text(text), amount, sent_at, bool(is_deleted), items, bought)

    def _media(self) -> Iterator[tuple[int, int | None, IncomingMedia, bool]]:
        columns = self._media_columns
        if not {"media_id", "post_id"} <= columns:
            return
        optional = [
            name if name in columns else "NULL" for name in ("link", "media_type", "duration", "preview", "unlocked")
        ]
        model = self._model if "model_id" in columns else self._model.removeprefix("COALESCE(model_id, ").rstrip(")")
        api_type = "api_type" if "api_type" in columns else "'messages'"
        rows = self._connection.execute(
            f"SELECT post_id, {model}, media_id, {', '.join(optional)} FROM medias "
            f"WHERE typeof(post_id) = 'integer' AND lower({api_type}) IN {_OF_MESSAGES[self._source]} "
            "ORDER BY post_id"
        )
        for post_id, model_id, media_id, link, media_type, duration, preview, unlocked in rows:
            if not isinstance(media_id, int):
                self.skipped_media["media without an id"] += 1
                continue
            item = IncomingMedia(
                of_media_id=media_id,
                media_type=_MEDIA_TYPES.get(str(media_type).lower(), "image"),
                url=link if isinstance(link, str) else "",
                duration=_seconds(duration),
                is_preview=bool(preview),
            )
            yield post_id, model_id, item, unlocked == 1


class _ByPost:
    """Walks along media ordered by post, beside messages ordered the same way."""

    def __init__(self, media: Iterator[tuple[int, int | None, IncomingMedia, bool]]) -> None:
        self._media = media
        self._next = next(media, None)
        self._post: int | None = None
        self._items: list[tuple[int | None, IncomingMedia, bool]] = []

    def of(self, post_id: int, model: int) -> tuple[tuple[IncomingMedia, ...], bool]:
        """The media of the message, and whether any of it is unlocked."""
        if post_id != self._post:
            if self._items:
                self._items = []
            self._post = post_id
            while self._next is not None and self._next[0] <= post_id:
                if self._next[0] == post_id:
                    self._items.append(self._next[1:])
                self._next = next(self._media, None)
        if not self._items:
            return (), False
        mine = [(item, unlocked) for owner, item, unlocked in self._items if owner in (model, None)]
        return tuple(item for item, _ in mine), any(unlocked for _, unlocked in mine)


_MEDIA_TYPES = {
    "images": "image", "image": "image", "photos": "image", "photo": "image",
    "videos": "video", "video": "video",
    "audios": "audio", "audio": "audio",
    "gifs": "gif", "gif": "gif",
}  # fmt: skip


def _id(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return "" if value is None else str(value)


@lru_cache(maxsize=4_096)
def _seconds(value: Any) -> int | None:
    """`DD:HH:MM:SS` as seconds; None if it is not that."""
    parts = str(value).split(":") if isinstance(value, str) else []
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    days, hours, minutes, seconds = map(int, parts)
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
