"""What we know about the fan: our name for them, tags, notes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from chats import services
from chats.forms import FanForm, NoteForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.inbox.page import card_context
from chats.models import Chat, ChatNote


@require_POST
@inbox_view
def describe(request: Any, pk: UUID) -> HttpResponse:
    """Set our name for the fan and the tags."""
    chat = visible_chat(request, pk)
    form = FanForm(request.POST)
    if form.is_valid():
        fields = form.cleaned_data
        try:
            services.describe_fan(
                actor=request.actor, chat=chat, custom_name=fields["custom_name"], tags=fields["tags"].split(",")
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _card(request, chat)
    return _card(request, chat, {"fan_form": form}, status=422)


@require_POST
@inbox_view
def add_note(request: Any, pk: UUID) -> HttpResponse:
    """Leave a note."""
    chat = visible_chat(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _card(request, chat, {"note_form": form}, status=422)
    services.add_note(actor=request.actor, chat=chat, text=form.cleaned_data["text"])
    return _card(request, chat)


@require_POST
@inbox_view
def delete_note(request: Any, pk: UUID, note_pk: UUID) -> HttpResponse:
    """Remove a note of one's own."""
    chat = visible_chat(request, pk)
    notes = ChatNote.objects.visible_to(request.actor).filter(chat=chat).select_related("chat")
    services.delete_note(actor=request.actor, note=get_object_or_404(notes, pk=note_pk))
    return _card(request, chat)


def _card(request: Any, chat: Chat, changed: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    return render(
        request,
        "chats/_card_update.html",
        {"chat": chat, **card_context(request.actor, chat), **(changed or {})},
        status=status,
    )
