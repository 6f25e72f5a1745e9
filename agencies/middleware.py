"""Finds out who is acting, and runs the view inside their agency's scope and transaction."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agencies.identify import identify
from agencies.scope import Actor
from agencies.tenancy import agency_scope


class ActorMiddleware:
    """Sets `request.actor` (None for a stranger).

    The scope is a transaction setting, so the view itself is called here, inside the transaction; a
    rendering that still waits is done here too, because templates ask the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        identity = identify(request)
        if identity is None:
            return None
        with agency_scope(identity.agency_id), timezone.override(_zone(request)):
            _attach(request, identity.actor())
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
        return response  # type: ignore[no-any-return]


def _attach(request: Any, actor: Actor) -> None:
    request.actor = actor
    if request.user.is_authenticated and actor.api_key_id is None:
        request.user.actor = actor


def _zone(request: Any) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(getattr(request.user, "timezone", None) or "UTC")
