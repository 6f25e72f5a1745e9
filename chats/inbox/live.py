"""What a page tells of itself: that it listens, which chat it shows, and that somebody types there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chats import services
from chats.inbox.access import inbox_view, uuid_or_404, visible_chat


@require_GET
@inbox_view
def events(request: Any) -> HttpResponse:
    """Who listens, for `chats.live.stream`, which makes an event stream of it."""
    actor = request.actor
    page = request.GET.get("page")
    ticket = {
        "agency": actor.agency_id,
        "creators": None if actor.creator_ids is None else list(actor.creator_ids),
        "user": actor.user_id,
        "zone": timezone.get_current_timezone_name(),
        "page": uuid_or_404(page) if page else None,
    }
    return HttpResponse(orjson.dumps(ticket), content_type="application/json")


@require_POST
@inbox_view
def here(request: Any, pk: UUID) -> HttpResponse:
    """The page shows this chat now."""
    chat = visible_chat(request, pk)
    services.enter_chat(actor=request.actor, chat=chat, page=uuid_or_404(request.POST.get("page")))
    return HttpResponse(status=204)


@require_POST
@inbox_view
def typing(request: Any, pk: UUID) -> HttpResponse:
    """Somebody types a reply here."""
    services.note_typing(actor=request.actor, chat=visible_chat(request, pk))
    return HttpResponse(status=204)
