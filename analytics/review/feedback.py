"""What somebody is told about the messages they sent, in the inbox."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from analytics.models import MessageReview
from analytics.review.services import note_seen
from chats.inbox.access import inbox_view, part_wanted, uuid_or_404

REVIEWS_ON_A_PAGE = 50


@require_GET
@inbox_view
def feedback(request: Any) -> HttpResponse:
    """Reviews of one's own messages, latest first; `?before=` a review those that were given earlier.

    The page itself tells `seen` what it has shown, so that looking at an address changes nothing.
    """
    own = MessageReview.objects.visible_to(request.actor).of_sender(request.actor.membership_id)
    reviews = own.for_feedback()
    if before := request.GET.get("before"):
        last = get_object_or_404(own, pk=uuid_or_404(before))
        reviews = reviews.behind(last)
    rows = list(reviews[: REVIEWS_ON_A_PAGE + 1])
    shown = rows[:REVIEWS_ON_A_PAGE]
    context = {
        "reviews": shown,
        "older": shown[-1].pk if len(rows) > REVIEWS_ON_A_PAGE else None,
        "unseen": [review for review in shown if review.seen_at is None],
    }
    return render(request, "analytics/feedback.html", context)


@require_POST
@inbox_view
def seen(request: Any) -> HttpResponse:
    """The reviews that were shown are no news any more: the link of the top bar, or the page again."""
    note_seen(actor=request.actor, ids=[pk for pk in map(_uuid, request.POST.getlist("review")) if pk])
    if part_wanted(request) is None:
        return redirect("feedback")
    return render(request, "analytics/_feedback_link.html", {"is_current": True})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
