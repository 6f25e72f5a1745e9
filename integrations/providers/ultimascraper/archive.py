"""Reads UltimaScraper's newer archive, a PostgreSQL database with one schema for each site; never writes to it.

Its tables are those of the package `ultima-scraper-db` (0.4.22; what is read here has been so since its first migration
of December 2023). What they mean is in docs/import.md. The credentials in `user_auths` are never asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Composed, Identifier

from chats.ingest import IncomingFan
from integrations.providers.importing import CHUNK, ImportFileError

#: What is read, and all that the database's user needs to be granted.
TABLES: dict[str, frozenset[str]] = {
    "users": frozenset({"id", "username", "performer"}),
    "user_aliases": frozenset({"user_id", "username"}),
    "user_infos": frozenset({"user_id", "name"}),
    "x_messages": frozenset(
        {"id", "user_id", "receiver_id", "queue_id", "text", "price", "deleted", "paid", "created_at"}
    ),
    "x_mass_messages": frozenset({"id", "text"}),
    "mass_message_stats": frozenset({"user_id"}),
    "media": frozenset({"id", "url", "category", "preview"}),
    "content_media_asso": frozenset({"id", "message_id", "mass_message_id", "media_id"}),
    "subscriptions": frozenset({"subscriber_id"}),
    "bought_content": frozenset({"buyer_id"}),
}
#: Seconds to wait for the server, unless the URL says otherwise.
CONNECT_TIMEOUT = 10
_SCHEME = re.compile(r"postgres(?:ql)?://")
_EXAMPLE = "postgresql://USER@HOST:5432/DATABASE"


class Person(NamedTuple):
    """A user of the platform, of whom the name may be unknown."""

    of_id: int
    username: str | None


class Pair(NamedTuple):
    """Two performers who have written to each other, the one with the lower id first, and who of them set a price."""

    low: int
    high: int
    low_sells: bool
    high_sells: bool


class Item(NamedTuple):
    """A media of a message."""

    media_id: int
    url: str | None
    category: str | None
    is_preview: bool


class Row(NamedTuple):
    """A message as the archive has it; `sent_at` is None where Python knows no such time."""

    message_id: int
    author: int
    receiver: int | None
    author_performs: bool
    receiver_performs: bool | None
    queue_id: int | None
    text: str
    price: float
    is_deleted: bool
    paid: bool | None
    sent_at: dt.datetime | None


class Page(NamedTuple):
    """Some messages, with the media of each and the names of all who take part."""

    rows: list[Row]
    media: dict[int, list[Item]]
    people: dict[int, IncomingFan]


@dataclass(frozen=True)
class Address:
    """Where an archive is. It is written and logged without the URL, which may hold a password."""

    url: str = field(repr=False)
    site: str

    def __str__(self) -> str:
        """Host, database and site."""
        parameters = self.parameters()
        place = "/".join(str(parameters[part]) for part in ("host", "dbname") if parameters.get(part))
        return f"{place or 'the default database'}, {self.site}"

    @property
    def name(self) -> str:
        return str(self)

    def parameters(self) -> dict[str, Any]:
        """For libpq. Raises `ImportFileError`, which says nothing of the URL."""
        if not _SCHEME.match(self.url):
            raise ImportFileError(f"The archive's address is no URL of PostgreSQL; write {_EXAMPLE}.")
        authority, _, rest = self.url.partition("://")[2].partition("/")
        if authority.count("@") > 1 or "@" in rest.partition("?")[0]:
            # Else a part of the password would be taken for the host or the database.
            raise ImportFileError(
                "The archive's URL has an @ too many; in a password write @ as %40, / as %2F and ? as %3F."
            )
        with suppress(psycopg.ProgrammingError):
            parameters = conninfo_to_dict(self.url)
            if str(parameters.get("port", "")).replace(",", "").isdigit() or not parameters.get("port"):
                return parameters
        raise ImportFileError(f"The archive's URL cannot be read; write {_EXAMPLE}.")


@contextmanager
def open_archive(address: Address) -> Iterator[Archive]:
    """Connect to read only, in one snapshot. Raises `ImportFileError` with the reason if that is not possible."""
    parameters = {
        "application_name": "ofagency import", "connect_timeout": str(CONNECT_TIMEOUT), **address.parameters(),
    }  # fmt: skip
    parameters["options"] = f"{parameters.get('options', '')} -c default_transaction_read_only=on -c TimeZone=UTC"
    try:
        connection = psycopg.connect(**parameters)
    except psycopg.Error as error:
        raise ImportFileError(f"{address}: {why_not(str(error))}") from None
    try:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield Archive(connection, address)
    finally:
        connection.close()


def why_not(told: str) -> str:
    """What keeps us out, in our words: libpq's may repeat the URL."""
    reasons = {
        "authentication failed": "the server refuses this user name or password.",
        "no password supplied": "the server asks for a password; put it into PGPASSWORD or ~/.pgpass.",
        "no pg_hba.conf entry": "the server does not let this user connect from here.",
        'database "': "there is no such database, or this user may not connect to it.",
        'role "': "the server does not know this user.",
        "could not translate host name": "there is no host of that name.",
        "failed to resolve host": "there is no host of that name.",
        "Connection refused": "no PostgreSQL listens there.",
        "No such file or directory": "no PostgreSQL listens there.",
        "timeout expired": "the server did not answer in time.",
    }
    found = (reason for sign, reason in reasons.items() if sign in told)
    return next(found, "the server cannot be reached, or does not let this user in.")


class Archive:
    """An open archive of one site."""

    def __init__(self, connection: psycopg.Connection[Any], address: Address) -> None:
        self._connection, self._address = connection, address
        self._check()

    def _check(self) -> None:
        """Raises `ImportFileError` if the site's tables are not there."""
        with self._reading():
            found = self._connection.execute(
                """
                SELECT schema.nspname, class.relname, attribute.attname
                FROM pg_catalog.pg_namespace AS schema
                JOIN pg_catalog.pg_class AS class
                  ON class.relnamespace = schema.oid AND class.relkind IN ('r', 'p', 'v')
                JOIN pg_catalog.pg_attribute AS attribute
                  ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
                WHERE class.relname = ANY(%s)
                """,
                [list(TABLES)],
            ).fetchall()
        columns: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for schema, table, column in found:
            columns[schema][table].add(column)
        sites = sorted(name for name, tables in columns.items() if {"users", "x_messages"} <= tables.keys())
        if not sites:
            raise ImportFileError(f"{self._address}: this database is no archive of UltimaScraper.")
        site = self._address.site
        if site not in sites:
            raise ImportFileError(f"The archive has no site {site}; it has {', '.join(sites)}.")
        for table, needed in TABLES.items():
            if missing := sorted(needed - columns[site][table]):
                raise ImportFileError(
                    f"The archive's table {site}.{table} lacks {', '.join(missing)}; "
                    "have UltimaScraper bring its database up to date."
                )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell in one sentence why reading failed."""
        try:
            yield
        except errors.InsufficientPrivilege as error:
            raise ImportFileError(
                f"{self._address}: this user may not read all of the archive ({error.diag.message_primary}); it needs "
                f"USAGE on the schema and SELECT on {', '.join(TABLES)}."
            ) from error
        except psycopg.OperationalError as error:
            raise ImportFileError(
                f"{self._address}: the server went away while it was read. Run the import again to finish it."
            ) from error
        except psycopg.Error as error:
            raise ImportFileError(f"{self._address} cannot be read: {error.diag.message_primary or error}.") from error

    def _ask(self, query: LiteralString, **values: Any) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._connection.execute(self._sql(query), values).fetchall()

    def _sql(self, query: LiteralString) -> Composed:
        return SQL(query).format(**{table: Identifier(self._address.site, table) for table in TABLES})

    def performer(self, name: str) -> Person:
        """The performer who is or was called `name`, or `u<id>`. Raises `ImportFileError` if nobody is."""
        found = self._ask(
            """
            SELECT id, username, performer FROM {users} AS person
            WHERE lower(username) = lower(%(name)s) OR 'u' || id = lower(%(name)s)
               OR EXISTS (SELECT FROM {user_aliases} AS former
                          WHERE former.user_id = person.id AND lower(former.username) = lower(%(name)s))
            ORDER BY lower(username) = lower(%(name)s) DESC NULLS LAST, performer DESC, id LIMIT 1
            """,
            name=name,
        )
        if not found:
            raise ImportFileError(f"The archive knows nobody called {name}.")
        of_id, username, performs = found[0]
        if not performs:
            raise ImportFileError(f"{name} is no performer in the archive, and so no creator.")
        return Person(of_id, username)

    def people(self, of_ids: Iterable[int]) -> list[Person]:
        """Those users, by id."""
        found = self._ask("SELECT id, username FROM {users} WHERE id = ANY(%(ids)s) ORDER BY id", ids=list(of_ids))
        return [Person(*row) for row in found]

    def performers(self) -> set[int]:
        """Performers with a message from or to someone who is none."""
        found = self._ask(
            """
            SELECT DISTINCT CASE WHEN author.performer THEN author.id ELSE receiver.id END
            FROM {x_messages} AS message
            JOIN {users} AS author ON author.id = message.user_id
            JOIN {users} AS receiver ON receiver.id = message.receiver_id
            WHERE author.performer <> receiver.performer
            """
        )
        return {of_id for (of_id,) in found}

    def pairs(self, of_id: int | None) -> list[Pair]:
        """Performers who have written to each other; with `of_id` those of whom it is one."""
        found = self._ask(
            """
            SELECT least(message.user_id, message.receiver_id), greatest(message.user_id, message.receiver_id),
                   bool_or(message.price > 0 AND message.user_id < message.receiver_id),
                   bool_or(message.price > 0 AND message.user_id > message.receiver_id)
            FROM {x_messages} AS message
            JOIN {users} AS author ON author.id = message.user_id
            JOIN {users} AS receiver ON receiver.id = message.receiver_id
            WHERE author.performer AND receiver.performer AND author.id <> receiver.id
              AND (%(person)s::bigint IS NULL OR %(person)s IN (author.id, receiver.id))
            GROUP BY 1, 2 ORDER BY 1, 2
            """,
            person=of_id,
        )
        return [Pair(*row) for row in found]

    def accounts(self) -> set[int]:
        """Whom UltimaScraper has logged in as: only of them does it record what is subscribed, bought and mass-sent."""
        found = self._ask(
            "SELECT subscriber_id FROM {subscriptions} UNION SELECT buyer_id FROM {bought_content} "
            "UNION SELECT user_id FROM {mass_message_stats}"
        )
        return {of_id for (of_id,) in found}

    def count(self, of_id: int | None) -> int:
        """How many messages there are; with `of_id` from or to that user."""
        query: LiteralString = "SELECT count(*) FROM {x_messages} AS message"
        [(total,)] = self._ask(query + _OF_PERSON, person=of_id)
        return int(total)

    def pages(self, of_id: int | None) -> Iterator[Page]:
        """Those messages by performer and id, so many at a time that memory stays flat.

        A page then belongs to few creators: writing to many costs four times as much.
        """
        query = self._sql(_MESSAGES + _OF_PERSON + _BY_PERFORMER)
        with self._reading(), self._connection.cursor("messages") as cursor:
            cursor.execute(query, {"person": of_id})
            while some := cursor.fetchmany(CHUNK):
                rows = [Row(*row) for row in some]
                yield Page(rows, self._media_of(rows), self._people_of(rows))

    def _media_of(self, rows: list[Row]) -> dict[int, list[Item]]:
        """Media by message; what a mass message holds, each of its copies does."""
        found = self._ask(
            """
            SELECT content.message_id, content.mass_message_id, media.id, media.url, media.category, media.preview
            FROM {content_media_asso} AS content JOIN {media} AS media ON media.id = content.media_id
            WHERE content.message_id = ANY(%(messages)s) OR content.mass_message_id = ANY(%(queues)s)
            ORDER BY content.id
            """,
            messages=[row.message_id for row in rows],
            queues=[row.queue_id for row in rows if row.queue_id],
        )
        own: dict[int, dict[int, Item]] = defaultdict(dict)
        of_queue: dict[int, dict[int, Item]] = defaultdict(dict)
        for message_id, queue_id, *item in found:
            if message_id:
                own[message_id][item[0]] = Item(*item)
            if queue_id:
                of_queue[queue_id][item[0]] = Item(*item)
        both = (
            (row.message_id, {**of_queue.get(row.queue_id or 0, {}), **own.get(row.message_id, {})}) for row in rows
        )
        return {message_id: list(items.values()) for message_id, items in both if items}

    def _people_of(self, rows: list[Row]) -> dict[int, IncomingFan]:
        found = self._ask(
            "SELECT person.id, person.username, info.name FROM {users} AS person "
            "LEFT JOIN {user_infos} AS info ON info.user_id = person.id WHERE person.id = ANY(%(ids)s)",
            ids=list({row.author for row in rows} | {row.receiver for row in rows if row.receiver}),
        )
        return {of_id: IncomingFan(of_id, username or "", name or "") for of_id, username, name in found}


_OF_PERSON: LiteralString = (
    " WHERE %(person)s::bigint IS NULL OR message.user_id = %(person)s OR message.receiver_id = %(person)s"
)
_BY_PERFORMER: LiteralString = (
    " ORDER BY CASE WHEN author.performer THEN message.user_id ELSE message.receiver_id END, message.id"
)
# A copy of a mass message may have been kept without its text. Times that no calendar of Python's holds read as none.
_MESSAGES: LiteralString = """
SELECT message.id, message.user_id, message.receiver_id, author.performer, receiver.performer, message.queue_id,
       COALESCE(NULLIF(message.text, ''), mass.text, ''), message.price, message.deleted, message.paid,
       CASE WHEN message.created_at BETWEEN '0002-01-01' AND '9998-12-31' THEN message.created_at END
FROM {x_messages} AS message
JOIN {users} AS author ON author.id = message.user_id
LEFT JOIN {users} AS receiver ON receiver.id = message.receiver_id
LEFT JOIN {x_mass_messages} AS mass ON mass.id = message.queue_id
"""
