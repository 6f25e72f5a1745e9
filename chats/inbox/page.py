"""The inbox page: chat list, thread, fan card, and the parts of it that htmx asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from chats.forms import FanForm, InboxFilter, NoteForm, ReplyForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.models import Chat, ChatNote, Message

CHATS_ON_A_PAGE = 40
MESSAGES_ON_A_PAGE = 50
NOTES_ON_THE_CARD = 50


@require_GET
@inbox_view
def inbox(request: Any) -> HttpResponse:
    """The chat list, with nothing opened."""
    context = list_context(request)
    part = part_wanted(request)
    if part is not None:
        return render(request, "chats/_rows.html" if "after" in request.GET else "chats/_list.html", context)
    return render(request, "chats/inbox.html", context)


@require_GET
@inbox_view
def chat(request: Any, pk: UUID) -> HttpResponse:
    """One chat; beside it the list, unless htmx asks for the conversation alone."""
    opened = visible_chat(request, pk)
    context = {"chat": opened, "query": request.GET.urlencode(), **thread_context(opened), **card_context(opened)}
    if part_wanted(request) is not None:
        return render(request, "chats/_conversation.html", context)
    return render(request, "chats/inbox.html", {**list_context(request), **context})


@require_GET
@inbox_view
def older(request: Any, pk: UUID) -> HttpResponse:
    """The messages above `?before=`."""
    opened = visible_chat(request, pk)
    before = get_object_or_404(Message.objects.in_chat(opened), pk=request.GET.get("before"))
    return render(request, "chats/_messages.html", {"chat": opened, **thread_context(opened, before)})


def list_context(request: Any) -> dict[str, Any]:
    """A page of the chat list, after `?after=` if given."""
    form = InboxFilter(request.GET, actor=request.actor)
    visible = Chat.objects.visible_to(request.actor)
    chats = form.apply(visible).for_list().in_inbox_order()
    if after := request.GET.get("after"):
        chats = chats.after(get_object_or_404(visible, pk=after))
    rows = list(chats[: CHATS_ON_A_PAGE + 1])
    query = request.GET.copy()
    query.pop("after", None)
    return {
        "filter": form,
        "chats": rows[:CHATS_ON_A_PAGE],
        "has_more": len(rows) > CHATS_ON_A_PAGE,
        "query": query.urlencode(),
    }


def thread_context(opened: Chat, before: Message | None = None) -> dict[str, Any]:
    """A page of messages, oldest first, ending at the newest or above `before`."""
    messages = Message.objects.in_chat(opened).for_thread().latest_first()
    if before:
        messages = messages.before(before)
    rows = list(messages[: MESSAGES_ON_A_PAGE + 1])
    return {"messages_shown": rows[:MESSAGES_ON_A_PAGE][::-1], "has_older": len(rows) > MESSAGES_ON_A_PAGE}


def card_context(opened: Chat) -> dict[str, Any]:
    """What the composer and the fan card need."""
    notes = ChatNote.objects.filter(agency_id=opened.agency_id, chat=opened).select_related("author__user")
    return {
        "reply": ReplyForm.blank(),
        "note_form": NoteForm(),
        "fan_form": FanForm(initial={"custom_name": opened.fan_custom_name, "tags": ", ".join(opened.tags)}),
        "notes": notes[:NOTES_ON_THE_CARD],
    }
