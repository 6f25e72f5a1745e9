"""Django's PostgreSQL backend with five additions.

1. With the option `embedded_dir` it starts our own server on first connection.
2. The bound role (`assume_role`) holds for every connection, except inside `as_owner()` and for the
   administrative connection that creates databases: migrations need the owner, requests must not
   have it, because row-level security does not bind a table's owner.
3. Tenant tables have the primary key (id, agency_id) in the database, so grouping by `id` alone does
   not make their other columns known to PostgreSQL.
4. What was put into `before_commit` is done as the last of the transaction, inside it (`on_commit` is behind it).
5. What was put into `after_end` is done behind the transaction, whether it was committed or rolled back.
"""

from __future__ import annotations

import logging
import select
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base, features, operations
from django.db.models import Model
from django.db.utils import OperationalError
from psycopg import errors
from psycopg.pq import ExecStatus, TransactionStatus

from ofagency.postgres.embedded import start_server

log = logging.getLogger(__name__)
INERROR = TransactionStatus.INERROR
#: How often emptying the tables is tried against others who are still at work.
FLUSH_ATTEMPTS = 5


class Writes(Protocol):
    """Something that waits for the end of the transaction."""

    def write(self) -> None: ...


class DatabaseFeatures(features.DatabaseFeatures):
    """Addition 3 of the module's list."""

    def allows_group_by_selected_pks_on_model(self, model: type[Model]) -> bool:
        if any(getattr(c, "replaces_primary_key", False) for c in model._meta.constraints):
            return False
        return super().allows_group_by_selected_pks_on_model(model)


class DatabaseOperations(operations.DatabaseOperations):
    """Empties tables as their owner, for tests and `flush`."""

    connection: DatabaseWrapper

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        statements = list(sql_list)
        with self.connection.as_owner():
            for attempt in range(FLUSH_ATTEMPTS):
                try:
                    super().execute_sql_flush(statements)
                    break
                except OperationalError as error:
                    # Somebody's last request is still at work, and each waits for the other's tables.
                    is_deadlock = isinstance(error.__cause__, errors.DeadlockDetected)
                    if not is_deadlock or attempt == FLUSH_ATTEMPTS - 1:
                        raise


class DatabaseWrapper(base.DatabaseWrapper):
    """Additions 1, 2, 4 and 5 of the module's list."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._acts_as_owner = False
        #: The agency whose rows the current transaction may see (kept by `agencies.tenancy`).
        self.scoped_agency_id: str | None = None
        #: What the current transaction still has to write, by what it is.
        self.before_commit: dict[str, Writes] = {}
        #: What is to be done when the current transaction is over, however it ends.
        self.after_end: list[Callable[[], object]] = []

    def get_connection_params(self) -> dict[str, Any]:
        parameters = super().get_connection_params()
        if directory := parameters.pop("embedded_dir", None):
            parameters.update(start_server(str(directory)))
        return parameters

    def get_address(self) -> dict[str, Any]:
        """Where the database is, for connections that are not Django's."""
        own = {"cursor_factory", "context", "prepare_threshold", "client_encoding", "autocommit"}
        return {name: value for name, value in self.get_connection_params().items() if name not in own}

    def close_if_health_check_failed(self) -> None:
        # A server that went away has closed the socket, which shows without a round trip. Only a socket with
        # something to tell that nobody asked for is worth a question.
        if self.connection is not None and not self.health_check_done and not self.connection.closed:
            socket = select.poll()
            socket.register(self.connection.fileno(), select.POLLIN)
            self.health_check_done: bool = not socket.poll(0)
        super().close_if_health_check_failed()

    @property
    def bound_role(self) -> str | None:
        """The role that web and worker take on after connecting; None binds nobody."""
        return self.settings_dict["OPTIONS"].get("assume_role")

    def _configure_role(self, connection: Any) -> bool:
        if self._acts_as_owner or self.alias == NO_DB_ALIAS:
            return False
        if self.bound_role:
            _make_role(connection, self.ops.quote_name(self.bound_role))
        return super()._configure_role(connection)  # type: ignore[misc]

    def prepared_cursor(self) -> Any:
        """A cursor whose statements PostgreSQL parses once per connection (from the option `prepare_threshold` on)."""
        self.ensure_connection()
        return self._prepare_cursor(base.ServerBindingCursor(self.connection))  # type: ignore[attr-defined,call-arg]

    def begin_with(self, statement: str) -> bool:
        """Open the transaction with `statement` in one round trip; False if it is open or none is to be opened."""
        raw = self.connection
        if raw.autocommit or raw.info.transaction_status != TransactionStatus.IDLE:
            return False
        result = raw.pgconn.exec_(f"BEGIN; {statement}".encode())
        if result.status != ExecStatus.COMMAND_OK:
            with self.wrap_database_errors:
                raise errors.error_from_result(result)
        return True

    def _commit(self) -> None:
        try:
            for last in list(self.before_commit.values()):
                with self.wrap_database_errors:
                    last.write()
        finally:
            self.before_commit.clear()
        super()._commit()  # type: ignore[misc]

    def _rollback(self) -> None:
        self.before_commit.clear()
        super()._rollback()  # type: ignore[misc]

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """Django's outermost `atomic` calls this last of all, behind commit and rollback."""
        super().set_autocommit(autocommit, *args, **kwargs)
        if autocommit and self.after_end:
            waiting, self.after_end = self.after_end, []
            for call in waiting:
                try:
                    call()
                except Exception as error:
                    # Not its message, in which PostgreSQL may quote the row.
                    log.error("after_end_failed %s", type(error).__name__)

    def _close(self) -> None:
        self.before_commit.clear()
        self.after_end.clear()
        super()._close()  # type: ignore[misc]

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Run the block as the role that logged in, which owns the tables."""
        if self._acts_as_owner or not self.bound_role:
            yield
            return
        # Connecting as usual makes the role, which the owner is about to give rights to.
        self.ensure_connection()
        self._acts_as_owner = True
        try:
            with self.cursor() as cursor:
                cursor.execute("RESET ROLE")
            yield
        finally:
            self._acts_as_owner = False
            # In a failed transaction nothing can be said, and the rollback restores the role.
            if self.connection and self.connection.info.transaction_status != INERROR:
                self._configure_role(self.connection)


def _make_role(connection: Any, role: str) -> None:
    """Create the bound role if the server has none of that name, and let the login take it on.

    Roles belong to the server and not to the schema, and the role must stand before anything connects
    as it: hence here and not in a migration. Costs one look-up for a new connection.
    """
    name = role.strip('"')
    known = connection.execute("SELECT pg_has_role(oid, 'SET') FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    if known and known[0]:
        return
    try:
        connection.execute(
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
        if not connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()[0]:
            connection.execute(f"GRANT {role} TO CURRENT_USER")
    except errors.InsufficientPrivilege as error:
        raise OperationalError(
            f"The database user may not create the role {role}: {error}. Ask the administrator for "
            f"CREATE ROLE {role} NOLOGIN and GRANT {role} TO this user."
        ) from error
