"""Pages with numbers for the people of the inbox."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from agencies.models import Agency, Shift
from analytics.dashboards import mine
from analytics.dashboards.forms import USUAL, span_of
from analytics.reports import Question
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


@require_GET
@inbox_view
def own_numbers(request: Any) -> HttpResponse:
    """What one has done oneself; whoever acts as nobody of the team has no such page."""
    actor = request.actor
    if actor.membership_id is None:
        raise Http404
    name = request.GET.get("range") if request.GET.get("range") in mine.RANGES else USUAL
    agency = Agency.objects.visible_to(actor).get()
    since, until = span_of(str(name), timezone.now().astimezone(ZoneInfo(agency.timezone)).date())
    members = frozenset([actor.membership_id])
    question = Question(actor=actor, timezone=agency.timezone, since=since, until=until, members=members)
    context = {"page": mine.page(question), "question": question, "ranges": mine.RANGES, "range": name}
    return render(request, "analytics/own_numbers.html", context)
