"""UltimaScraper's archive for tests: a database of its own on the tests' server, with the genuine tables."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

from agencies.models import Agency
from integrations.providers.ultimascraper.archive import TABLES

#: Made by the code of ultima-scraper-db 0.4.22; its head says how.
SCHEMA = Path(__file__).parents[1] / "data" / "ultimascraper" / "archive.sql"
LUNA, MIA, ROB, TOM = 458485726, 500000000, 143464097, 143464098
SITE_TABLES = [
    "users", "user_aliases", "user_infos", "user_auths", "x_messages", "x_mass_messages", "mass_message_stats", "media",
    "content_media_asso", "subscriptions", "bought_content",
]  # fmt: skip


class ArchiveDatabase:
    """Writes what UltimaScraper would have written; `url` is what is given to the import."""

    def __init__(self, parameters: dict[str, Any], name: str, reader: str) -> None:
        self._parameters, self.name, self.reader = parameters, name, reader
        self._writer = psycopg.connect(**parameters, dbname=name, autocommit=True)

    def url(self, *, user: str | None = None, database: str | None = None, **more: str) -> str:
        where = {name: value for name, value in self._parameters.items() if name in ("host", "port")}
        password = self._parameters.get("password")
        login = quote(user or self._parameters["user"], safe="") + (f":{quote(password, safe='')}" if password else "")
        return f"postgresql://{login}@/{database or self.name}?{urlencode({**where, **more})}"

    def execute(self, statement: Any, *values: Any) -> Any:
        return self._writer.execute(statement, values)

    def insert(self, table: str, **values: Any) -> None:
        statement = SQL("INSERT INTO {} ({}) VALUES ({})").format(
            Identifier("onlyfans", table),
            SQL(", ").join(map(Identifier, values)),
            SQL(", ").join([SQL("%s")] * len(values)),
        )
        self.execute(statement, *values.values())

    def user(self, of_id: int, username: str | None, *, performer: bool = False, name: str = "") -> None:
        self.insert("users", id=of_id, username=username, performer=performer)
        if name:
            self.insert("user_infos", user_id=of_id, name=name)

    def message(self, of_id: int, author: int = LUNA, receiver: int | None = ROB, **values: Any) -> None:
        told = {"text": "hello", "created_at": "2025-03-01 12:00+00", "verified": True, **values}
        self.insert("x_messages", id=of_id, user_id=author, receiver_id=receiver, **told)

    def mass_message(self, of_id: int, author: int = LUNA, **values: Any) -> None:
        told = {"price": 0, "expires_at": "2025-03-02 00:00+00", "created_at": "2025-03-01 00:00+00", **values}
        self.insert("x_mass_messages", id=of_id, user_id=author, **told)

    def media(self, of_id: int, owner: int = LUNA, *, of: dict[str, int], **values: Any) -> None:
        """A media of `{"message_id": …}` or `{"mass_message_id": …}`."""
        self.insert("media", id=of_id, user_id=owner, **{"url": f"https://cdn.test/{of_id}.jpg", **values})
        self.insert("content_media_asso", media_id=of_id, **of)

    def logged_in(self, fan: int, to: int = LUNA) -> None:
        """Say that UltimaScraper ran as `fan`: only then does it keep whom they subscribe to."""
        when = "2025-01-01 00:00+00"
        self.insert("subscriptions", user_id=to, subscriber_id=fan, expires_at=when, created_at=when)

    def clear(self) -> None:
        self.execute(f"TRUNCATE {', '.join(f'onlyfans.{table}' for table in SITE_TABLES)} CASCADE")

    def close(self) -> None:
        self._writer.close()


@contextmanager
def make_archive() -> Iterator[ArchiveDatabase]:
    """Make the database, and a role that may read what docs/import.md asks for and nothing else."""
    parameters = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in ("user", "password", "host", "port") and value
    }
    name = f"{connection.settings_dict['NAME']}_archive"
    reader = f"{name}_reader"
    with psycopg.connect(**parameters, dbname="postgres", autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        server.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(reader)))
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        server.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(reader)))
        archive = ArchiveDatabase(parameters, name, reader)
        try:
            archive.execute(SCHEMA.read_text())
            archive.execute(SQL("GRANT USAGE ON SCHEMA onlyfans TO {}").format(Identifier(reader)))
            for table in TABLES:
                grant = SQL("GRANT SELECT ON {} TO {}").format(Identifier("onlyfans", table), Identifier(reader))
                archive.execute(grant)
            yield archive
        finally:
            archive.close()
            # A listener of some test that nobody reads any more cannot answer that the database goes.
            server.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE wait_event = 'ClientWrite'"
            )
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
            server.execute(SQL("DROP ROLE {}").format(Identifier(reader)))


def run_import(archive: ArchiveDatabase, agency: Agency, **options: Any) -> dict[str, Any]:
    """What `import_ultimascraper --postgres URL --json` prints."""
    out = io.StringIO()
    asked = {"postgres": archive.url(user=archive.reader), **options}
    call_command("import_ultimascraper", agency=agency.slug, json=True, stdout=out, **asked)
    return json.loads(out.getvalue())
