"""Shows a dashboard, or gives one of its tables as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from agencies.admin_base import acting
from agencies.downloads import FORMATS, download
from analytics.admin_frame import page_context
from analytics.dashboards import activity, ai, fans, offers, revenue, subscriptions, team
from analytics.dashboards.blocks import Link, Page, Section
from analytics.dashboards.forms import DashboardForm
from analytics.models import CreatorDay
from analytics.reports import Question


class Dashboard(NamedTuple):
    """A page of the admin: the name of its address, its title, and what it shows."""

    name: str
    title: str
    page: Callable[[Question], Page]
    with_member: bool = True


DASHBOARDS = [
    Dashboard("revenue", "Revenue", revenue.page),
    Dashboard("activity", "Hours", activity.page),
    Dashboard("team", "Team", team.page),
    Dashboard("fans", "Fans", fans.page, with_member=False),
    Dashboard("ppv", "PPV", offers.page),
    Dashboard("subscriptions", "Subscriptions", subscriptions.page, with_member=False),
    Dashboard("ai", "AI", ai.page),
]


#: The parameters that say what a page is about.
ASKED = ("range", "since", "until", "creator", "member")


def view_of(dashboard: Dashboard) -> Callable[..., HttpResponseBase]:
    """The view of a dashboard."""

    @require_GET
    def view(request: Any) -> HttpResponseBase:
        actor = acting(request)
        if not actor.may("view", CreatorDay):
            raise PermissionDenied
        if actor.agency_id is None:
            return redirect("admin:index")
        form = DashboardForm(request.GET, actor=actor, with_member=dashboard.with_member)
        question = form.question()
        page = _sorted(dashboard.page(question), request.GET.get("sort", ""))
        if "download" in request.GET:
            return _file(dashboard, question, page, request.GET)
        context = {
            "dashboard": dashboard,
            "tabs": DASHBOARDS,
            "form": form,
            "question": question,
            "page": page,
            "address": _address(request.GET, *ASKED, "sort"),
            "kept": _address(request.GET, *ASKED),
        }
        return TemplateResponse(
            request, "admin/reports/dashboard.html", page_context(request, dashboard.title, **context)
        )

    return view


def _address(query: Any, *names: str) -> str:
    """Those of the parameters that are given, as they stand in an address."""
    kept = query.copy()
    for name in set(kept) - set(names):
        del kept[name]
    return str(kept.urlencode())


def _file(dashboard: Dashboard, question: Question, page: Page, query: Any) -> HttpResponseBase:
    table, file_format = page.table(query.get("table", "")), query["download"]
    if table is None or file_format not in FORMATS:
        raise Http404
    return download(
        name=f"{table.title} {question.since} to {question.until}",
        file_format=file_format,
        columns=table.plain_columns(),
        rows=table.as_plain_rows(),
    )


def _sorted(page: Page, wanted: str) -> Page:
    """The page, with one table in the order that `wanted` says: `team.3` by its third column, `team.-3` backwards."""
    name, _, place = wanted.rpartition(".")
    number = int(place) if place.lstrip("-").isdigit() and len(place) < 4 else 0
    sections = [_with_sorted(section, name, number) for section in page.sections]
    return replace(page, sections=sections)


def _with_sorted(section: Section, name: str, number: int) -> Section:
    table = section.table
    if table is None or table.name != name or not 0 < abs(number) <= len(table.columns):
        return section
    place = abs(number) - 1
    known = [row for row in table.rows if row[place] is not None]
    unknown = [row for row in table.rows if row[place] is None]
    rows = sorted(known, key=lambda row: _comparable(row[place]), reverse=number < 0)
    return replace(section, table=replace(table, rows=[*rows, *unknown], sorted_by=number))


def _comparable(cell: Any) -> Any:
    return str(cell).lower() if isinstance(cell, (str, Link)) else cell
