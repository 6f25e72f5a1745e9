"""What the guard has seen in a chat, decided where the chat is read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from chats import services
from chats.forms import DecideForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.models import Chat, GuardEvent


@require_POST
@inbox_view
def decide(request: Any, pk: UUID) -> HttpResponse:
    """Confirm an event, or dismiss it as a false alarm with a reason."""
    chat = visible_chat(request, pk)
    if not request.actor.may("change", GuardEvent):
        raise PermissionDenied
    form = DecideForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([str(error) for errors in form.errors.values() for error in errors])
        told = form.cleaned_data
        events = GuardEvent.objects.visible_to(request.actor).filter(agency_id=chat.agency_id, chat=chat)
        event = get_object_or_404(events, pk=told["event"])
        services.decide_event(actor=request.actor, event=event, decision=told["decision"], reason=told["reason"])
    except ValidationError as error:
        return _said(request, chat, " ".join(error.messages))
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    return render(request, "chats/_head_update.html", {"chat": visible_chat(request, pk)})


def _said(request: Any, chat: Chat, sentence: str) -> HttpResponse:
    """What is wrong with the decision; what was typed stays."""
    if part_wanted(request) is None:
        messages.error(request, sentence)
        return redirect("inbox_chat", pk=chat.pk)
    typed = {"event": request.POST.get("event", ""), "reason": request.POST.get("reason", "")}
    context = {"chat": chat, "problem": sentence, "deciding": typed}
    return render(request, "chats/_head_update.html", context, status=422)
