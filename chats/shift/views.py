"""The shift in the top bar: start it, end it, and the sign of life that the browser sends while somebody works."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from agencies import shifts
from chats.inbox.access import inbox_view
from chats.shift.idle import idle_after


@require_POST
@inbox_view
def start(request: Any) -> HttpResponse:
    """Begin, and go on where one was."""
    shifts.start_shift(actor=request.actor)
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "inbox")


@require_POST
@inbox_view
def end(request: Any) -> HttpResponse:
    """End it and show what was done in it."""
    try:
        shift = shifts.end_shift(actor=request.actor, idle_after=idle_after(request.actor.agency_id))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("inbox")
    return redirect("shift", pk=shift.pk)


@require_POST
@inbox_view
def beat(request: Any) -> HttpResponse:
    """Somebody works at the page; answers with the top bar's part, which tells if the shift is over."""
    actor = request.actor
    shifts.note_activity(
        agency_id=actor.agency_id, membership_id=actor.membership_id, idle_after=idle_after(actor.agency_id)
    )
    return render(request, "chats/_shift.html")
