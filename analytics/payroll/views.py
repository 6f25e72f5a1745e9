"""One's own pay, in the inbox; a statement by itself, to be read or printed, also for owners and admins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agencies.models import Agency
from analytics.models import Statement
from analytics.payroll.services import so_far
from chats.inbox.access import inbox_view

#: Ten years.
MONTHS_SHOWN = 120


@require_GET
@inbox_view
def pay(request: Any) -> HttpResponse:
    """What the current month brings by now, and the months that are settled."""
    actor = request.actor
    context: dict[str, Any] = {"statements": []}
    if actor.membership_id:
        own = Statement.objects.visible_to(actor).filter(membership_id=actor.membership_id)
        agency = Agency.objects.get(pk=actor.agency_id)
        month, draft = so_far(agency=agency, membership_id=actor.membership_id)
        settled = own.filter(status=Statement.Status.LOCKED)[:MONTHS_SHOWN]
        context = {"month": month, "draft": draft, "statements": settled}
    return render(request, "analytics/pay.html", context)


@require_GET
@inbox_view
def payslip(request: Any, pk: UUID) -> HttpResponse:
    """One statement: one's own once it is locked, for owners and admins anybody's."""
    visible = Statement.objects.visible_to(request.actor).select_related("membership__user", "agency")
    statement = get_object_or_404(visible.prefetch_related("lines"), pk=pk)
    is_own = statement.membership_id == request.actor.membership_id
    return render(request, "analytics/payslip.html", {"statement": statement, "is_own": is_own})
