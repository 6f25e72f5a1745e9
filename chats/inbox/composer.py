"""Replying, and marking chats as read or unread."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event
from uuid_utils.compat import uuid7

from chats import services
from chats.forms import ReadForm, ReplyForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.inbox.page import conversation_context, whole_page
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
    return whole_page(request, {**conversation_context(request.actor, chat), "reply": form}, status=422)


def _sent(request: Any, chat: Any, message: Message) -> HttpResponse:
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    shown = Message.objects.in_chat(chat).for_thread().get(pk=message.pk)
    chat = visible_chat(request, chat.pk)
    context = {"chat": chat, "message": shown, "reply": ReplyForm.blank()}
    return trigger_client_event(render(request, "chats/_sent.html", context), "reply-sent")


@require_POST
@inbox_view
def withdraw(request: Any, pk: UUID, message_pk: UUID) -> HttpResponse:
    """Take back a reply that has not left yet; its text returns to the reply box."""
    chat = visible_chat(request, pk)
    message = get_object_or_404(Message.objects.in_chat(chat), pk=message_pk)
    form = ReplyForm(initial={"token": uuid7(), "text": message.text, "price": message.price or None})
    try:
        services.withdraw_message(actor=request.actor, message=message)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseClientRefresh() if request.htmx else redirect("inbox_chat", pk=chat.pk)
    if part_wanted(request) is None:
        return whole_page(request, {**conversation_context(request.actor, chat), "reply": form})
    chat = visible_chat(request, pk)
    return render(request, "chats/_withdrawn.html", {"chat": chat, "reply": form, "withdrawn": message_pk})


@require_POST
@inbox_view
def read(request: Any, pk: UUID) -> HttpResponse:
    """Everything that the page showed has been seen."""
    chat = visible_chat(request, pk)
    form = ReadForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else None
    services.mark_read(actor=request.actor, chat=chat, until=until)
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
    return render(request, "chats/_row_update.html", {"chat": chat})
