"""What the reply box shows: what was begun, the media that go along, and replies for later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from uuid_utils.compat import uuid7

from agencies.scope import Actor
from chats import services
from chats.forms import DraftForm, MediaFilterForm, ReplyForm
from chats.inbox.access import inbox_view, visible_chat
from chats.models import Chat, CreatorMedia, ScheduledMessage, Script, SentMedia
from chats.placeholders import fill_placeholders, placeholder_problem

MEDIA_ON_A_PAGE = 24
#: Scripts that typing / offers.
SCRIPTS_OFFERED = 200


def begun(actor: Actor, chat: Chat) -> ReplyForm:
    """The reply box with this member's draft."""
    draft = services.draft_of(actor=actor, chat=chat)
    if draft is None:
        return ReplyForm.blank()
    initial = {"token": uuid7(), "text": draft.text, "price": draft.price, "of_media_ids": draft.of_media_ids}
    form = ReplyForm(initial=initial | {"ai_response": draft.ai_response_id, "typed_text": draft.typed_text})
    form.saved_at = int(draft.updated_at.timestamp() * 1000)
    return form


def box_context(actor: Actor, chat: Chat, reply: ReplyForm, reasons: list[str] | None = None) -> dict[str, Any]:
    """What `_composer.html` needs; `reasons` are those to confirm."""
    of_ids = reply.chosen_ids()
    chosen = CreatorMedia.objects.visible_to(actor).filter(creator_id=chat.creator_id, of_media_id__in=of_ids)
    return {"chat": chat, "reply": reply, "chosen": list(chosen) if of_ids else [], "reasons": reasons}


def scheduled_context(actor: Actor, chat: Chat) -> dict[str, Any]:
    """The replies for later that still wait, or failed."""
    rows = ScheduledMessage.objects.visible_to(actor).filter(agency_id=chat.agency_id, chat=chat)
    shown = rows.exclude(status=ScheduledMessage.Status.SENT).select_related("author__user").order_by("send_at")
    return {"scheduled": list(shown[:20])}


@require_POST
@inbox_view
def draft(request: Any, pk: UUID) -> HttpResponse:
    """Keep what was typed so far."""
    chat = visible_chat(request, pk)
    form = DraftForm(request.POST)
    form.is_valid()
    fields = form.cleaned_data
    if request.actor.membership_id is None:
        # An operator has no drafts: their browser goes on keeping it.
        return HttpResponse()
    services.save_draft(
        actor=request.actor,
        chat=chat,
        text=fields.get("text", ""),
        price=fields.get("price"),
        of_media_ids=fields.get("of_media_ids", []),
        message_id=fields.get("token"),
        ai_response_id=fields.get("ai_response"),
        typed_text=fields.get("typed_text", ""),
    )
    return HttpResponse(status=204)


@require_GET
@inbox_view
def scripts(request: Any, pk: UUID) -> HttpResponse:
    """The scripts for this chat's creator, with the names filled in."""
    chat = visible_chat(request, pk)
    rows = Script.objects.visible_to(request.actor).filter(
        Q(creator_id=chat.creator_id) | Q(creator__isnull=True), is_active=True
    )
    found = [
        {
            "title": row.title,
            "shortcut": row.shortcut,
            "text": fill_placeholders(row.text, chat),
            "price": str(row.price) if row.price else "",
            "media": row.of_media_ids,
            "problem": placeholder_problem(row.text),
        }
        for row in rows[:SCRIPTS_OFFERED]
    ]
    return JsonResponse({"scripts": found})


@require_GET
@inbox_view
def media(request: Any, pk: UUID) -> HttpResponse:
    """The creator's media, latest sent first, with what this fan has had of them."""
    chat = visible_chat(request, pk)
    form = MediaFilterForm(request.GET)
    sent = SentMedia.objects.visible_to(request.actor).filter(agency_id=chat.agency_id, chat=chat)
    visible = CreatorMedia.objects.visible_to(request.actor).filter(creator_id=chat.creator_id)
    rows = list(form.apply(visible, sent)[: MEDIA_ON_A_PAGE + 1])
    shown = rows[:MEDIA_ON_A_PAGE]
    had = {row.of_media_id: row for row in sent.filter(of_media_id__in=[row.of_media_id for row in shown])}
    for row in shown:
        row.had = had.get(row.of_media_id)
    context = {
        "media_url": reverse("inbox_media", args=[chat.pk]),
        "filter": form,
        "media": shown,
        "has_more": len(rows) > MEDIA_ON_A_PAGE,
    }
    return render(request, "chats/_media_rows.html" if "after" in request.GET else "chats/_media.html", context)
