"""Finds out who is acting, sends away who asks too often, and runs the view in their agency's scope and transaction.

Tells programs of wrong addresses as of every other error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware import common
from django.utils import timezone

from agencies.api_errors import PROBLEM_TYPE, nothing_here
from agencies.api_rates import rate_of, too_many
from agencies.identify import API_PREFIX, identify
from agencies.tenancy import agency_scope


class CommonMiddleware(common.CommonMiddleware):
    """As Django's, save for programs.

    What would write is not sent on to the address with a slash: most clients would ask there with GET, and take the
    answer for that of what they wanted. And no address is answered with a page, whether for people or for developers.
    """

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        is_safe = request.method in ("GET", "HEAD") or not request.path_info.startswith(API_PREFIX)
        return is_safe and super().should_redirect_with_slash(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        is_page = response.status_code == 404 and response.headers.get("Content-Type") != PROBLEM_TYPE
        return nothing_here(request) if is_page and request.path_info.startswith(API_PREFIX) else response


class ActorMiddleware:
    """Sets `request.actor` (None for a stranger) and keeps the scope open from the view to its response.

    An exception rolls back at once, before any other middleware or an error page deals with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = request.rate = None  # type: ignore[attr-defined]
        with ExitStack() as open_scope:
            request.open_scope = open_scope  # type: ignore[attr-defined]
            response = self.get_response(request)
        if rate := request.rate:  # type: ignore[attr-defined]
            for name, value in rate.headers().items():
                response.headers[name] = value
        return response

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        identity = identify(request)
        request.rate = rate = rate_of(request, identity)
        if rate and rate.is_refused:
            return too_many(request, rate)
        if identity is None:
            return None
        request.open_scope.enter_context(agency_scope(identity.agency_id))
        request.actor = actor = identity.actor()
        if actor.api_key_id is None:
            request.user.actor = actor
            _keep_time(request)
        return None

    def process_exception(self, request: Any, exception: Exception) -> None:
        # Hands the exception to the scope, which rolls back and does not swallow it.
        request.open_scope.pop_all().__exit__(*sys.exc_info())


def _keep_time(request: Any) -> None:
    request.open_scope.enter_context(timezone.override(request.user.timezone or "UTC"))


@contextmanager
def between_transactions(request: Any) -> Iterator[None]:
    """For a view that waits for another service: what it did so far is committed, the block holds no transaction, and
    behind it the scope is open again. What the view has read may have changed meanwhile."""
    request.open_scope.close()
    try:
        yield
    finally:
        request.open_scope.enter_context(agency_scope(request.actor.agency_id))
        if request.actor.api_key_id is None:
            _keep_time(request)
