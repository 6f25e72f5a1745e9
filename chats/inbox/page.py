"""The inbox page: chat list, thread, fan card, and the parts of it that htmx asks for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django_htmx.http import replace_url

from agencies.scope import Actor
from chats import services
from chats.forms import FanForm, InboxFilter, NoteForm, TagForm
from chats.inbox.access import inbox_view, part_wanted, uuid_or_404, visible_chat
from chats.inbox.card import fan_facts
from chats.inbox.facts import facts_of
from chats.inbox.reply_box import begun, box_context, scheduled_context
from chats.inbox.thread import latest_page, page_around
from chats.live.announce import current_cursor
from chats.models import Chat, ChatNote, Message

CHATS_ON_A_PAGE = 40
NOTES_ON_THE_CARD = 50


@require_GET
@inbox_view
def inbox(request: Any) -> HttpResponse:
    """The chat list, with nothing opened."""
    context = list_context(request)
    part = part_wanted(request)
    if part is not None:
        return _list_part(request, context)
    return render(request, "chats/inbox.html", context)


def _list_part(request: Any, context: dict[str, Any]) -> HttpResponse:
    if "after" in request.GET:
        return render(request, "chats/_rows.html", context)
    response = render(request, "chats/_list.html", context)
    # The address keeps the opened chat and says what the list shows, so that a reload shows the same.
    page = urlsplit(request.htmx.current_url_abs_path or reverse("inbox")).path
    return replace_url(response, f"{page}?{context['query']}" if context["query"] else page)


@require_GET
@inbox_view
def chat(request: Any, pk: UUID) -> HttpResponse:
    """One chat; beside it the list, unless htmx asks for the conversation alone."""
    opened = visible_chat(request, pk)
    at = request.GET.get("at")
    sought = get_object_or_404(Message.objects.in_chat(opened), pk=uuid_or_404(at)) if at else None
    context = {"query": list_query(request), **conversation_context(request.actor, opened, sought)}
    if part_wanted(request) is not None:
        return render(request, "chats/_conversation.html", context)
    return whole_page(request, context)


def whole_page(request: Any, conversation: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page with the list beside an opened conversation."""
    return render(request, "chats/inbox.html", list_context(request) | conversation, status=status)


def conversation_context(actor: Actor, opened: Chat, sought: Message | None = None) -> dict[str, Any]:
    """A chat with its latest messages (or those around `sought`), its reply box and its fan card."""
    page = page_around(opened, sought) if sought else latest_page(opened)
    return {"chat": opened, **page, **card_context(actor, opened)}


def list_context(request: Any) -> dict[str, Any]:
    """A page of the chat list, after `?after=` if given."""
    # Read first: what changes while the page is made is then told again.
    since = current_cursor()
    form = InboxFilter(request.GET, actor=request.actor)
    visible = Chat.objects.visible_to(request.actor)
    chats = form.apply(visible).for_list().in_inbox_order()
    if after := request.GET.get("after"):
        chats = chats.after(get_object_or_404(visible, pk=uuid_or_404(after)))
    rows = list(chats[: CHATS_ON_A_PAGE + 1])
    return {
        "filter": form,
        "chats": services.with_own_drafts(actor=request.actor, chats=rows[:CHATS_ON_A_PAGE]),
        "has_more": len(rows) > CHATS_ON_A_PAGE,
        "query": list_query(request),
        "live_since": since,
    }


def list_query(request: Any) -> str:
    """What narrows the list, as a query string for the links in it."""
    query = QueryDict(mutable=True)
    query.update({name: value for name in InboxFilter.base_fields if (value := request.GET.get(name))})
    return query.urlencode()


def card_context(actor: Actor, opened: Chat) -> dict[str, Any]:
    """What the composer and the fan card need."""
    notes = list(
        ChatNote.objects.visible_to(actor).filter(chat=opened).select_related("author__user")[:NOTES_ON_THE_CARD]
    )
    for note in notes:
        note.is_own = actor.may("change", note)  # type: ignore[attr-defined]
    return {
        **box_context(actor, opened, begun(actor, opened)),
        **scheduled_context(actor, opened),
        "note_form": NoteForm(),
        "fan_form": FanForm.of(opened),
        "tag_form": TagForm(),
        "notes": notes,
        "facts": facts_of(opened),
        **fan_facts(actor, opened),
    }
