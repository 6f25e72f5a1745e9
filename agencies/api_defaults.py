"""What the API settings name: key authentication, permission table, JSON. Errors are in `agencies.api_errors`.

Apart from `agencies.api_base`, because REST framework loads its settings before its own viewsets.
"""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework import exceptions, negotiation, parsers, permissions, renderers
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
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
