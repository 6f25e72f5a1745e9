"""Writes a `user_data.db` with OF-Scraper's newest tables (3.14), and its own word that they are the newest."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# Column by column as OF-Scraper creates them; only profiles, models, messages and medias are filled.
_TABLES = """
CREATE TABLE profiles (
    id INTEGER NOT NULL, user_id INTEGER NOT NULL, username VARCHAR NOT NULL,
    PRIMARY KEY (id), UNIQUE (user_id,username));
CREATE TABLE models (id INTEGER NOT NULL, model_id INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (model_id));
CREATE TABLE messages (
    id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid BOOLEAN, archived BOOLEAN,
    created_at TIMESTAMP, user_id INTEGER, model_id INTEGER, is_deleted BOOLEAN DEFAULT 0,
    PRIMARY KEY (id), UNIQUE (post_id,model_id));
CREATE TABLE medias (
    id INTEGER NOT NULL, media_id INTEGER, post_id INTEGER NOT NULL, link VARCHAR, directory VARCHAR, filename VARCHAR,
    size INTEGER, api_type VARCHAR, media_type VARCHAR, preview INTEGER, linked BOOL, downloaded BOOL,
    created_at TIMESTAMP, posted_at TIMESTAMP, duration VARCHAR, unlocked BOOL, hash VARCHAR, model_id INTEGER,
    PRIMARY KEY (id), UNIQUE (media_id,model_id,post_id));
CREATE TABLE posts (
    id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid INTEGER, archived BOOLEAN,
    pinned BOOLEAN, stream BOOLEAN, opened BOOLEAN, created_at TIMESTAMP, model_id INTEGER,
    is_deleted BOOLEAN DEFAULT 0, PRIMARY KEY (id), UNIQUE (post_id,model_id));
CREATE TABLE stories (
    id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid INTEGER, archived BOOLEAN,
    created_at TIMESTAMP, model_id INTEGER, PRIMARY KEY (id), UNIQUE (post_id,model_id));
CREATE TABLE others (
    id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid INTEGER, archived BOOLEAN,
    created_at TIMESTAMP, model_id INTEGER, PRIMARY KEY (id), UNIQUE (post_id,model_id));
CREATE TABLE products (
    id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid INTEGER, archived BOOLEAN,
    created_at TIMESTAMP, title VARCHAR, model_id INTEGER, PRIMARY KEY (id), UNIQUE (post_id,model_id));
CREATE TABLE labels (
    id INTEGER NOT NULL, label_id INTEGER, name VARCHAR, type VARCHAR, post_id INTEGER, model_id INTEGER,
    PRIMARY KEY (id), UNIQUE (post_id,label_id,model_id));
CREATE TABLE schema_flags (flag_name TEXT PRIMARY KEY, flag_value TEXT);
"""
#: Without them OF-Scraper would build each table anew.
_FLAGS = [
    "media_hash", "media_model_id", "media_posted_at", "media_duration", "media_unlocked", "posts_pinned",
    "posts_model_id", "posts_stream", "posts_opened", "posts_is_deleted", "products_model_id", "other_model_id",
    "stories_model_id", "messages_model_id", "messages_is_deleted", "labels_model_id",
    "profile_username_constraint_modified", "stories_model_id_constraint_added", "labels_model_id_constraint_added",
    "posts_model_id_constraint_added", "others_model_id_constraint_added", "products_model_id_constraint_added",
    "messages_model_id_constraint_added", "media_post_id_constraint_added", "media_bool_changes",
]  # fmt: skip
_COLUMNS = {
    "profiles": ("user_id", "username"),
    "models": ("model_id",),
    "messages": ("post_id", "text", "price", "paid", "archived", "created_at", "user_id", "model_id", "is_deleted"),
    "medias": (
        "media_id", "post_id", "link", "api_type", "media_type", "preview", "linked", "created_at", "posted_at",
        "duration", "unlocked", "model_id",
    ),
}  # fmt: skip


class ExportFileError(Exception):
    """The file cannot be written; the message is one sentence for the person who named it."""


class UserData:
    """A `user_data.db` that is being written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows of what OF-Scraper itself writes of that table (`_COLUMNS`, in this order)."""
        columns = _COLUMNS[table]
        holes = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})", rows)


@contextmanager
def new_user_data(path: Path, *, force: bool) -> Iterator[UserData]:
    """Write a new `path`, which is there only when the block has ended, whole and with no journal beside it.

    Only who writes it may read it. A file that is there is replaced with `force` only. Raises `ExportFileError`.
    """
    unfinished = None
    try:
        _check(path, force=force)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
        os.close(handle)
        unfinished = Path(name)
        yield from _write(unfinished)
        _check(path, force=force)
        unfinished.replace(path)
        _settle(path.parent)
    except sqlite3.OperationalError as error:
        raise ExportFileError(f"{path} cannot be written: {error}.") from error
    except OSError as error:
        raise ExportFileError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        if unfinished:
            unfinished.unlink(missing_ok=True)


def _write(path: Path) -> Iterator[UserData]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Until it has its name nobody needs it, so a crash may leave it damaged.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.executemany("INSERT INTO schema_flags VALUES (?, '1')", [(flag,) for flag in _FLAGS])
        yield UserData(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
    _settle(path)


def _settle(path: Path) -> None:
    """Have what was written to the file or directory outlive a power cut, where the system can."""
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _check(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise ExportFileError(f"{path} is a directory; name the file to write in it.")
    if not path.parent.is_dir():
        raise ExportFileError(f"There is no directory {path.parent}.")
    for journal in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal")):
        if journal.exists():
            # SQLite would take it for a part of the new file.
            raise ExportFileError(f"{journal} lies there, of a file that is or was in use; choose another name.")
    if path.exists() and not force:
        raise ExportFileError(f"{path} is there already; --force replaces it.")
