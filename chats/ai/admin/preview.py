"""What would be sent to each provider for a chat, to the letter. Nothing is sent, and nothing is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from unfold.widgets import UnfoldAdminTextInputWidget

from agencies.admin_base import acting
from agencies.scope import Actor
from chats.ai.context import situation_of
from chats.ai.playbook.drafting import drafts_for
from chats.ai.prices import cost_of
from chats.ai.prompts import built_in
from chats.ai.providers.base import Situation
from chats.ai.providers.registry import providers_in_force
from chats.ai.tokens import OF_A_MESSAGE, guess
from chats.models import AIProvider, Chat, PromptVersion
from chats.search.find import find_fans

CHATS_SHOWN = 12
#: What an address says for the product's own prompt.
OWN = "own"


class FanForm(forms.Form):
    """Whose chat; by POST, as addresses are logged."""

    fan = forms.CharField(
        required=False, max_length=100, label="Fan", help_text="A part of the name. Empty: the latest chats.",
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip


def preview_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page; `?chat=` says whose, `?prompt=` with which version if not the one in use."""
    actor = acting(request)
    if actor.agency_id is None or not (actor.may("view", PromptVersion) and actor.may("view", Chat)):
        raise PermissionDenied
    chat = _row(Chat.objects.visible_to(actor).select_related("creator"), request.GET.get("chat"))
    prompt = _prompt(actor, request.GET.get("prompt"))
    form = FanForm(request.POST or None)
    typed = form.cleaned_data["fan"] if form.is_valid() else ""
    context |= {
        "title": "What would be sent", "form": form, "chat": chat, "chosen": request.GET.get("prompt", ""),
        "chats": _chats(actor, typed) if chat is None or request.method == "POST" else [],
        "prompts": PromptVersion.objects.visible_to(actor).filter(kind=PromptVersion.Kind.REPLY).order_by("-number"),
        **(_told(chat, prompt) if chat else {}),
    }  # fmt: skip
    response = TemplateResponse(request, "admin/ai_preview.html", context)
    add_never_cache_headers(response)
    return response


def _row(rows: Any, pk: str | None) -> Any:
    """The row with this id; None if none is asked for. Raises `Http404` for one that cannot be seen."""
    if not pk:
        return None
    try:
        found = rows.filter(pk=UUID(pk)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _prompt(actor: Actor, chosen: str | None) -> PromptVersion | None:
    if chosen == OWN and actor.agency_id:
        return built_in(actor.agency_id, PromptVersion.Kind.REPLY)
    found: PromptVersion | None = _row(
        PromptVersion.objects.visible_to(actor).filter(kind=PromptVersion.Kind.REPLY), chosen
    )
    return found


def _chats(actor: Actor, typed: str) -> list[Chat]:
    if typed.strip():
        return find_fans(actor, typed, limit=CHATS_SHOWN)
    return list(Chat.objects.visible_to(actor).for_list().in_inbox_order()[:CHATS_SHOWN])


def _told(chat: Chat, prompt: PromptVersion | None) -> dict[str, Any]:
    situation = situation_of(chat=chat, prompt=prompt)
    messages = [{**message, "tokens": guess(message["content"]) + OF_A_MESSAGE} for message in situation.messages]
    providers = [_as_provider(row, situation) for row in providers_in_force(chat.agency_id)]
    return {"situation": situation, "told": messages, "providers": providers}


def _as_provider(row: AIProvider, situation: Situation) -> dict[str, Any]:
    """What this provider gets: a service the messages, the playbook the question, which stays here."""
    if row.kind == AIProvider.Kind.PLAYBOOK:
        return {"row": row, "is_playbook": True, "drafts": drafts_for(situation)}
    return {
        "row": row,
        "host": urlsplit(row.base_url).netloc or "api.openai.com",
        "cost": cost_of(row.agency_id, row.model, situation.tokens, row.max_tokens),
    }
