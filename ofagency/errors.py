"""Error pages that say what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is stale or was sent from elsewhere; Django calls this view."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page; under /api/ a problem document, as every other error there."""
    if request.path.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": "Not found.",
            "status": 404,
            "detail": "There is nothing at this address.",
        }
        return JsonResponse(problem, status=404, content_type="application/problem+json")
    return render(request, "404.html", status=404)
