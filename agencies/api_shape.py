"""What a client wants to see of a row: some fields only, references as the rows they name.

The shape goes into the statement, so that PostgreSQL writes what was asked for and nothing is looked up after it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.db.models import Expression, F, Func, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import get_resolver

from agencies.api_errors import WrongParametersError
from agencies.api_sql import json_columns
from agencies.scope import Actor

#: The endpoint that shows the rows of a model; filled where the endpoints get their addresses.
ENDPOINTS: dict[type[models.Model], Any] = {}


@functools.cache
def told_endpoints() -> dict[str, Any]:
    """The endpoints of the rows that those are told of who follow what changes, by what these are called there."""
    # A worker has had no reason yet to load the addresses.
    _ = get_resolver().url_patterns
    return {name: view for model, view in ENDPOINTS.items() if (name := getattr(model, "TOLD_AS", ""))}


@dataclass(frozen=True)
class Shape:
    """The named `fields` (None: all), in the serializer's order, and the references to be `expanded`."""

    fields: tuple[str, ...] | None = None
    expanded: tuple[str, ...] = ()


WHOLE = Shape()


def given_shape(view: Any, query: QueryDict) -> Shape:
    """The shape that `?fields=` and `?expand=` ask for. Raises `WrongParametersError`.

    In the order of the serializer and each once, so that the same wish is always the same statement.
    """
    if "fields" not in query and "expand" not in query:
        return WHOLE
    every = view.serializer_class.Meta.fields
    fields = named(query, "fields", every)
    expanded = named(query, "expand", references(view))
    if fields and (hidden := [name for name in expanded if name not in fields]):
        raise WrongParametersError({"expand": f"Name {', '.join(hidden)} in fields too, or leave fields out."})
    return Shape(fields or None, expanded)


def named(query: QueryDict, parameter: str, known: Any) -> tuple[str, ...]:
    """Those of `known` that a parameter names, divided by commas. Raises `WrongParametersError`."""
    given = {name.strip() for text in query.getlist(parameter) if text for name in text.split(",")}
    if unknown := sorted(given - set(known)):
        offered = f"There are: {', '.join(known)}." if known else "There is nothing to name here."
        raise WrongParametersError({parameter: f"Unknown: {', '.join(unknown)}. {offered}"})
    return tuple(name for name in known if name in given)


@functools.cache
def references(view: type[Any]) -> dict[str, Any]:
    """The fields of the view's rows that name a row with an endpoint of its own, and that endpoint."""
    targets = {name: _target(view.queryset.model, name) for name in view.serializer_class.Meta.fields}
    return {name: ENDPOINTS[target] for name, target in targets.items() if target in ENDPOINTS}


def _target(model: type[models.Model], name: str) -> Any:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field.related_model if isinstance(field, models.ForeignKey) else None


def columns_of(view: Any, actor: Actor, shape: Shape) -> dict[str, Expression | F]:
    """What is read for rows of that shape."""
    columns = view.serializer_class.columns()
    return {
        name: _expanded(references(view)[name], name, actor) if name in shape.expanded else columns[name]
        for name in shape.fields or columns
    }


class RowAsJson(Subquery):
    """The one row of a queryset as JSON, NULL if there is none."""

    template = "(SELECT row_to_json(named) FROM (%(subquery)s) AS named (%(names)s))"


def _expanded(endpoint: Any, name: str, actor: Actor) -> Expression | F:
    """The row that `name` refers to, as its endpoint shows it; its id where the actor may not see it."""
    model = endpoint.queryset.model
    if not actor.may("view", model):
        return F(name)
    named = json_columns(model, endpoint.serializer_class.columns())
    rows = endpoint.visible(actor).filter(pk=OuterRef(f"{name}_id")).order_by().annotate(**named).values(*named)
    names = ", ".join(connection.ops.quote_name(column.removeprefix("json_")) for column in named)
    text = models.TextField()
    # The types that Python would make of these do not matter: nothing of it is built in Python.
    row: Any = cast(Any, RowAsJson)(rows, output_field=text, names=names)
    return Coalesce(row, Func(F(name), function="to_json", output_field=text), output_field=text)
