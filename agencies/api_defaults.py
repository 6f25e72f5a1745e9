"""What the API settings name: key authentication, permission table, JSON, pages, errors.

Apart from `agencies.api_base`, because REST framework loads its settings before its own viewsets.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.http import Http404
from rest_framework import exceptions, pagination, permissions, renderers
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from agencies.identify import presented_key

ACTION_OF_METHOD = {
    "GET": "view", "HEAD": "view", "OPTIONS": "view", "POST": "add", "PUT": "change", "PATCH": "change",
    "DELETE": "delete",
}  # fmt: skip


class KeyUser:
    """Stands in `request.user` for an API key, and answers permission questions like a user."""

    is_authenticated = True
    is_active = True
    is_anonymous = False
    pk = None

    def __init__(self, actor: Any) -> None:
        self.actor = actor

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return bool(self.actor.has_perm(perm, obj))


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Api-Key <key>`. The middleware has looked the key up; here a wrong one becomes 401."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        if presented_key(request) is None:
            return None
        actor = getattr(request._request, "actor", None)
        if actor is None or actor.api_key_id is None:
            raise exceptions.AuthenticationFailed("This API key is unknown, revoked or expired.")
        return KeyUser(actor), actor

    def authenticate_header(self, request: Request) -> str:
        return "Api-Key"


class TablePermission(permissions.BasePermission):
    """Asks the permission table. What is not visible is 404 before this is asked of a row."""

    def has_permission(self, request: Request, view: Any) -> bool:
        actor = getattr(request._request, "actor", None)
        if actor is None or not request.user.is_authenticated:
            return False
        return bool(actor.may(_action(request, view), view.permission_model()))

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        return bool(request._request.actor.may(_action(request, view), obj))  # type: ignore[attr-defined]


def _action(request: Request, view: Any) -> str:
    return view.needs or ACTION_OF_METHOD[request.method or "GET"]


class OrjsonRenderer(renderers.JSONRenderer):
    """JSON by orjson; decimals as strings, times as ISO 8601 in UTC."""

    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


class KeysetPagination(pagination.BasePagination):
    """Pages by key: `?page_size=` 1 to 200, then follow `next` until it is null.

    The cursor holds the last row's key, so a page costs the same however deep it is, and rows that arrive
    meanwhile neither shift nor repeat others.
    """

    page_size = 50
    max_page_size = 200

    def page(
        self, request: Request, queryset: Any, keyset: tuple[str, ...], as_rows: Callable[[Any], Any]
    ) -> tuple[list[dict[str, Any]], str | None]:
        """The rows of the requested page in `keyset` order, and the address of the next one or None."""
        size = self._size(request)
        names = [column.removeprefix("-") for column in keyset]
        if cursor := request.query_params.get("cursor"):
            queryset = queryset.filter(_behind(keyset, _decoded(cursor, queryset.model, names)))
        rows = list(as_rows(queryset.order_by(*keyset))[: size + 1])
        if len(rows) <= size:
            return rows, None
        rows.pop()
        cursor = _encoded(queryset.model, [rows[-1][name] for name in names])
        return rows, replace_query_param(request.build_absolute_uri(), "cursor", cursor)

    def _size(self, request: Request) -> int:
        try:
            size = int(request.query_params.get("page_size", self.page_size))
        except ValueError:
            size = 0
        if not 1 <= size <= self.max_page_size:
            raise exceptions.ValidationError({"page_size": f"A number from 1 to {self.max_page_size}."})
        return size

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
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": "From `next`.",
            },
            {"name": "page_size", "in": "query", "required": False, "schema": size},
        ]


def _signer(model: type[Model]) -> Signer:
    return Signer(salt=f"cursor of {model._meta.label_lower}")


def _encoded(model: type[Model], values: list[Any]) -> str:
    """Signed, so that what comes back is what we made, for this table."""
    return _signer(model).sign(base64.urlsafe_b64encode(orjson.dumps(values, default=str)).decode())


def _decoded(cursor: str, model: type[Model], names: list[str]) -> list[Any]:
    """The key in `cursor`. Raises `ValidationError` for anything we did not make."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(_signer(model).unsign(cursor)))
        fields: list[Any] = [model._meta.get_field(name) for name in names]
        return [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except (BadSignature, ValueError) as error:
        raise exceptions.ValidationError(
            {"cursor": "Follow the address in `next`; this cursor is none of ours."}
        ) from error


def _behind(keyset: tuple[str, ...], values: list[Any]) -> Q:
    """Rows after `values` in `keyset` order. The first column is bounded on its own, which lets an index seek."""
    condition, equal = Q(), Q()
    for column, value in zip(keyset, values, strict=True):
        name, operator = column.removeprefix("-"), "lt" if column.startswith("-") else "gt"
        condition |= equal & Q((f"{name}__{operator}", value))
        equal &= Q((name, value))
    first, operator = keyset[0].removeprefix("-"), "lte" if keyset[0].startswith("-") else "gte"
    return condition & Q((f"{first}__{operator}", values[0]))


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error as RFC 9457 problem details; wrong fields are listed with a JSON pointer.

    Undoes what the request has written. Returns None for what is a bug, so that Django answers 500.
    """
    error = _as_api_exception(error)
    if not isinstance(error, exceptions.APIException):
        return None
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    problem: dict[str, Any] = {"type": "about:blank", "title": str(error.default_detail), "status": error.status_code}
    if isinstance(error, exceptions.ValidationError):
        problem["errors"] = list(_pointed(error.detail))
    else:
        problem["detail"] = str(error.detail)
    headers = {"WWW-Authenticate": scheme} if (scheme := getattr(error, "auth_header", None)) else {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return Response(problem, status=error.status_code, headers=headers, content_type="application/problem+json")


def _pointed(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Each message with the JSON pointer of the field it is about ("" is the whole body)."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _pointed(inner, pointer if name in ("non_field_errors", "__all__") else f"{pointer}/{name}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _pointed(inner, pointer if isinstance(inner, str) else f"{pointer}/{index}")
    else:
        yield {"pointer": pointer, "detail": str(detail)}


def _as_api_exception(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, DjangoValidationError):
        return exceptions.ValidationError(error.message_dict if hasattr(error, "error_dict") else error.messages)
    if isinstance(error, IntegrityError):
        return exceptions.ValidationError("This contradicts a row that exists.", code="conflict")
    return error
