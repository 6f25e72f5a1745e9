"""Replying, and marking chats as read or unread."""

from __future__ import annotations

from collections.abc import Iterable
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
from chats.forms import DraftForm, ReadForm, ReplyForm
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.inbox.page import conversation_context, whole_page
from chats.inbox.reply_box import box_context, scheduled_context
from chats.models import Chat, Message, ScheduledMessage


@require_POST
@inbox_view
def reply(request: Any, pk: UUID) -> HttpResponse:
    """Queue a reply, or keep it for later. What was typed comes back with the reason if it cannot be sent."""
    chat = visible_chat(request, pk)
    form = ReplyForm(request.POST)
    reasons = None
    if form.is_valid():
        try:
            return _done(request, chat, form.cleaned_data)
        except services.NeedsConfirmationError as error:
            reasons = error.reasons
        except ValidationError as error:
            form.add_error(None, error)
    box = box_context(request.actor, chat, form, reasons)
    if part_wanted(request) is not None:
        return render(request, "chats/_composer.html", box, status=422)
    return whole_page(request, {**conversation_context(request.actor, chat), **box}, status=422)


def _done(request: Any, chat: Chat, fields: dict[str, Any]) -> HttpResponse:
    told = {name: fields[name] for name in ("text", "price", "of_media_ids", "confirmed", "typed_text")}
    told["ai_response_id"] = fields["ai_response"]
    if "later" in request.POST:
        if fields["send_at"] is None:
            raise ValidationError({"send_at": "Choose when it should leave."})
        services.schedule_message(actor=request.actor, chat=chat, send_at=fields["send_at"], **told)
        return _scheduled(request, chat)
    message = services.send_message(actor=request.actor, chat=chat, message_id=fields["token"], **told)
    return _sent(request, chat, message)


def _sent(request: Any, chat: Chat, message: Message) -> HttpResponse:
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    shown = Message.objects.in_chat(chat).for_thread().get(pk=message.pk)
    chat = visible_chat(request, chat.pk)
    context = {**box_context(request.actor, chat, ReplyForm.blank()), "message": shown}
    return trigger_client_event(render(request, "chats/_sent.html", context), "reply-sent")


def _scheduled(request: Any, chat: Chat, form: ReplyForm | None = None) -> HttpResponse:
    """The reply box, and the replies for later above it."""
    box = box_context(request.actor, chat, form or ReplyForm.blank())
    if part_wanted(request) is None:
        return whole_page(request, {**conversation_context(request.actor, chat), **box})
    context = box | scheduled_context(request.actor, chat)
    return trigger_client_event(render(request, "chats/_scheduled_update.html", context), "reply-sent")


@require_POST
@inbox_view
def scheduled(request: Any, pk: UUID, scheduled_pk: UUID) -> HttpResponse:
    """Send a reply for later now, cancel it, or take it back into the box to change it."""
    chat = visible_chat(request, pk)
    rows = ScheduledMessage.objects.visible_to(request.actor).filter(agency_id=chat.agency_id, chat=chat)
    row = get_object_or_404(rows, pk=scheduled_pk)
    taken = (
        (row.text, row.price, row.of_media_ids, row.ai_response_id, row.typed_text) if "edit" in request.POST else ()
    )
    form = _with(request, *taken)
    try:
        if "now" in request.POST:
            services.send_scheduled_now(actor=request.actor, row=row)
        else:
            services.cancel_scheduled(actor=request.actor, row=row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseClientRefresh() if request.htmx else redirect("inbox_chat", pk=chat.pk)
    return _scheduled(request, chat, form)


def _with(
    request: Any,
    text: str = "",
    price: Any = None,
    of_media_ids: Iterable[int] = (),
    ai_response_id: UUID | None = None,
    typed_text: str = "",
) -> ReplyForm:
    """A reply box with a text that comes back to it, in front of what is being typed there."""
    typed = DraftForm(request.POST)
    typed.is_valid()
    begun = typed.cleaned_data
    return ReplyForm(
        initial={
            "token": uuid7(),
            "text": "\n".join(filter(None, [text, begun.get("text", "").strip()])),
            "price": price or begun.get("price"),
            "of_media_ids": list(dict.fromkeys([*of_media_ids, *begun.get("of_media_ids", [])])),
            "ai_response": ai_response_id or begun.get("ai_response"),
            "typed_text": "\n".join(filter(None, [typed_text, begun.get("typed_text", "").strip()])),
        }
    )


@require_POST
@inbox_view
def withdraw(request: Any, pk: UUID, message_pk: UUID) -> HttpResponse:
    """Take back a reply that has not left yet; text, price and media return to the reply box."""
    chat = visible_chat(request, pk)
    message = get_object_or_404(Message.objects.in_chat(chat), pk=message_pk)
    of_ids = list(message.media.values_list("of_media_id", flat=True))
    draft_id = message.drafted.values_list("pk", flat=True).first()
    typed_text = services.typed_text_of(message)
    form = _with(request, message.text, message.price or None, of_ids, draft_id, typed_text)
    try:
        services.withdraw_message(actor=request.actor, message=message)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseClientRefresh() if request.htmx else redirect("inbox_chat", pk=chat.pk)
    box = box_context(request.actor, visible_chat(request, pk), form)
    if part_wanted(request) is None:
        return whole_page(request, {**conversation_context(request.actor, chat), **box})
    return render(request, "chats/_withdrawn.html", box | {"withdrawn": message_pk})


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
