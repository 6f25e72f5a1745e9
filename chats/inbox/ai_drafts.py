"""AI drafts for the open chat: asking, listening, rejecting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from chats import services
from chats.ai.cards import card_context
from chats.inbox.access import inbox_view, part_wanted, visible_chat
from chats.models import AIResponse, Chat, DraftRequest


@require_POST
@inbox_view
def drafts(request: Any, pk: UUID) -> HttpResponse:
    """The panel in which drafts will stream in, or the reason why there are none."""
    chat = visible_chat(request, pk)
    asked, problem = None, ""
    try:
        asked = services.request_drafts(actor=request.actor, chat=chat, anew="anew" in request.POST)
    except ValidationError as error:
        problem = " ".join(error.messages)
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    context = {"chat": chat, "asked": asked, "numbers": range(1, asked.wanted + 1) if asked else []}
    return render(request, "chats/_ai_panel.html", {**context, "problem": problem})


@require_GET
@inbox_view
def events(request: Any, pk: UUID, request_pk: UUID) -> HttpResponse:
    """Which request is listened to, for `chats.ai.stream`, which makes an event stream of it."""
    asked = get_object_or_404(_requests(request, visible_chat(request, pk)), pk=request_pk)
    ticket = {"agency": asked.agency_id, "request": asked.pk}
    return HttpResponse(orjson.dumps(ticket), content_type="application/json")


def _requests(request: Any, chat: Chat) -> Any:
    return DraftRequest.objects.visible_to(request.actor).filter(agency_id=chat.agency_id, chat=chat)


@require_POST
@inbox_view
def reject(request: Any, pk: UUID, draft_pk: UUID) -> HttpResponse:
    """This draft will not do; its card says so."""
    chat = visible_chat(request, pk)
    found = AIResponse.objects.visible_to(request.actor).filter(agency_id=chat.agency_id, chat=chat)
    draft, problem = get_object_or_404(found, pk=draft_pk), ""
    try:
        draft = services.reject_draft(
            actor=request.actor, draft=draft, reason=request.POST.get("reason", AIResponse.RejectReason.OTHER)
        )
    except ValidationError as error:
        problem = " ".join(error.messages)
    if part_wanted(request) is None:
        return redirect("inbox_chat", pk=chat.pk)
    return render(request, "chats/_ai_draft.html", card_context(draft, problem))
