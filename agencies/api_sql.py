"""What the ORM says once, PostgreSQL answers as finished JSON.

A list is asked for again and again with other ids in the same places. So its queryset, `visible_to` and
filters included, is built with slots where those ids go, and compiled once (`agencies.statements`). PostgreSQL
writes each row as JSON: nothing is built in Python on the way to the client.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, cast

from django.db import connection, models
from django.db.models import Expression, F, Func, Value
from django.db.models.functions import Cast

from agencies.scope import Actor
from agencies.statements import Slot, Statement, compiled

#: How many statements are kept; the least used go first.
KEPT = 1024

# Their names are no identifiers, so that no filter is called like one of them.
AGENCY, MEMBERSHIP = Slot("actor's agency", models.UUIDField()), Slot("actor's membership", models.UUIDField())
CREATORS = Slot("actor's creators", models.UUIDField(), "(SELECT unnest(%s::uuid[]))")


def open_actor(actor: Actor) -> Actor:
    """What all actors of this kind have in common: `actor` with slots in place of its ids."""
    return _open_actor(
        actor.role, actor.agency_id is not None, actor.creator_ids is not None, actor.membership_id is not None
    )


@functools.cache
def _open_actor(role: str, in_agency: bool, limited: bool, is_member: bool) -> Actor:
    return Actor(
        role=role,
        agency_id=cast(Any, AGENCY if in_agency else None),
        creator_ids=cast(Any, CREATORS if limited else None),
        membership_id=cast(Any, MEMBERSHIP if is_member else None),
    )


def values_of(actor: Actor) -> dict[str, Any]:
    """What goes into the slots of `open_actor(actor)`."""
    return {
        AGENCY.name: actor.agency_id,
        MEMBERSHIP.name: actor.membership_id,
        CREATORS.name: list(actor.creator_ids or ()),
    }


def json_statement(queryset: Any, columns: Mapping[str, Expression | F], keyset: Mapping[str, Any]) -> Statement | None:
    """Each row of `queryset` as JSON text, followed by its values of the `keyset` columns; takes a slot `limit`.

    None if no row can ever match.
    """
    hidden = {name: column for name, column in keyset.items() if name not in columns}
    named = json_columns(queryset.model, {**columns, **hidden})
    rows = compiled(queryset.annotate(**named).values_list(*named))
    if rows is None:
        return None
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, (*columns, *hidden)))
    shown = ", ".join(f"page.{quote(name)}" for name in columns)
    row = f"(SELECT row_to_json(shown) FROM (SELECT {shown}) AS shown)" if hidden else "row_to_json(page)"
    keys = "".join(f", page.{quote(name)}" for name in keyset)
    sql = f"SELECT {row}::text{keys} FROM ({rows.sql} LIMIT %s) AS page ({names})"
    return Statement(sql, (*rows.params, Slot("limit", models.BigIntegerField())))


def json_columns(model: type[models.Model], columns: Mapping[str, Expression | F]) -> dict[str, Any]:
    """`columns` so that their JSON is what clients expect, under names that are none of the model's."""
    return {f"json_{name}": _as_json(model, column) for name, column in columns.items()}


def _as_json(model: type[models.Model], column: Expression | F) -> Any:
    """`column` so that its JSON is what clients expect: money as strings, times in UTC with a Z."""
    field = field_at(model, cast(Any, column).name) if isinstance(column, F) else None
    if isinstance(field, models.DecimalField):
        return Cast(column, models.TextField())
    if isinstance(field, models.DateTimeField):
        return Func(
            column,
            Value('YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            template="to_char(%(expressions)s)",
            arg_joiner=" AT TIME ZONE 'UTC', ",
            output_field=models.TextField(),
        )
    return column


def field_at(model: type[models.Model], path: str) -> Any:
    """The model field at the end of a look-up path like `chat__creator_id`."""
    field: Any = None
    for part in path.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        model = field.related_model or model
    return field
