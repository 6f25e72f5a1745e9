"""Search over all chats that somebody may see."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django_htmx.http import replace_url

from agencies.scope import Actor
from chats.inbox.access import inbox_view, part_wanted
from chats.search.find import Hits, Place, find_fans, find_messages
from chats.search.form import SearchForm
from chats.search.query import Query, parse
from chats.search.snippet import marked, snippet

HITS_ON_A_PAGE, FANS_SHOWN = 20, 5
EXAMPLES = ("birthday", "good morning", '"new set"', "custom -sent", "holi*")


@require_GET
@inbox_view
def search(request: Any) -> HttpResponse:
    """Fans and messages with the words of `?q=`, or the part of the page that htmx asks for."""
    form = SearchForm(request.GET, actor=request.actor)
    after = _place(request.GET.get("after", ""))
    query, hits = _find(request.actor, form, after)
    context = {
        "search": form,
        "asked": query,
        "examples": EXAMPLES,
        "hits": [(message, snippet(message.text, query.words)) for message in hits.messages],
        "query": _query_string(request),
        "after": f"{hits.end.sent_at.isoformat()}_{hits.end.message_id}" if hits.end else "",
        "fans": [] if after else _fans(request.actor, form),
    }
    if part_wanted(request) is None:
        return render(request, "chats/search.html", context)
    if after:
        return render(request, "chats/_search_hits.html", context)
    address = reverse("inbox_search")
    response = render(request, "chats/_search_found.html", context)
    return replace_url(response, f"{address}?{context['query']}" if context["query"] else address)


def _find(actor: Actor, form: SearchForm, after: Place | None) -> tuple[Query, Hits]:
    """The messages; where none has the last word as it stands, it is taken for the beginning of one."""
    query, hits = parse(form.typed), Hits([], None)
    for asked in dict.fromkeys((query, parse(form.typed, is_unfinished=True))):
        hits = find_messages(actor, asked, limit=HITS_ON_A_PAGE, narrowing=form.narrowing, after=after)
        if hits.messages:
            return asked, hits
    return query, hits


def _fans(actor: Actor, form: SearchForm) -> list[tuple[Any, str]]:
    """A few fans of that name, unless the filters are about messages."""
    wanted = form.narrowing
    if wanted._replace(creator_id=None, tag=None) != type(wanted)():
        return []
    words = parse(" ".join(f"{word}*" for word in form.typed.split())).words
    found = find_fans(actor, form.typed, limit=FANS_SHOWN, creator_id=wanted.creator_id, tag=wanted.tag)
    return [(chat, marked(chat.fan_name, words)) for chat in found]


def _place(text: str) -> Place | None:
    """Where the page before ended; None for what we did not write."""
    moment, _, message_id = text.partition("_")
    try:
        sent_at = dt.datetime.fromisoformat(moment)
        return Place(sent_at, UUID(message_id)) if sent_at.tzinfo else None
    except ValueError:
        return None


def _query_string(request: Any) -> str:
    """What was asked for, for the address and the links to further pages."""
    query = QueryDict(mutable=True)
    query.update({name: value for name in SearchForm.base_fields if (value := request.GET.get(name))})
    return query.urlencode()
