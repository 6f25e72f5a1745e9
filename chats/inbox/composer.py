"""Replying, and marking chats as read or unread."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from chats import services
from chats.forms import ReplyForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.inbox.page import card_context, list_context, thread_context
from chats.models import Message


@require_POST
@inbox_view
def reply(request: Any, pk: UUID) -> HttpResponse:
    """Queue a reply. What was typed comes back with the reason if it cannot be sent."""
    chat = visible_chat(request, pk)
    form = ReplyForm(request.POST)
    if form.is_valid():
        fields = form.cleaned_data
        try:
            message = services.send_message(
                actor=request.actor, chat=chat, text=fields["text"], price=fields["price"], message_id=fields["token"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _sent(request, chat, message)
    if part_wanted(request) is not None:
        return render(request, "chats/_composer.html", {"chat": chat, "reply": form}, status=422)
    context = {"chat": chat, **list_context(request), **thread_context(chat), **card_context(chat), "reply": form}
    return render(request, "chats/inbox.html", context, status=422)


def _sent(request: Any, chat: Any, message: Message) -> HttpResponse:
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    shown = Message.objects.in_chat(chat).for_thread().get(pk=message.pk)
    chat.refresh_from_db(fields=["unread_count", "awaiting_reply_since", "last_message_at", "last_message_preview"])
    context = {"chat": chat, "message": shown, "reply": ReplyForm.blank()}
    return render(request, "chats/_sent.html", context)


@require_POST
@inbox_view
def read(request: Any, pk: UUID) -> HttpResponse:
    """Everything up to now has been seen."""
    chat = visible_chat(request, pk)
    services.mark_read(actor=request.actor, chat=chat)
    return _row_or_page(request, chat)


@require_POST
@inbox_view
def unread(request: Any, pk: UUID) -> HttpResponse:
    """Back among the unread."""
    chat = visible_chat(request, pk)
    services.mark_unread(actor=request.actor, chat=chat)
    return _row_or_page(request, chat)


def _row_or_page(request: Any, chat: Any) -> HttpResponse:
    if part_wanted(request) is None:
        return redirect("inbox")
    return render(request, "chats/_row_update.html", {"chat": chat, "query": ""})
