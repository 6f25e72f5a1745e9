"""OF-Scraper files for tests: the genuine ones, small ones made here, and what an import left behind."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from agencies.models import Agency
from agencies.tenancy import agency_scope

DATA = Path(__file__).parents[1] / "data" / "ofscraper"
#: Written by OF-Scraper's own code on a creator's account: 40 fans.
CREATORS_FILE = DATA / "creator_account_user_data.db"
#: The same on a fan's account: one creator.
FANS_FILE = DATA / "fan_account_user_data.db"

ACCOUNT, FAN = 458485726, 160717355

NEWEST = """
CREATE TABLE profiles (id INTEGER NOT NULL, user_id INTEGER NOT NULL, username VARCHAR NOT NULL,
    PRIMARY KEY (id), UNIQUE (user_id, username));
CREATE TABLE messages (id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid BOOLEAN,
    archived BOOLEAN, created_at TIMESTAMP, user_id INTEGER, model_id INTEGER, is_deleted BOOLEAN DEFAULT 0,
    PRIMARY KEY (id), UNIQUE (post_id, model_id));
CREATE TABLE medias (id INTEGER NOT NULL, media_id INTEGER, post_id INTEGER NOT NULL, link VARCHAR, directory VARCHAR,
    filename VARCHAR, size INTEGER, api_type VARCHAR, media_type VARCHAR, preview INTEGER, linked BOOL,
    downloaded BOOL, created_at TIMESTAMP, posted_at TIMESTAMP, duration VARCHAR, unlocked BOOL, hash VARCHAR,
    model_id INTEGER, PRIMARY KEY (id), UNIQUE (media_id, model_id, post_id));
CREATE TABLE schema_flags (flag_name TEXT PRIMARY KEY, flag_value TEXT);
"""
#: Of spring 2023: one file for each model, no `model_id` anywhere, and less known of media.
OLDEST = """
CREATE TABLE profiles (id INTEGER NOT NULL, user_id INTEGER NOT NULL, username VARCHAR NOT NULL,
    PRIMARY KEY (id), UNIQUE (username));
CREATE TABLE messages (id INTEGER NOT NULL, post_id INTEGER NOT NULL, text VARCHAR, price INTEGER, paid INTEGER,
    archived BOOLEAN, created_at TIMESTAMP, user_id INTEGER, PRIMARY KEY (id), UNIQUE (post_id));
CREATE TABLE medias (id INTEGER NOT NULL, media_id INTEGER, post_id INTEGER NOT NULL, link VARCHAR, directory VARCHAR,
    filename VARCHAR, size INTEGER, api_type VARCHAR, media_type VARCHAR, preview INTEGER, linked VARCHAR,
    downloaded INTEGER, created_at TIMESTAMP, PRIMARY KEY (id), UNIQUE (media_id));
"""
#: For rows that the newest schema refuses: nothing is declared, so SQLite keeps every value as it is given.
LOOSE = """
CREATE TABLE profiles (id, user_id, username);
CREATE TABLE messages (id, post_id, text, price, paid, archived, created_at, user_id, model_id, is_deleted);
CREATE TABLE medias (id, media_id, post_id, link, api_type, media_type, preview, duration, unlocked, model_id);
"""


def message(post_id: Any, **values: Any) -> dict[str, Any]:
    """A message row of the creator `ACCOUNT` to `FAN`."""
    return {
        "post_id": post_id,
        "text": "hello",
        "price": 0,
        "created_at": "2025-03-01T12:00:00+00:00",
        "user_id": ACCOUNT,
        "model_id": FAN,
        **values,
    }


def media(media_id: Any, post_id: Any, **values: Any) -> dict[str, Any]:
    """A media row of a message."""
    return {
        "media_id": media_id,
        "post_id": post_id,
        "link": f"https://cdn.test/{media_id}.jpg",
        "api_type": "Messages",
        "media_type": "Images",
        "preview": 0,
        "duration": None,
        "unlocked": 1,
        "model_id": FAN,
        **values,
    }


def make_file(
    path: Path,
    messages: Iterable[Mapping[str, Any]],
    medias: Iterable[Mapping[str, Any]] = (),
    profiles: Iterable[tuple[int, str]] = ((FAN, "rob673"),),
    schema: str = NEWEST,
) -> Path:
    """Write a `user_data.db`; columns that the schema lacks are left out."""
    file = sqlite3.connect(path)
    file.executescript(schema)
    rows = {
        "messages": messages,
        "medias": medias,
        "profiles": [{"user_id": of_id, "username": name} for of_id, name in profiles],
    }
    for table, table_rows in rows.items():
        known = {column[1] for column in file.execute(f"PRAGMA table_info({table})")}
        for row in table_rows:
            values = {name: value for name, value in row.items() if name in known}
            holes = ", ".join("?" * len(values))
            file.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({holes})", list(values.values()))
    file.commit()
    file.close()
    return path


def run_command(path: Path, agency: Agency, command: str = "import_ofscraper", **options: Any) -> dict[str, Any]:
    """What `import_ofscraper --json` prints, or the other command."""
    out = io.StringIO()
    call_command(command, path, agency=agency.slug, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def run_export(path: Path, agency: Agency, creator: str = "luna", **options: Any) -> dict[str, Any]:
    """What `export_ofscraper --json` prints."""
    out = io.StringIO()
    call_command("export_ofscraper", path, agency=agency.slug, creator=creator, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def rows_of(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask a file itself, and leave it alone."""
    file = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return file.execute(query).fetchall()
    finally:
        file.close()


CONTENT = {
    "chats": """
        SELECT creator.username, creator.of_user_id, fan_of_id, fan_username, first_message_at, last_message_at,
            last_message_preview, last_message_direction, awaiting_reply_since, unread_count
        FROM chats_chat AS chat JOIN agencies_creator AS creator ON creator.id = chat.creator_id""",
    "messages": """
        SELECT fan_of_id, of_message_id, direction, text, is_ppv, price, unlocked, unlocked_at, is_tip, tip_amount,
            sent_at, read_at, deleted_at IS NOT NULL, sent_by_id, source, status
        FROM chats_message AS message JOIN chats_chat AS chat ON chat.id = message.chat_id""",
    "media": """
        SELECT fan_of_id, of_message_id, of_media_id, media_type, url, thumbnail_url, duration, is_preview
        FROM chats_mediaattachment AS media JOIN chats_message AS message ON message.id = media.message_id
        JOIN chats_chat AS chat ON chat.id = message.chat_id""",
}


def content(agency: Agency) -> dict[str, list[tuple[Any, ...]]]:
    """All that is known of the agency's chats, in a form that does not depend on our own keys and clocks."""
    with agency_scope(agency.pk), connection.cursor() as cursor:
        found = {}
        for table, query in CONTENT.items():
            cursor.execute(query)
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def keys(agency: Agency) -> dict[str, list[tuple[Any, ...]]]:
    """Our own keys and the times of writing: the same only if no row was written again."""
    tables = ["chats_chat", "chats_message", "chats_mediaattachment", "agencies_creator"]
    with agency_scope(agency.pk), connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT id, created_at, xmin::text FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    return found
