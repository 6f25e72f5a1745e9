"""The queue in the inbox: the next chat, claims, snoozes, assignments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import push_url, reswap

from agencies.models import Membership
from chats import services
from chats.forms import AssignForm, SnoozeForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.inbox.page import conversation_context, list_query
from chats.models import Chat
from chats.queue import reasons


@require_POST
@inbox_view
def next_chat(request: Any) -> HttpResponse:
    """Claim and open the chat that most deserves an answer, and say why."""
    after = Chat.objects.visible_to(request.actor).filter(pk=_uuid(request.POST.get("after"))).first()
    chosen = services.next_chat(actor=request.actor, after=after)
    if chosen is None:
        if part_wanted(request) is None:
            messages.info(request, "Nobody waits for an answer. Well done.")
            return redirect("inbox")
        return reswap(render(request, "chats/_queue_empty.html"), "none")
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chosen.pk)
    chat = visible_chat(request, chosen.pk)
    context = {
        "query": list_query(request),
        "why": reasons(chat, services.settings_of(chat.agency_id)),
        **conversation_context(request.actor, chat),
    }
    return push_url(render(request, "chats/_conversation.html", context), reverse("inbox_chat", args=[chat.pk]))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@require_POST
@inbox_view
def claim(request: Any, pk: UUID) -> HttpResponse:
    """Answer this fan alone; with `take` also if a colleague does."""
    chat = visible_chat(request, pk)
    try:
        services.claim_chat(actor=request.actor, chat=chat, take_over=bool(request.POST.get("take")))
    except ValidationError as error:
        return _said(request, chat, " ".join(error.messages), status=409)
    return _head(request, chat)


@require_POST
@inbox_view
def release(request: Any, pk: UUID) -> HttpResponse:
    """Leave the fan to the others."""
    chat = visible_chat(request, pk)
    services.release_chat(actor=request.actor, chat=chat)
    return _head(request, chat)


@require_POST
@inbox_view
def snooze(request: Any, pk: UUID) -> HttpResponse:
    """Keep the chat out of the queue for some hours, or until a time; or no longer."""
    chat = visible_chat(request, pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return _said(request, chat, _sentences(form), status=422)
    try:
        services.snooze_chat(actor=request.actor, chat=chat, until=form.moment())
    except ValidationError as error:
        return _said(request, chat, " ".join(error.messages), status=422)
    return _head(request, chat)


@require_GET
@inbox_view
def head(request: Any, pk: UUID) -> HttpResponse:
    """The head of a conversation as it is now; its row in the list comes by the stream, and may be newer."""
    chat = visible_chat(request, pk)
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    return render(request, "chats/_head.html", {"chat": chat})


@require_http_methods(["GET", "POST"])
@inbox_view
def assign(request: Any, pk: UUID) -> HttpResponse:
    """Give the chat to a colleague, with a note; GET shows to whom it can go."""
    chat = visible_chat(request, pk)
    if request.method == "GET":
        return render(request, "chats/_assign.html", {"chat": chat, "form": AssignForm(chat=chat)})
    form = AssignForm(request.POST, chat=chat)
    if not form.is_valid():
        return _said(request, chat, _sentences(form), status=422)
    member: Membership | None = form.cleaned_data["member"]
    try:
        services.assign_chat(actor=request.actor, chat=chat, member=member, note=form.cleaned_data["note"])
    except ValidationError as error:
        return _said(request, chat, " ".join(error.messages), status=422)
    return _head(request, chat)


def _sentences(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _head(request: Any, chat: Chat) -> HttpResponse:
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    return render(request, "chats/_head_update.html", {"chat": visible_chat(request, chat.pk)})


def _said(request: Any, chat: Chat, sentence: str, status: int) -> HttpResponse:
    """What went wrong, where the conversation's head is."""
    if part_wanted(request) is None:
        messages.error(request, sentence)
        return redirect("inbox_chat", pk=chat.pk)
    context = {"chat": visible_chat(request, chat.pk), "problem": sentence}
    return render(request, "chats/_head_update.html", context, status=status)
