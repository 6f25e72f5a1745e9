from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def actor(request: HttpRequest) -> dict[str, Any]:
    """`actor`: who is acting in which agency, or None."""
    return {"actor": getattr(request, "actor", None)}
