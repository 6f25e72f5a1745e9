"""What the API settings name: key authentication, permission table, JSON, errors.

Apart from `agencies.api_base`, because REST framework loads its settings before its own viewsets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404
from rest_framework import exceptions, negotiation, parsers, permissions, renderers
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.mediatypes import media_type_matches

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
    if (method := request.method or "GET") not in ACTION_OF_METHOD:
        raise exceptions.MethodNotAllowed(method)
    return view.needs or ACTION_OF_METHOD[method]


class AlwaysJson(negotiation.BaseContentNegotiation):
    """One format in, one out: whatever is asked for, JSON is what there is."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        accepted = (parser for parser in parsers if media_type_matches(parser.media_type, request.content_type))
        return next(accepted, None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class OrjsonParser(parsers.JSONParser):
    """JSON by orjson, which takes nothing that could not be written back (no NaN, no half characters)."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise exceptions.ParseError(f"This is no JSON: {error}.") from error


class OrjsonRenderer(renderers.JSONRenderer):
    """JSON by orjson; decimals as strings, times as ISO 8601 in UTC."""

    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error as RFC 9457 problem details; wrong fields are listed with a JSON pointer.

    Undoes what the request has written. Returns None for what is a bug, so that Django answers 500.
    """
    error = _as_api_exception(error)
    if not isinstance(error, exceptions.APIException):
        return None
    if getattr(context["request"], "actor", None) is not None:
        # The scope's transaction is open; a stranger has none.
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
    if isinstance(error, ProtectedError):
        return exceptions.ValidationError("Other rows need this one, so it cannot be deleted.", code="conflict")
    if isinstance(error, IntegrityError):
        return exceptions.ValidationError("This contradicts a row that exists.", code="conflict")
    return error
