"""How the inbox's views find their chat, and whether they answer with a page or a part."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from chats.models import Chat


def inbox_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For people of an agency; others go to the login, or are told that they are in no agency."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_login(request)
        if request.actor is None or request.actor.agency_id is None:
            return render(request, "no_agency.html", status=403)
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        # Nobody reads chats by the back button after a logout.
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def _to_login(request: Any) -> HttpResponse:
    """To the login and then back to the page, also when only a part of the page was asked for."""
    if request.htmx:
        page = request.htmx.current_url_abs_path or reverse("inbox")
        return HttpResponseClientRedirect(redirect_to_login(page, settings.LOGIN_URL).url)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def visible_chat(request: Any, pk: UUID) -> Chat:
    """The chat, if this person may see it. Raises `Http404`."""
    chat: Chat = get_object_or_404(Chat.objects.visible_to(request.actor).for_card(), pk=pk)
    return chat


def uuid_or_404(text: str | None) -> UUID:
    """An id from the query string. Raises `Http404` for what is none."""
    try:
        return UUID(text or "")
    except ValueError as error:
        raise Http404 from error


def part_wanted(request: Any) -> str | None:
    """The id of the element that htmx wants filled; None for the whole page (also when restoring history)."""
    if not request.htmx or request.htmx.boosted or request.htmx.history_restore_request:
        return None
    return request.htmx.target or ""
