"""The pages of mass messages: the list, writing one with its preview, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Creator
from chats import audience, services
from chats.inbox.access import inbox_view, part_wanted, uuid_or_404
from chats.inbox.reply_box import MEDIA_ON_A_PAGE
from chats.mass.forms import MassForm, MassMediaFilterForm, StartForm
from chats.models import CreatorMedia, MassMessage, MassRecipient, SentMedia
from chats.placeholders import fill_placeholders

SHOWN_ON_THE_LIST = 100
FAILURES_SHOWN = 100
SAMPLES = 3
CHANGES = {
    "pause": services.pause_mass_message,
    "resume": services.resume_mass_message,
    "cancel": services.cancel_mass_message,
}


def mass_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For people who may send mass messages; others of the agency are told who may."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not services.may_send_mass(request.actor):
            return render(request, "chats/mass/refused.html", status=403)
        return view(request, *args, **kwargs)

    return inbox_view(guarded)


def _visible(request: Any, pk: UUID) -> MassMessage:
    rows = MassMessage.objects.visible_to(request.actor).select_related("creator", "created_by__user")
    found: MassMessage = get_object_or_404(rows, pk=pk)
    return found


@require_GET
@mass_view
def index(request: Any) -> HttpResponse:
    """The latest mass messages, with how far each is."""
    rows = MassMessage.objects.visible_to(request.actor).select_related("creator", "created_by__user")
    return render(request, "chats/mass/list.html", {"mass_messages": rows[:SHOWN_ON_THE_LIST]})


@require_http_methods(["GET", "POST"])
@mass_view
def new(request: Any) -> HttpResponse:
    """Write one; `?from=` begins with what another one says."""
    if request.method == "POST":
        return _save(request, MassMessage())
    initial = {}
    if "from" in request.GET:
        initial = MassForm.initial_from(_visible(request, uuid_or_404(request.GET["from"])))
    return render(request, "chats/mass/form.html", {"form": MassForm(actor=request.actor, initial=initial)})


@require_http_methods(["GET", "POST"])
@mass_view
def edit(request: Any, pk: UUID) -> HttpResponse:
    """Change one that has not been started."""
    mass = _visible(request, pk)
    if request.method == "POST":
        return _save(request, mass)
    form = MassForm(actor=request.actor, initial=MassForm.initial_from(mass))
    return render(request, "chats/mass/form.html", {"form": form, "mass": mass})


def _save(request: Any, mass: MassMessage) -> HttpResponse:
    form = MassForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            saved = services.save_mass_message(actor=request.actor, mass=form.write_to(mass))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            return redirect("mass_message", pk=saved.pk)
    context = {"form": form, "mass": None if mass._state.adding else mass}
    return render(request, "chats/mass/form.html", context, status=422)


@require_POST
@mass_view
def preview(request: Any) -> HttpResponse:
    """The part that tells who would get what is filled in so far; it may be half written."""
    form = MassForm(request.POST, actor=request.actor)
    form.is_valid()
    wrong = [
        name for name in form.errors if name in audience.AudienceForm.base_fields or name in ("creator", "media_ids")
    ]
    if wrong:
        return render(request, "chats/mass/_preview.html", {"wrong": [form[name] for name in wrong]})
    fields = form.cleaned_data
    mass = MassMessage(
        creator=fields["creator"],
        text=fields.get("text", ""),
        of_media_ids=fields["media_ids"],
        filters=form.as_filters(),
        pace_per_minute=fields.get("pace_per_minute") or 30,
    )
    return render(request, "chats/mass/_preview.html", _preview_context(request, mass))


@require_GET
@mass_view
def media(request: Any) -> HttpResponse:
    """The media of the creator who is chosen in the form, latest sent first."""
    creators = Creator.objects.visible_to(request.actor)
    creator = get_object_or_404(creators, pk=uuid_or_404(request.GET.get("creator")))
    form = MassMediaFilterForm(request.GET)
    visible = CreatorMedia.objects.visible_to(request.actor).filter(creator_id=creator.pk)
    rows = list(form.apply(visible, SentMedia.objects.none())[: MEDIA_ON_A_PAGE + 1])
    context = {
        "media_url": reverse("mass_media"),
        "creator": creator,
        "filter": form,
        "media": rows[:MEDIA_ON_A_PAGE],
        "has_more": len(rows) > MEDIA_ON_A_PAGE,
    }
    return render(request, "chats/_media_rows.html" if "after" in request.GET else "chats/_media.html", context)


def _preview_context(request: Any, mass: MassMessage) -> dict[str, Any]:
    form = audience.AudienceForm(mass.filters)
    form.is_valid()
    chats = services.audience_of(request.actor, mass.creator_id)
    seen = audience.preview(chats, form.cleaned_data, mass.of_media_ids)
    return {
        "preview": seen,
        "minutes": -(-seen.included // mass.pace_per_minute),
        "samples": [(chat, fill_placeholders(mass.text, chat)) for chat in seen.fans[:SAMPLES]] if mass.text else [],
    }


@require_GET
@mass_view
def detail(request: Any, pk: UUID) -> HttpResponse:
    """One mass message: who would get it before it starts, then how far it is, then what it has brought."""
    mass = _visible(request, pk)
    if part_wanted(request) is not None and mass.is_running:
        return render(request, "chats/mass/_progress.html", {"mass": mass})
    context: dict[str, Any] = {"mass": mass}
    if mass.is_written:
        context |= _preview_context(request, mass) | {"start_form": StartForm(initial={"at": mass.scheduled_for})}
    elif not mass.is_running:
        context |= _results_context(mass)
    part = part_wanted(request) is not None
    return render(request, "chats/mass/_progress.html" if part else "chats/mass/detail.html", context)


def _results_context(mass: MassMessage) -> dict[str, Any]:
    """Each of these reads the recipients of this one message, along their index."""
    left = mass.recipients.filter(status__in=[MassRecipient.Status.FAILED, MassRecipient.Status.SKIPPED])
    return {
        "results": services.results_of(mass),
        "reasons": left.order_by().values_list("status", "reason").annotate(fans=Count("pk")).order_by("-fans")[:20],
        "failures": left.filter(status=MassRecipient.Status.FAILED).select_related("chat")[:FAILURES_SHOWN],
    }


@require_POST
@mass_view
def start(request: Any, pk: UUID) -> HttpResponse:
    """Begin, or at the time that was chosen."""
    mass, form = _visible(request, pk), StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The time was not understood; nothing was started. Write it as 2026-12-31 18:00.")
        return redirect("mass_message", pk=pk)
    try:
        services.start_mass_message(actor=request.actor, mass=mass, at=form.cleaned_data["at"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("mass_message", pk=pk)


@require_POST
@mass_view
def change(request: Any, pk: UUID, verb: str) -> HttpResponse:
    """Pause, resume or cancel."""
    mass = _visible(request, pk)
    try:
        CHANGES[verb](actor=request.actor, mass=mass)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("mass_message", pk=pk)
