"""Pages with numbers for the people of the inbox."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agencies.models import Shift
from analytics.shift_summary import summarize
from chats.inbox.access import inbox_view


@require_GET
@inbox_view
def shift(request: Any, pk: UUID) -> HttpResponse:
    """What was done in a shift: one's own, for owners and admins anybody's."""
    found = get_object_or_404(Shift.objects.visible_to(request.actor).select_related("membership__user"), pk=pk)
    is_own = found.membership_id == request.actor.membership_id
    context = {"shift": found, "summary": summarize(found), "is_own": is_own}
    return render(request, "analytics/shift.html", context)
