"""The fan card: our name for the fan, their time zone, tags, notes."""

from __future__ import annotations

from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chats import services
from chats.forms import FanForm, NoteForm, TagForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.inbox.page import card_context, conversation_context, whole_page
from chats.models import Chat, ChatNote

#: Tags are offered from those of this many chats, the first in the inbox.
CHATS_READ_FOR_TAGS = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@inbox_view
def describe(request: Any, pk: UUID) -> HttpResponse:
    """Set our name for the fan and their time zone; GET shows the card as it is."""
    chat = visible_chat(request, pk)
    if request.method != "POST":
        return card_response(request, chat)
    form = FanForm(request.POST)
    if form.is_valid():
        try:
            services.describe_fan(actor=request.actor, chat=chat, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return card_response(request, chat)
    return card_response(request, visible_chat(request, pk), {"fan_form": form})


@require_POST
@inbox_view
def add_tags(request: Any, pk: UUID) -> HttpResponse:
    """Put a tag on the chat."""
    chat, form = visible_chat(request, pk), TagForm(request.POST)
    if form.is_valid():
        try:
            services.add_tags(actor=request.actor, chat=chat, tags=form.cleaned_data["tag"].split(","))
        except ValidationError as error:
            form.add_error("tag", error.messages)
        else:
            return card_response(request, chat)
    return card_response(request, visible_chat(request, pk), {"tag_form": form})


@require_POST
@inbox_view
def remove_tag(request: Any, pk: UUID) -> HttpResponse:
    """Take a tag off the chat."""
    chat = visible_chat(request, pk)
    services.remove_tag(actor=request.actor, chat=chat, tag=request.POST.get("tag", ""))
    return card_response(request, chat)


@require_GET
@inbox_view
def tags(request: Any) -> HttpResponse:
    """The tags in use, as options of a field."""
    chats = Chat.objects.visible_to(request.actor).in_inbox_order().values_list("tags", flat=True)
    used = sorted(set(chain.from_iterable(chats[:CHATS_READ_FOR_TAGS])))
    return render(request, "chats/_options.html", {"options": used})


@require_GET
@inbox_view
def timezones(request: Any) -> HttpResponse:
    """All time zones, as options of a field."""
    return render(request, "chats/_options.html", {"options": sorted(available_timezones())})


@require_POST
@inbox_view
def add_note(request: Any, pk: UUID) -> HttpResponse:
    """Leave a note."""
    chat = visible_chat(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return card_response(request, chat, {"note_form": form})
    services.add_note(actor=request.actor, chat=chat, text=form.cleaned_data["text"])
    return card_response(request, chat)


@require_http_methods(["GET", "HEAD", "POST"])
@inbox_view
def note(request: Any, pk: UUID, note_pk: UUID) -> HttpResponse:
    """Change a note of one's own; GET opens it for that."""
    chat = visible_chat(request, pk)
    row = _note_in(request, chat, note_pk)
    if request.method != "POST":
        context = {"chat": chat, "note": row, "edit_form": NoteForm(initial={"text": row.text})}
        if part_wanted(request) is not None:
            return render(request, "chats/_note_form.html", context)
        return whole_page(request, conversation_context(request.actor, chat) | context | {"edited": row.pk})
    form = NoteForm(request.POST)
    if not form.is_valid():
        return card_response(request, chat, {"edit_form": form, "edited": row.pk})
    services.change_note(actor=request.actor, note=row, text=form.cleaned_data["text"])
    return card_response(request, chat)


@require_POST
@inbox_view
def delete_note(request: Any, pk: UUID, note_pk: UUID) -> HttpResponse:
    """Remove a note of one's own."""
    chat = visible_chat(request, pk)
    services.delete_note(actor=request.actor, note=_note_in(request, chat, note_pk))
    return card_response(request, chat)


def _note_in(request: Any, chat: Chat, pk: UUID) -> ChatNote:
    notes = ChatNote.objects.visible_to(request.actor).filter(chat=chat).select_related("chat")
    found: ChatNote = get_object_or_404(notes, pk=pk)
    return found


def card_response(request: Any, chat: Chat, refused: dict[str, Any] | None = None) -> HttpResponse:
    """The card as it is now, or with the form that was `refused` and why."""
    status = 422 if refused else 200
    if part_wanted(request) is None:
        if not refused:
            return redirect("inbox_chat", pk=chat.pk)
        return whole_page(request, {**conversation_context(request.actor, chat), **refused}, status=status)
    context = {"chat": chat, **card_context(request.actor, chat), **(refused or {})}
    return render(request, "chats/_card_update.html", context, status=status)
