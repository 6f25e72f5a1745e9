"""How the inbox's views find their chat, and whether they answer with a page or a part."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

from chats.models import Chat


def inbox_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For people of an agency; others go to the login, or are told that they are in no agency."""

    @login_required
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None or request.actor.agency_id is None:
            return render(request, "no_agency.html", status=403)
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    return guarded


def visible_chat(request: Any, pk: UUID) -> Chat:
    """The chat, if this person may see it. Raises `Http404`."""
    chat: Chat = get_object_or_404(Chat.objects.visible_to(request.actor).for_card(), pk=pk)
    return chat


def part_wanted(request: Any) -> str | None:
    """The id of the element that htmx wants filled; None for the whole page (also when restoring history)."""
    if not request.htmx or request.htmx.boosted or request.htmx.history_restore_request:
        return None
    return request.htmx.target or ""
