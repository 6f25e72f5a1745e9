"""Plans, who has which, and statements, as owners and admins see them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from agencies.admin import RefusalMixin
from agencies.admin_base import ScopedAdmin, ScopedInline, acting
from agencies.downloads import download
from agencies.models import Agency
from agencies.scope import RANK, Role
from analytics.models import CommissionPlan, PlanAssignment, PlanTier, Statement, StatementLine
from analytics.payroll import services
from analytics.payroll.drafts import differences
from analytics.payroll.sheet import COLUMNS, rows_of
from analytics.payroll.terms import month_at

STATUS_COLORS = {"Draft": "warning", "Locked": "success"}


class TierOfPlan(ScopedInline):
    model = PlanTier
    fields = ["from_net", "percent_more"]
    verbose_name_plural = "tiers: what more each dollar brings, once a month's sales have brought so much"


class MemberOfPlan(ScopedInline):
    model = PlanAssignment
    fields = ["membership", "starts_on"]
    verbose_name = "member"
    verbose_name_plural = "members who begin with it"


@admin.register(CommissionPlan)
class CommissionPlanAdmin(ScopedAdmin):
    """What was locked keeps the plan as it was; drafts follow what is changed here."""

    list_display = ["name", "ppv_percent", "tip_percent", "subscription_percent", "renewal_percent", "hourly_rate"]
    search_fields = ["name"]
    inlines = [TierOfPlan, MemberOfPlan]
    fieldsets = [
        (None, {"fields": ["name"]}),
        (
            "Per cent of sales",
            {
                "description": "Of the net of the sales that are attributed to the member: what is left when the "
                "platform has taken its share. A chargeback takes off what its sale has brought.",
                "fields": [
                    "ppv_percent", "tip_percent", "subscription_percent", "renewal_percent", "post_percent",
                    "stream_percent",
                ],
            },
        ),
        ("Time on shift", {"fields": ["hourly_rate", "pays_idle_time"]}),
    ]  # fmt: skip


@admin.register(PlanAssignment)
class PlanAssignmentAdmin(ScopedAdmin):
    list_display = ["membership", "plan", "starts_on"]
    list_filter = ["membership", "plan"]
    list_select_related = ["membership__user", "plan"]
    autocomplete_fields = ["plan"]
    fields = ["membership", "plan", "starts_on"]


class AdjustmentOfStatement(ScopedInline):
    model = StatementLine
    fk_name = "statement"
    fields = ["description", "amount"]
    verbose_name = "adjustment"
    verbose_name_plural = "adjustments: a bonus, or below zero a deduction, with its reason"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(kind=StatementLine.Kind.ADJUSTMENT)


class UnlockForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), help_text="The audit keeps it."
    )


@admin.register(Statement)
class StatementAdmin(RefusalMixin, ScopedAdmin):
    """A payslip. A draft is brought up to date whenever it is opened."""

    list_display = ["membership", "shown_month", "state", "total", "locked_at", "locked_by"]
    list_filter = ["status", "membership"]
    list_select_related = ["membership__user"]
    fields = ["remark"]
    inlines = [AdjustmentOfStatement]
    change_form_before_template = "admin/statement.html"
    actions_submit_line = ["lock"]
    actions_detail = ["print_view", "as_csv", "as_xlsx", "unlock"]

    class Media:
        css = {"all": ["analytics/payslip.css"]}

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if obj and obj.is_locked else super().get_inlines(request, obj)

    @admin.display(description="month", ordering="month")
    def shown_month(self, statement: Statement) -> str:
        return f"{statement.month:%B %Y}"

    @display(description="status", label=STATUS_COLORS)
    def state(self, statement: Statement) -> str:
        return statement.get_status_display()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_lock_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        """When the month is over. Of no row: whether there may be such a button; the service asks again."""
        if pk is None:
            return self.has_change_permission(request)
        row = self._found(request, pk)
        return bool(row and row.month < self._current_month(request) and self.has_change_permission(request, row))

    def has_unlock_permission(self, request: HttpRequest, pk: Any = None) -> bool:
        row = self._found(request, pk)
        return bool(row and row.is_locked) and acting(request).rank >= RANK[Role.OWNER]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        row = self._found(request, object_id)
        if row is None:
            raise Http404
        agency = Agency.objects.get(pk=row.agency_id)
        if request.method == "GET" and self.has_change_permission(request, row):
            services.draw_up(actor=acting(request), month=row.month, members=[row.membership_id])
            row.refresh_from_db()
        context = {
            "statement": row,
            "lines": row.lines.all(),
            "is_over": row.month < self._current_month(request),
            "difference": differences(statements=[row], agency=agency, now=timezone.now()).get(row.pk),
            "show_save_and_continue": False,
        }
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        services.held_draft(obj)
        obj.save(update_fields=["remark"])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What was adjusted is added up; then it is locked, if that was pressed."""
        super().save_related(request, form, formsets, change)
        row = form.instance
        services.draw_up(actor=acting(request), month=row.month, members=[row.membership_id])
        for button in self.get_actions_submit_line(request, row.pk):
            if button.action_name in request.POST:
                button.method(request, row)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        super().response_change(request, obj)
        return redirect(request.path)

    @action(description="Lock", permissions=["lock"])
    def lock(self, request: HttpRequest, obj: Statement) -> None:
        services.lock(actor=acting(request), statement=obj)

    @action(description="Print view", url_path="print", permissions=["view"], icon="print")
    def print_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return redirect("payslip", pk=self._must_find(request, object_id).pk)

    @action(description="CSV", url_path="csv", permissions=["view"], icon="download")
    def as_csv(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        return self._file(request, object_id, "csv")

    @action(description="XLSX", url_path="xlsx", permissions=["view"], icon="download")
    def as_xlsx(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        return self._file(request, object_id, "xlsx")

    @action(description="Unlock", url_path="unlock", permissions=["unlock"], icon="lock_open")
    def unlock(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, and make it a draft again."""
        row = self._must_find(request, object_id)
        form = UnlockForm(request.POST or None)
        page = reverse("admin:analytics_statement_change", args=[row.pk])
        if form.is_valid():
            try:
                services.unlock(actor=acting(request), statement=row, reason=form.cleaned_data["reason"])
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            return redirect(page)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Unlock {row}",
            "opts": self.opts,
            "statement": row,
            "form": form,
            "page": page,
        }
        return TemplateResponse(request, "admin/unlock_statement.html", context)

    def _file(self, request: HttpRequest, object_id: str, file_format: str) -> HttpResponseBase:
        row = self._must_find(request, object_id)
        lines = row.lines.for_sheet()
        return download(name=f"Pay {row}", file_format=file_format, columns=COLUMNS, rows=list(rows_of(lines)))

    def _found(self, request: HttpRequest, object_id: Any) -> Statement | None:
        row: Statement | None = self.get_object(request, unquote(str(object_id)))
        return row

    def _must_find(self, request: HttpRequest, object_id: str) -> Statement:
        row = self._found(request, object_id)
        if row is None:
            raise Http404
        return row

    def _current_month(self, request: HttpRequest) -> Any:
        return month_at(Agency.objects.get(pk=acting(request).agency_id), timezone.now())
