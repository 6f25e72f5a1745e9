from __future__ import annotations

from django.http import HttpRequest


def actor(request: HttpRequest) -> dict[str, object]:
    """`actor`: who is acting in which agency, or None."""
    return {"actor": getattr(request, "actor", None)}
