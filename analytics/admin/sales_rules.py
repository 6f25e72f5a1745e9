"""The rules about sales, for owners: one page, with a look at what would change before it does."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path

from agencies.admin_base import ScopedAdmin, acting
from agencies.models import Membership
from agencies.scope import Actor
from analytics.models import SalesRules, Transaction
from analytics.sales_rules import Preview, preview_rules, save_rules

PAGE = "admin:analytics_salesrules_{}"


@admin.register(SalesRules)
class SalesRulesAdmin(ScopedAdmin):
    """Whose sales are, and what the platform keeps; one row."""

    change_form_template = "admin/sales_rules.html"
    adding_is_audited = True
    readonly_fields = ["progress"]
    fieldsets = [
        (
            "Whose a sale is",
            {
                "description": (
                    "A pay-per-view message is always the sale of whoever sent it, a chargeback that of whoever sold "
                    "what it takes back, and what you give to somebody by hand stays theirs. For the rest you choose."
                ),
                "fields": [
                    "window_hours", "tip_rule", "subscription_rule", "renewal_rule", "post_rule", "stream_rule",
                ],
            },
        ),
        ("What is left of it", {"fields": ["platform_fee_percent"]}),
        ("Applied to what was sold before", {"fields": ["progress"]}),
    ]  # fmt: skip

    @admin.display(description="so far")
    def progress(self, rules: SalesRules) -> str:
        return render_to_string("admin/sales_rules_progress.html", {"rules": rules, "is_new": rules._state.adding})

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.preview)
        return [path("preview/", page, name="analytics_salesrules_preview"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """There is one row or none, so nobody has to choose from a list."""
        return self._own(request) or redirect(PAGE.format("add"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """The usual rules, to begin with."""
        return self._own(request) or super().add_view(request, form_url, extra_context)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What the rules in the form would change; nothing is saved."""
        if request.method != "POST":
            return redirect(PAGE.format("changelist"))
        row = self.get_queryset(request).first()
        form = self.get_form(request, row, change=row is not None)(request.POST, instance=row)
        actor = acting(request)
        found = preview_rules(actor=actor, rules=form.instance) if form.is_valid() else None
        context = {
            **self.admin_site.each_context(request), "title": "What would change", "opts": self.opts, "form": form,
            "preview": found, "moves": _with_names(actor, found) if found else [],
        }  # fmt: skip
        return TemplateResponse(request, "admin/sales_rules_preview.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_rules(actor=acting(request), rules=obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service writes the audit."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, row: SalesRules) -> HttpResponse:
        messages.success(request, "The rules are saved, and are being applied to all sales.")
        return redirect(PAGE.format("change"), row.pk)

    def _own(self, request: HttpRequest) -> HttpResponse | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_queryset(request).first()
        return redirect(PAGE.format("change"), row.pk) if row else None


def _with_names(actor: Actor, preview: Preview) -> list[dict[str, Any]]:
    members: dict[Any, Membership] = {
        row.pk: row for row in Membership.objects.visible_to(actor).select_related("user")
    }
    labels = dict(Transaction.Kind.choices)
    return [
        {**move._asdict(), "kind": labels[move.kind], "before": members.get(move.before),
         "after": members.get(move.after)}
        for move in preview.moves
    ]  # fmt: skip
