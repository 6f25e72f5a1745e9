"""Upload a history, and watch it come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from agencies.admin_base import ScopedAdmin, ScopedForm, acting
from integrations.models import ImportRun
from integrations.services import delete_import, start_import

#: How often a page with an import that is under way loads again.
REFRESH_SECONDS = 2


class ImportRunForm(ScopedForm):
    """A file, and whose history it is."""

    new_creator = forms.CharField(
        required=False,
        max_length=120,
        widget=UnfoldAdminTextInputWidget,
        help_text="Username of a creator to add, if none is chosen above.",
    )
    account = forms.ChoiceField(
        required=False,
        widget=UnfoldAdminSelectWidget,
        choices=[("", "Find out"), ("creator", "The creator's account"), ("fan", "A fan's account")],
        help_text="Whose account the program ran on.",
    )
    account_id = forms.IntegerField(
        required=False,
        widget=UnfoldAdminIntegerFieldWidget,
        label="Account id",
        help_text="Only if the file holds several accounts.",
    )

    class Meta:
        model = ImportRun
        fields = ["file", "source", "creator"]

    def clean(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("creator") and self.cleaned_data.get("new_creator"):
            self.add_error("new_creator", "Choose a creator or name a new one, not both.")
        return super().clean()


@admin.register(ImportRun)
class ImportRunAdmin(ScopedAdmin):
    adding_is_audited = True
    list_display = ["created_at", "file_name", "creator", "status", "progress", "started_by", "finished_at"]
    list_filter = ["status", "creator"]
    list_select_related = ["creator", "started_by__user"]
    add_fields = ["file", "source", "creator", "new_creator", "account", "account_id"]
    detail = ["file_name", "source", "creator", "status", "progress", "summary", "error", "started_at", "finished_at"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.detail if obj else self.add_fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.detail if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = ImportRunForm
        return super().get_form(request, obj, change=change, **kwargs)

    @admin.display(description="progress")
    def progress(self, run: ImportRun) -> str:
        bar = format_html('<progress max="100" value="{0}">{0} %</progress> {0} %', run.percent)
        return format_html("{} ({} of {})", bar, f"{run.done:,}", f"{run.total:,}") if run.total else bar

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response = super().changelist_view(request, extra_context)
        return self._watched(response, self.get_queryset(request))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        response = super().change_view(request, object_id, form_url, extra_context)
        return self._watched(response, self.get_queryset(request).filter(pk=object_id))

    def _watched(self, response: Any, runs: Any) -> Any:
        """Load the page again in a moment while one of `runs` is under way."""
        if runs.filter(status__in=[ImportRun.Status.WAITING, ImportRun.Status.RUNNING]).exists():
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            raise PermissionDenied
        actor = acting(request)
        asked = form.cleaned_data
        obj.options = {
            "creator": asked["new_creator"], "account": asked["account"], "account_id": asked["account_id"],
        }  # fmt: skip
        start_import(actor=actor, run=obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        actor = acting(request)
        delete_import(actor=actor, run=obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for run in queryset:
            self.delete_model(request, run)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """The service writes the audit."""
