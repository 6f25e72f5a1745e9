"""The front door."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect


@login_required
def home(request: Any) -> HttpResponse:
    """Owners, admins and the operator start in the admin, chatters in the inbox."""
    actor = request.actor
    return redirect("admin:index" if actor and actor.uses_admin else "inbox")
