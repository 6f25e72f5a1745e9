"""Error pages that say what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is stale or was sent from elsewhere; Django calls this view."""
    return render(request, "403_csrf.html", status=403)
