"""The second wall of tenancy: what makes the database itself keep agencies apart.

The first wall is `visible_to(actor)` (`agencies.querysets`). This one holds when the first has a hole:

* `agency_scope(agency_id)` sets the agency whose rows the transaction may touch;
* `TenantPolicy` makes PostgreSQL enforce it (row-level security);
* `TenantPrimaryKey` and `TenantReference` make (id, agency_id) the key of a row and of each reference
  to it, so that a row can never point into another agency;
* `TenantForeignKey` lets the ORM carry the agency along in joins and look-ups.

All three constraints live in `Meta.constraints`, so `makemigrations` owns them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.constraints import BaseConstraint
from django.db.models.lookups import Exact
from psycopg.sql import SQL, Identifier

SETTING = "app.agency_id"


@contextmanager
def agency_scope(agency_id: UUID | str | None, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run the block in a transaction that sees the rows of `agency_id` (None: of no agency).

    Nested scopes restore the outer one. It is the statement SET LOCAL and not the function
    `set_config()`, because distributed PostgreSQL forwards only the statement.
    """
    connection = cast(Any, connections[using])
    scope = "" if agency_id is None else str(UUID(str(agency_id)))
    with transaction.atomic(using=using):
        outer = connection.scoped_agency_id if connection.savepoint_ids else ""
        _set_scope(connection, scope)
        try:
            yield
        finally:
            if connection.savepoint_ids and not connection.needs_rollback:
                _restore_scope(connection, outer)
            connection.scoped_agency_id = outer


def execute_in_scope(agency_id: UUID, sql: str, parameters: dict[str, Any], *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Run statements in the agency's scope as a transaction of their own, in one round trip where none is open.

    PostgreSQL makes one transaction of all statements that are sent together
    (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT).
    """
    connection = connections[using]
    if connection.in_atomic_block:
        with agency_scope(agency_id, using=using), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL {SETTING} = '{UUID(str(agency_id))}'; {sql}", parameters)


class BoundConnection:
    """A connection for the loop of a web process, bound by the same role as Django's; opened when it is needed, and
    again when it was lost. One statement at a time.

    `in_thread` runs a function that may block, where Django's connections live.
    """

    def __init__(self, in_thread: Callable[..., Awaitable[Any]], using: str = DEFAULT_DB_ALIAS) -> None:
        self._in_thread, self._using = in_thread, using
        self._raw: psycopg.AsyncConnection[Any] | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection, as far as the last statement has shown."""
        return self._raw is not None and not self._raw.closed

    async def execute_in_scope(self, agency_id: UUID, sql: str, parameters: dict[str, Any]) -> None:
        """As the function of that name. Raises `psycopg.Error`, or `OSError` where no server is reached."""
        if self._raw is None or self._raw.closed:
            self._raw = await self._open()
        await self._raw.execute(f"SET LOCAL {SETTING} = '{UUID(str(agency_id))}'; {sql}", parameters)

    async def _open(self) -> psycopg.AsyncConnection[Any]:
        address, role = await self._in_thread(self._address)
        raw = await psycopg.AsyncConnection.connect(
            **address, autocommit=True, cursor_factory=psycopg.AsyncClientCursor
        )
        if role:
            await raw.execute(SQL("SET ROLE {}").format(Identifier(role)))
        return raw

    def _address(self) -> tuple[dict[str, Any], str | None]:
        connection = cast(Any, connections[self._using])
        # Connecting as usual makes the role.
        connection.ensure_connection()
        return connection.get_address(), connection.bound_role


def _set_scope(connection: Any, scope: str) -> None:
    statement = f"SET LOCAL {SETTING} = '{scope}'"
    if not connection.begin_with(statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)
    connection.scoped_agency_id = scope


def _restore_scope(connection: Any, scope: str) -> None:
    # After a database error the savepoint is rolled back, and PostgreSQL restores the setting.
    if connection.connection.info.transaction_status.name != "INERROR":
        _set_scope(connection, scope or "")


class TenantForeignKey(models.ForeignKey):
    """A reference to a row of the same agency.

    Joins and descriptor look-ups also compare `agency_id`. The database constraint is the model's
    `TenantReference`, which the system check `agencies.E003` asks for, never Django's own on `id` alone.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        if alias is None or related_alias is None:
            return None
        there = cast(Any, self.remote_field.model._meta.get_field("agency"))
        here = cast(Any, self.model._meta.get_field("agency"))
        return Exact(there.get_col(alias), here.get_col(related_alias))

    def get_extra_descriptor_filter(self, instance: Any) -> dict[str, Any]:
        return {"agency_id": instance.agency_id}


class TenantOneToOneField(TenantForeignKey, models.OneToOneField):
    """One row to one of the same agency; needs a `TenantUnique` beside its `TenantReference`."""


class _DatabaseOnlyConstraint(BaseConstraint):
    """A constraint that PostgreSQL checks at write time; Python has nothing to validate."""

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        return None

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        # As part of CREATE TABLE it must wait until the table, and those it refers to, stand.
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return bool(self.deconstruct() == cast(BaseConstraint, other).deconstruct())

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class TenantPrimaryKey(_DatabaseOnlyConstraint):
    """`PRIMARY KEY (id, agency_id)` in place of Django's `PRIMARY KEY (id)`; the state keeps `id`."""

    #: Read by the database backend (`allows_group_by_selected_pks_on_model`).
    replaces_primary_key = True

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return self._replace(model, schema_editor, "id, agency_id")

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return self._replace(model, schema_editor, "id")

    def _replace(self, model: Any, schema_editor: Any, columns: str) -> str:
        table, key = (
            schema_editor.quote_name(model._meta.db_table),
            schema_editor.quote_name(f"{model._meta.db_table}_pkey"),
        )
        return f"ALTER TABLE {table} DROP CONSTRAINT {key}, ADD CONSTRAINT {key} PRIMARY KEY ({columns})"


class TenantUnique(_DatabaseOnlyConstraint):
    """`UNIQUE (agency_id, x_id)` in place of Django's `UNIQUE (x_id)` for the `TenantOneToOneField` called `field`."""

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, _, _ = super().deconstruct()
        return path, (), {"field": self.field, "name": self.name}

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table, column, django_name = self._names(model)
        quote = schema_editor.quote_name
        return (
            f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(django_name)}, "
            f"ADD CONSTRAINT {quote(self.name)} UNIQUE (agency_id, {quote(column)})"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        table, column, django_name = self._names(model)
        quote = schema_editor.quote_name
        return (
            f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(self.name)}, "
            f"ADD CONSTRAINT {quote(django_name)} UNIQUE ({quote(column)})"
        )

    def _names(self, model: type[models.Model]) -> tuple[str, str, str]:
        table, column = model._meta.db_table, cast(Any, model._meta.get_field(self.field)).column
        # What PostgreSQL calls a UNIQUE written behind a column.
        return table, column, f"{table}_{column}_key"


class TenantReference(_DatabaseOnlyConstraint):
    """`FOREIGN KEY (x_id, agency_id) REFERENCES … (id, agency_id)` for the `TenantForeignKey` called `field`."""

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, _, _ = super().deconstruct()
        return path, (), {"field": self.field, "name": self.name}

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        field = cast(Any, model._meta.get_field(self.field))
        quote = schema_editor.quote_name
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY ({quote(field.column)}, agency_id) "
            f"REFERENCES {quote(field.remote_field.model._meta.db_table)} (id, agency_id) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"


class TenantCompanion(_DatabaseOnlyConstraint):
    """Each row belongs to the row of `table` with the same (id, agency_id), and PostgreSQL deletes it with that one.

    For what is worked out from another row: writing it costs one key and one check.
    """

    def __init__(self, *, table: str, name: str) -> None:
        super().__init__(name=name)
        self.table = table

    def deconstruct(self) -> Any:
        path, _, _ = super().deconstruct()
        return path, (), {"table": self.table, "name": self.name}

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} FOREIGN KEY (id, agency_id) "
            f"REFERENCES {quote(self.table)} (id, agency_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"


class TenantPolicy(_DatabaseOnlyConstraint):
    """Row-level security: the bound role reads and writes only rows of the scope's agency."""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table, policy = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(self.name)
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
            f"CREATE POLICY {policy} ON {table} "
            f"USING (agency_id = nullif(current_setting('{SETTING}', true), '')::uuid)"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        table, policy = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(self.name)
        return f"DROP POLICY {policy} ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


def identity_constraints(table: str, *references: str) -> list[BaseConstraint]:
    """Composite keys for a table that is read before the scope is known (membership, API key, …)."""
    return [
        TenantPrimaryKey(name=f"{table}_key"),
        *(TenantReference(field=field, name=f"{table}_{field}_ref") for field in references),
    ]


def tenant_constraints(table: str, *references: str) -> list[BaseConstraint]:
    """Composite keys and the row-level policy of a business table; `references` are its TenantForeignKeys."""
    return [*identity_constraints(table, *references), TenantPolicy(name=f"{table}_policy")]
