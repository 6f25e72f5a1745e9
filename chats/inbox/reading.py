"""What AI reads for the team: the fan's summary in the card, translations in the thread and in the reply box.

The views here wait for a provider, each in a thread of the process and without a transaction, so only some may at
a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from agencies.middleware import between_transactions
from chats import services
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.inbox.fan_card import card_response
from chats.languages import LANGUAGES, code_of
from chats.models import Message

#: Of the process's threads, those that may wait for providers; the others answer everybody else.
_places = threading.BoundedSemaphore(3)
BUSY = "The server is busy with other translations and summaries. Try again in a few seconds."


@contextmanager
def _waiting(request: Any) -> Iterator[None]:
    """Room to wait in, and no transaction. Raises `ValidationError` where too many wait already."""
    if not _places.acquire(blocking=False):
        raise ValidationError(BUSY)
    try:
        with between_transactions(request):
            yield
    finally:
        _places.release()


def _translate(request: Any, ids: list[UUID]) -> services.Outcome:
    services.check_may_translate(request.actor)
    try:
        with _waiting(request):
            return services.translate_messages(agency_id=request.actor.agency_id, message_ids=ids)
    except ValidationError as error:
        return services.Outcome(0, " ".join(error.messages))


@require_POST
@inbox_view
def translate_message(request: Any, pk: UUID, message_pk: UUID) -> HttpResponse:
    """One message of the fan in the team's language, under the original."""
    chat = visible_chat(request, pk)
    message = get_object_or_404(Message.objects.in_chat(chat), pk=message_pk)
    problem = _translate(request, [message.pk]).problem
    if part_wanted(request) is None:
        if problem:
            messages.error(request, problem)
        return redirect("inbox_chat", pk=chat.pk)
    shown = get_object_or_404(Message.objects.in_chat(visible_chat(request, pk)).for_thread(), pk=message.pk)
    context = {"chat": chat, "message": shown, "translate_problem": problem}
    return render(request, "chats/_message.html", context, status=422 if problem else 200)


@require_POST
@inbox_view
def translate_chat(request: Any, pk: UUID) -> HttpResponse:
    """The latest messages of the fan that are not translated; they appear as they do for everybody, by the stream."""
    chat = visible_chat(request, pk)
    done = _translate(request, services.untranslated(chat))
    if part_wanted(request) is None:
        if done.problem:
            messages.error(request, done.problem)
        return redirect("inbox_chat", pk=chat.pk)
    status = 422 if done.problem else 200
    return render(request, "chats/_translated.html", {"chat": chat, "done": done}, status=status)


@require_POST
@inbox_view
def translate_reply(request: Any, pk: UUID) -> HttpResponse:
    """What is typed, in the fan's language, as JSON: `text`, `language`, `code`; or `problem`."""
    chat = visible_chat(request, pk)
    services.check_may_translate(request.actor)
    try:
        with _waiting(request):
            told = services.translate_reply(
                agency_id=chat.agency_id, chat_id=chat.pk, text=request.POST.get("text", "")
            )
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=422)
    return JsonResponse({"text": told.text, "language": chat.fan_language, "code": code_of(chat.fan_language)})


@require_POST
@inbox_view
def refresh_summary(request: Any, pk: UUID) -> HttpResponse:
    """Read what is new and show the facts anew, or why there are none."""
    chat = visible_chat(request, pk)
    services.check_may_refresh(request.actor)
    try:
        with _waiting(request):
            problem = services.refresh_summary(agency_id=chat.agency_id, chat_id=chat.pk)
    except ValidationError as error:
        problem = " ".join(error.messages)
    return card_response(request, visible_chat(request, pk), {"summary_problem": problem} if problem else None)


@require_POST
@inbox_view
def remove_fact(request: Any, pk: UUID) -> HttpResponse:
    """Remove a fact; it does not come back."""
    chat = visible_chat(request, pk)
    services.remove_fact(actor=request.actor, chat=chat, text=request.POST.get("fact", ""))
    return card_response(request, visible_chat(request, pk))


@require_GET
@inbox_view
def languages(request: Any) -> HttpResponse:
    """Languages by name, as options of a field."""
    return render(request, "chats/_options.html", {"options": LANGUAGES})
