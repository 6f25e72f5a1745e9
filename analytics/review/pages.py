"""The pages of message review in the admin."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from agencies.admin_base import acting
from agencies.downloads import FORMATS, download
from agencies.scope import Actor
from analytics.admin_frame import page_context
from analytics.models import MessageReview
from analytics.review import services
from analytics.review.export import MOST_ROWS, TABLES, capped
from analytics.review.finding import Place, find
from analytics.review.forms import WITHDRAWN, MessageFilter, ReviewForm
from analytics.review.outcome import sent_messages
from chats.inbox.access import uuid_or_404
from chats.models import Message
from chats.models.chat import Direction

MESSAGES_ON_A_PAGE = 50
#: What leads through the list, and does not narrow it.
LEADING = ("before", "since", "told")


@require_GET
def report_messages(request: Any) -> HttpResponse:
    """The messages that the team sent, latest first; `?before=` a message those that were sent earlier.

    What htmx asks for `?since=` a moment is what was written after it, as rows for the top of the list.
    """
    actor = _reader(request)
    # Read first: what is written while the page is made is then told as new.
    now = timezone.now()
    form = MessageFilter(request.GET, actor=actor)
    context = {"filter": form, "query": _query(request), "now": now, "most_rows": MOST_ROWS}
    if request.htmx and "since" in request.GET and form.is_valid():
        places = find(form.wanted(made_since=_since(request)), count=MESSAGES_ON_A_PAGE)
        context["rows"] = sent_messages(actor, [place.id for place in places])
        response: HttpResponse = render(request, "admin/review/_newer.html", context)
    else:
        found = _page(request, actor, form) if form.is_valid() else {}
        titled = page_context(request, "Message review", **context, **found)
        response = TemplateResponse(request, "admin/review/messages.html", titled)
    add_never_cache_headers(response)
    return response


def _page(request: HttpRequest, actor: Actor, form: MessageFilter) -> dict[str, Any]:
    before = _place(actor, request.GET["before"]) if request.GET.get("before") else None
    places = find(form.wanted(), count=MESSAGES_ON_A_PAGE + 1, before=before)
    return {
        "rows": sent_messages(actor, [place.id for place in places[:MESSAGES_ON_A_PAGE]]),
        "older": places[MESSAGES_ON_A_PAGE - 1].id if len(places) > MESSAGES_ON_A_PAGE else None,
        "is_first": before is None,
    }


@require_GET
def report_messages_news(request: Any) -> HttpResponse:
    """How many messages were written `?since=` a moment; nothing (204) if that is what the page was `?told=`."""
    actor = _reader(request)
    form = MessageFilter(request.GET, actor=actor)
    if not form.is_valid():
        raise Http404
    since = _since(request)
    number = len(find(form.wanted(made_since=since), count=MESSAGES_ON_A_PAGE + 1))
    if str(number) == request.GET.get("told", "0"):
        return HttpResponse(status=204)
    context = {"number": number, "most": MESSAGES_ON_A_PAGE, "since": since, "query": _query(request)}
    return render(request, "admin/review/_news.html", context)


@require_POST
def report_messages_review(request: Any, pk: UUID) -> HttpResponse:
    """Give a verdict on a message, or take it back: the part of the page, or the page again."""
    actor = _reader(request)
    message = get_object_or_404(Message.objects.visible_to(actor).filter(direction=Direction.OUT), pk=pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
    else:
        problem = ""
        _judge(actor, message, **form.cleaned_data)
    back = request.POST.get("back", "")
    if request.htmx:
        (row,) = sent_messages(actor, [pk])
        return render(request, "admin/review/_review.html", {"row": row, "problem": problem, "back": back})
    if problem:
        notices.error(request, problem)
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(f"{back if safe else reverse('admin:report_messages')}#message-{pk}")


def _judge(actor: Actor, message: Message, *, verdict: str, comment: str) -> None:
    if verdict != WITHDRAWN:
        services.review_message(actor=actor, message=message, verdict=verdict, comment=comment)
    elif review := MessageReview.objects.visible_to(actor).filter(message=message).first():
        services.withdraw_review(actor=actor, review=review)


@require_GET
def report_messages_export(request: Any) -> HttpResponseBase:
    """The messages, or their conversations, as a file: `?rows=` and `?format=`, and what narrows the list."""
    actor = _reader(request)
    rows, file_format = request.GET.get("rows", "messages"), request.GET.get("format", "csv")
    form = MessageFilter(request.GET, actor=actor)
    if rows not in TABLES or file_format not in FORMATS or not form.is_valid():
        raise Http404
    table = TABLES[rows]
    days = f"{form.cleaned_data['first']} to {form.cleaned_data['last']}"
    lines = table.rows(actor, form.wanted(), timezone.get_current_timezone())
    return download(name=f"{rows} {days}", file_format=file_format, columns=table.columns, rows=capped(lines))


def _reader(request: HttpRequest) -> Actor:
    """Who reads the team's messages. Raises `PermissionDenied` for whoever may not, or is in no agency."""
    actor = acting(request)
    if actor.agency_id is None or not (actor.may("view", Message) and actor.may("change", MessageReview)):
        raise PermissionDenied
    return actor


def _place(actor: Actor, text: str) -> Place:
    message = get_object_or_404(Message.objects.visible_to(actor), pk=uuid_or_404(text))
    return Place(message.sent_at, message.pk)


def _since(request: HttpRequest) -> dt.datetime:
    """The moment in the address. Raises `Http404` for what is none."""
    try:
        moment = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise Http404
    return moment


def _query(request: HttpRequest) -> str:
    """What narrows the list, as a query string for the links in it."""
    query = request.GET.copy()
    for name in (*LEADING, *(name for name, value in request.GET.items() if not value)):
        query.pop(name, None)
    return query.urlencode()
