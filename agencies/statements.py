"""Statements that are compiled once and run often: the ORM says what is asked, with a `Slot` where a value goes.

Compiling a queryset costs more than most of our reads. What a request does every time is therefore compiled
at first use, kept, and prepared by PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Expression
from django.db.models.sql import InsertQuery


class Slot(Expression):
    """The place of a value that is known when the statement runs; `column` says how it goes to the database."""

    def __init__(self, name: str, column: models.Field[Any, Any], template: str = "%s") -> None:
        super().__init__(output_field=getattr(column, "target_field", column))
        self.name, self.column, self.template = name, column, template

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return self.template, [self]

    def prepared(self, value: Any) -> Any:
        """`value` as the database takes it."""
        return self.column.get_db_prep_value(value, connection) if self.template == "%s" else value


@dataclass(frozen=True)
class Statement:
    """SQL whose parameters are values or `Slot`s."""

    sql: str
    params: tuple[Any, ...]

    def run(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows that it tells, with `values` by the names of the slots."""
        params = [p.prepared(values[p.name]) if isinstance(p, Slot) else p for p in self.params]
        with cast(Any, connection).prepared_cursor() as cursor:
            cursor.execute(self.sql, params)
            return cursor.fetchall() if cursor.description else []


def compiled(queryset: Any) -> Statement | None:
    """The statement of a queryset whose look-ups name slots; None if no row can ever match."""
    try:
        sql, params = queryset.query.sql_with_params()
    except EmptyResultSet:
        return None
    return Statement(sql, params)


def first_row(sql: str, **values: Any) -> tuple[Any, ...] | None:
    """Run SQL of our own, prepared once; the first row that it tells, None if it tells none."""
    with cast(Any, connection).prepared_cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else None  # type: ignore[no-any-return]


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model, of which all columns are given here and none by the database."""
    if rows:
        fields = rows[0]._meta.concrete_fields
        values = {f"{n} {field.attname}": field.pre_save(row, True) for n, row in enumerate(rows) for field in fields}
        _inserting(type(rows[0]), len(rows)).run(values)


@lru_cache(maxsize=64)
def _inserting(model: type[models.Model], count: int) -> Statement:
    fields = model._meta.concrete_fields
    holes = [model(**{field.attname: Slot(f"{n} {field.attname}", field) for field in fields}) for n in range(count)]
    query = cast(Any, InsertQuery(model))
    query.insert_values(fields, holes)
    ((sql, params),) = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, tuple(params))
