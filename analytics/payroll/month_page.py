"""The pay of a month, member by member: kept up to date while it is looked at, locked when it is right, downloaded."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from agencies.admin_base import acting
from agencies.downloads import FORMATS, download
from agencies.models import Agency
from agencies.scope import Actor
from analytics.admin_frame import page_context
from analytics.models import Statement, StatementLine
from analytics.payroll import services
from analytics.payroll.sheet import COLUMNS, rows_of
from analytics.payroll.slip import slips_of
from analytics.payroll.terms import month_at, months_before, next_month
from analytics.payroll.words import counted


def pay_month(request: HttpRequest) -> HttpResponseBase:
    """`?month=2026-03` (else the current one); `&format=csv` or `xlsx` for the file. POST locks what can be."""
    actor = acting(request)
    if actor.agency_id is None or not actor.may("change", Statement):
        raise PermissionDenied
    agency = Agency.objects.get(pk=actor.agency_id)
    current = month_at(agency, timezone.now())
    month = max(min(_month(request.GET.get("month", "")) or current, current), services.EARLIEST)
    if request.method == "POST":
        return _lock_all(request, actor, month)
    statements = services.draw_up(actor=actor, month=month)
    if (file_format := request.GET.get("format")) in FORMATS:
        return _file(actor, month, file_format)
    slips = slips_of(statements, agency)
    context = {
        "month": month,
        "current": current,
        "before": months_before(month, 1),
        "behind": next_month(month) if month < current else None,
        "last": months_before(current, 1),
        "currency": agency.currency,
        "slips": slips,
        "total": sum(slip.statement.total for slip in slips),
        "drafts": sum(not slip.statement.is_locked for slip in slips),
    }
    return TemplateResponse(request, "admin/pay_month.html", page_context(request, f"Pay for {month:%B %Y}", **context))


def _month(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return None


def _lock_all(request: HttpRequest, actor: Actor, month: dt.date) -> HttpResponseBase:
    drafts = Statement.objects.visible_to(actor).filter(month=month, status=Statement.Status.DRAFT)
    try:
        with transaction.atomic():
            locked = [services.lock(actor=actor, statement=row) for row in drafts.order_by("membership_id")]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{counted(len(locked), 'statement')} locked.")
    return redirect(f"{reverse('admin:pay_month')}?month={month:%Y-%m}")


def _file(actor: Actor, month: dt.date, file_format: str) -> HttpResponseBase:
    lines = StatementLine.objects.visible_to(actor).filter(statement__month=month)
    return download(
        name=f"Pay {month:%Y-%m}",
        file_format=file_format,
        columns=COLUMNS,
        rows=list(rows_of(lines.for_sheet())),
    )
