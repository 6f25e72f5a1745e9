"""Pages by key, written by PostgreSQL."""

from __future__ import annotations

import base64
import functools
from typing import Any
from uuid import UUID

import orjson
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Model, Q
from rest_framework import pagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from agencies.api_errors import WrongParametersError
from agencies.api_filters import Given, filtered, given_filters, refuse_unknown
from agencies.api_shape import WHOLE, Shape, columns_of, given_shape
from agencies.api_sql import KEPT, field_at, json_statement, open_actor, values_of
from agencies.scope import Actor
from agencies.statements import Slot, Statement

#: What every list takes beside its filters.
PARAMETERS = ("cursor", "page_size", "fields", "expand")
_IDS = Slot("ids", models.UUIDField(), "(SELECT unnest(%s::uuid[]))")


class KeysetPagination(pagination.BasePagination):
    """Pages by key: `?page_size=` 1 to 200, then follow `next` until it is null.

    The cursor holds the last row's key, so a page costs the same however deep it is, and rows that arrive
    meanwhile neither shift nor repeat others.
    """

    page_size = 50
    max_page_size = 200

    def page(self, request: Request, view: Any) -> dict[str, Any]:
        """The requested page of the view's rows: `results` as finished JSON, and the address of the `next` or None."""
        size, query = self.size(request), request.query_params
        refuse_unknown(query, {*PARAMETERS, *(view.filterset_class.base_filters if view.filterset_class else ())})
        given, values = given_filters(view.filterset_class, query)
        names = [column.removeprefix("-") for column in view.keyset]
        if cursor := query.get("cursor"):
            key = decode_cursor(cursor, view.queryset.model, names)
            values.update(zip(map(_after, names), key, strict=True))
        shape = given_shape(view.__class__, query)
        statement = _page_statement(view.__class__, open_actor(view.actor), given, bool(cursor), shape)
        rows = statement.run({**values, **values_of(view.actor), "limit": size + 1}) if statement else []
        following = None
        if len(rows) > size:
            cursor = encode_cursor(view.queryset.model, list(rows[size - 1][1:]))
            following = replace_query_param(request.build_absolute_uri(), "cursor", cursor)
        return {"next": following, "results": orjson.Fragment(f"[{','.join(row[0] for row in rows[:size])}]")}

    def size(self, request: Request) -> int:
        """How many rows are asked for. Raises `WrongParametersError`."""
        return asked_size(request, self.page_size, self.max_page_size)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What the OpenAPI document says of a page."""
        address = {"type": ["string", "null"], "format": "uri", "description": "Address of the next page, or null."}
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The query parameters of every list."""
        size = {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        cursor = {"type": "string"}
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": cursor, "description": "From `next`."},
            {"name": "page_size", "in": "query", "required": False, "schema": size},
        ]


def asked_size(request: Request, usual: int, most: int) -> int:
    """The `page_size` of a request, from 1 to `most`; `usual` if it names none. Raises `WrongParametersError`."""
    given = request.query_params.get("page_size", str(usual))
    try:
        size = int(given) if given.isascii() and given.isdigit() else 0
    except ValueError:  # a number of thousands of digits
        size = 0
    if not 1 <= size <= most:
        raise WrongParametersError({"page_size": f"A number from 1 to {most}."})
    return size


def row_json(view: Any, pk: Any, shape: Shape = WHOLE) -> str | None:
    """One visible row as it stands in a page, None if there is none."""
    statement = _row_statement(view.__class__, open_actor(view.actor), shape)
    rows = statement.run({**values_of(view.actor), "pk": pk, "limit": 1}) if statement else []
    return str(rows[0][0]) if rows else None


def rows_by_id(actor: Actor, view: Any, ids: list[UUID]) -> dict[UUID, str]:
    """Those of the rows that the actor may see, as the endpoint shows them, by id."""
    statement = _rows_statement(view, open_actor(actor))
    rows = statement.run({**values_of(actor), "ids": ids, "limit": len(ids)}) if statement else []
    return {pk: text for text, pk in rows}


# What clients ask for in ever new ways is compiled again and again, and never kept beyond KEPT.
@functools.lru_cache(maxsize=KEPT)
def _page_statement(view: type[Any], actor: Actor, given: Given, after: bool, shape: Shape) -> Statement | None:
    rows = filtered(view.visible(actor), view.filterset_class, given)
    if after:
        rows = rows.filter(_behind(view.queryset.model, view.keyset))
    every = view.serializer_class.columns()
    keyset = {name: every[name] for name in (column.removeprefix("-") for column in view.keyset)}
    return json_statement(rows.order_by(*view.keyset), columns_of(view, actor, shape), keyset)


@functools.lru_cache(maxsize=KEPT)
def _row_statement(view: type[Any], actor: Actor, shape: Shape) -> Statement | None:
    rows = view.visible(actor).filter(pk=Slot("pk", models.UUIDField()))
    return json_statement(rows, columns_of(view, actor, shape), {})


@functools.lru_cache(maxsize=KEPT)
def _rows_statement(view: type[Any], actor: Actor) -> Statement | None:
    rows = view.visible(actor).filter(pk__in=_IDS)
    return json_statement(rows, columns_of(view, actor, WHOLE), {"id": F("id")})


@functools.cache
def _signer(model: type[Model]) -> Signer:
    return Signer(salt=f"cursor of {model._meta.label_lower}")


def signed(signer: Signer, values: list[Any]) -> str:
    """Values as text that comes back only as we have made it."""
    return signer.sign(base64.urlsafe_b64encode(orjson.dumps(values, default=str)).decode())


def unsigned(signer: Signer, text: str) -> list[Any]:
    """The values in a text of `signed`. Raises `BadSignature`, or `ValueError` for what is none."""
    values: list[Any] = orjson.loads(base64.urlsafe_b64decode(signer.unsign(text)))
    return values


def encode_cursor(model: type[Model], values: list[Any]) -> str:
    """Signed, so that what comes back is what we made, for this table."""
    return signed(_signer(model), values)


def decode_cursor(cursor: str, model: type[Model], names: list[str]) -> list[Any]:
    """The key in `cursor`. Raises `WrongParametersError` for anything we did not make."""
    try:
        values = unsigned(_signer(model), cursor)
        return [field_at(model, name).to_python(value) for name, value in zip(names, values, strict=True)]
    except (BadSignature, ValueError) as error:
        raise WrongParametersError({"cursor": "Follow the address in `next`; this cursor is none of ours."}) from error


def _after(name: str) -> str:
    return f"after_{name}"


def _behind(model: type[Model], keyset: tuple[str, ...]) -> Q:
    """Rows after the cursor's in `keyset` order. The first column is bounded on its own, which lets an index seek."""
    condition, equal, bounds = Q(), Q(), Q()
    for column in keyset:
        name, operator = column.removeprefix("-"), "lt" if column.startswith("-") else "gt"
        slot = Slot(_after(name), field_at(model, name))
        condition |= equal & Q((f"{name}__{operator}", slot))
        bounds = bounds or Q((f"{name}__{operator}e", slot))
        equal &= Q((name, slot))
    return condition & bounds
