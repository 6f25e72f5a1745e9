"""Moving through a thread, and what can be done with one message in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh, push_url

from chats import services
from chats.find import find_in_chat
from chats.forms import DayForm, FindForm
from chats.inbox.access import inbox_view, part_wanted, uuid_or_404, visible_chat
from chats.inbox.page import card_context, conversation_context, whole_page
from chats.inbox.thread import first_message_of, latest_page, newer_page, older_page, page_around
from chats.models import Chat, Message


@require_GET
@inbox_view
def older(request: Any, pk: UUID) -> HttpResponse:
    """The messages above `?before=`: the part for the thread, or a page of its own."""
    opened = visible_chat(request, pk)
    return _page(request, opened, older_page(opened, _message_in(opened, request.GET.get("before"))))


@require_GET
@inbox_view
def newer(request: Any, pk: UUID) -> HttpResponse:
    """The messages below `?after=`."""
    opened = visible_chat(request, pk)
    return _page(request, opened, newer_page(opened, _message_in(opened, request.GET.get("after"))))


@require_GET
@inbox_view
def place(request: Any, pk: UUID) -> HttpResponse:
    """The messages around `?at=`, or the latest. The address then says so, and a reload shows the same."""
    opened = visible_chat(request, pk)
    at = request.GET.get("at")
    if part_wanted(request) is None:
        return redirect(_address(opened, at))
    page = page_around(opened, _message_in(opened, at)) if at else latest_page(opened)
    return push_url(_page(request, opened, page), _address(opened, at))


@require_GET
@inbox_view
def day(request: Any, pk: UUID) -> HttpResponse:
    """The first message of the day `?on=`, or the next after it."""
    opened = visible_chat(request, pk)
    form = DayForm(request.GET)
    sought = first_message_of(opened, form.cleaned_data["on"]) if form.is_valid() else None
    if part_wanted(request) is None:
        return redirect(_address(opened, sought and sought.pk))
    if sought is None:
        return _page(request, opened, latest_page(opened))
    return push_url(_page(request, opened, page_around(opened, sought)), _address(opened, sought.pk))


@require_GET
@inbox_view
def find(request: Any, pk: UUID) -> HttpResponse:
    """Where `?words=` were said, latest first; with `?before=` the search goes on from there."""
    opened, form = visible_chat(request, pk), FindForm(request.GET)
    before = _message_in(opened, request.GET["before"]) if request.GET.get("before") else None
    found = find_in_chat(opened, form.cleaned_data["words"], before=before) if form.is_valid() else None
    context = {"chat": opened, "find_form": form, "found": found, "goes_on": before is not None}
    if part_wanted(request) is not None:
        return render(request, "chats/_found.html", context)
    return whole_page(request, conversation_context(request.actor, opened) | context)


def _message_in(opened: Chat, pk: str | None) -> Message:
    message: Message = get_object_or_404(Message.objects.in_chat(opened), pk=uuid_or_404(pk))
    return message


def _address(opened: Chat, at: Any) -> str:
    return reverse("inbox_chat", args=[opened.pk]) + (f"?at={at}" if at else "")


def _page(request: Any, opened: Chat, page: dict[str, Any]) -> HttpResponse:
    context = {"chat": opened, **page}
    if part_wanted(request) is not None:
        return render(request, "chats/_messages.html", context)
    return whole_page(request, context | card_context(request.actor, opened))


@require_POST
@inbox_view
def retry(request: Any, pk: UUID, message_pk: UUID) -> HttpResponse:
    """Queue a message again that could not be delivered."""
    opened = visible_chat(request, pk)
    message = _message_in(opened, str(message_pk))
    try:
        services.retry_message(actor=request.actor, message=message)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseClientRefresh() if request.htmx else redirect(_address(opened, message.pk))
    if part_wanted(request) is None:
        return redirect(_address(opened, message.pk))
    shown = Message.objects.in_chat(opened).for_thread().get(pk=message.pk)
    return render(request, "chats/_message.html", {"chat": opened, "message": shown})
