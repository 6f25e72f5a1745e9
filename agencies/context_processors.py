from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from agencies.services import agencies_of


def actor(request: HttpRequest) -> dict[str, Any]:
    """`actor`: who is acting in which agency, or None; `agency_choices`: where else they could act."""
    user = getattr(request, "user", None)
    return {
        "actor": getattr(request, "actor", None),
        "agency_choices": SimpleLazyObject(lambda: agencies_of(user) if user and user.is_authenticated else []),
    }
