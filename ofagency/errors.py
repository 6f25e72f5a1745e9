"""Error pages that say what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from agencies.api_errors import problem_response
from agencies.identify import API_PREFIX


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is stale or was sent from elsewhere; Django calls this view."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page; under /api/ programs get a problem in its place (`agencies.middleware`)."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page after a bug; under /api/ a problem whose `request_id` finds the bug in the logs."""
    if request.path.startswith(API_PREFIX):
        return problem_response(
            request, 500, "error", "Something went wrong here. Nothing was changed; it is in our logs."
        )
    return defaults.server_error(request)
