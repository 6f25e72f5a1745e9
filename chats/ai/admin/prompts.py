"""Versions of prompts: the next is added, old ones are read, any of them is put into use."""

from __future__ import annotations

import difflib
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from agencies.admin_base import ScopedAdmin, ScopedForm, acting
from chats.ai.prompts import BUILT_IN, RULES, built_in, prompt_in_use
from chats.ai.templates import MEANINGS, check
from chats.models import PromptVersion
from chats.services import make_prompt_version, use_prompt_version

PAGE = "admin:chats_promptversion_{}"


class PromptForm(ScopedForm):
    """The next version."""

    use_now = forms.BooleanField(
        required=False, label="Use it at once", help_text="Otherwise try it in the preview or a replay first."
    )

    def clean_template(self) -> str:
        template = str(self.cleaned_data["template"])
        check(template)
        return template


@admin.register(PromptVersion)
class PromptVersionAdmin(ScopedAdmin):
    form = PromptForm
    adding_is_audited = True
    list_display = ["shown_label", "state", "remark", "created_by", "created_at"]
    list_filter = ["kind", "is_current"]
    list_select_related = ["created_by__user"]
    ordering = ["kind", "-number"]
    actions = ["use_this_one"]
    actions_list = ["built_in"]  # type: ignore[assignment]
    actions_submit_line = ["use"]  # type: ignore[assignment]
    shown = ["shown_label", "state", "remark", "created_by", "created_at", "preview_link", "text", "changes"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj:
            return [(None, {"fields": self.shown})]
        named = "; ".join(f"{name} is {meaning}" for name, meaning in MEANINGS.items())
        told = (
            f"In curly brackets, as in {{{{ creator }}}}: {named}. Rules that stand behind every prompt are not here."
        )
        return [(None, {"description": told, "fields": ["kind", "template", "remark", "use_now"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.shown if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["fields"] = [] if obj else ["kind", "template", "remark"]
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "template":
            kwargs["widget"] = UnfoldAdminTextareaWidget(attrs={"rows": 24, "spellcheck": "false", "dir": "auto"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """To be changed is easier than to be written: the prompt in use."""
        initial = super().get_changeform_initial_data(request)
        kind = initial.get("kind")
        agency_id = acting(request).agency_id
        if agency_id and "template" not in initial:
            known = kind if kind in PromptVersion.Kind.values else PromptVersion.Kind.REPLY
            initial["template"] = prompt_in_use(agency_id, known).template
        return initial

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        # Nothing is typed here; the buttons beside Save stay.
        hidden = {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().change_view(request, object_id, form_url, {**hidden, **(extra_context or {})})

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> Any:
        is_current = self.get_queryset(request).filter(pk=object_id, is_current=True).exists()
        return [] if is_current else super().get_actions_submit_line(request, object_id)

    @admin.display(description="version", ordering="number")
    def shown_label(self, version: PromptVersion) -> str:
        return f"{version.get_kind_display()}, version {version.number}"

    @display(description="state", label={"in use": "success"}, ordering="is_current")
    def state(self, version: PromptVersion) -> str:
        return "in use" if version.is_current else "not in use"

    @admin.display(description="template")
    def text(self, version: PromptVersion) -> str:
        return format_html('<pre dir="auto">{}</pre>', version.template)

    @admin.display(description="preview")
    def preview_link(self, version: PromptVersion) -> str:
        if version.kind != PromptVersion.Kind.REPLY:
            return "–"
        address = f"{reverse('admin:chats_aisettings_preview')}?prompt={version.pk}"
        return format_html('<a class="inbox-link" href="{}">See what it makes of a chat</a>', address)

    @admin.display(description="what is new in it")
    def changes(self, version: PromptVersion) -> str:
        """Line by line against the version before; the first is held against the product's own."""
        older = PromptVersion.objects.filter(
            agency_id=version.agency_id, kind=version.kind, number__lt=version.number
        ).first()  # fmt: skip
        older = older or built_in(version.agency_id, version.kind)
        lines = difflib.unified_diff(
            older.template.splitlines(), version.template.splitlines(), older.label, version.label, lineterm="", n=1
        )
        return render_to_string("admin/prompt_changes.html", {"lines": list(lines), "older": older})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            made = make_prompt_version(
                actor=acting(request), kind=obj.kind, template=obj.template, remark=obj.remark,
                use=form.cleaned_data["use_now"],
            )  # fmt: skip
            obj.pk, obj.number, obj.is_current, obj._state.adding = made.pk, made.number, made.is_current, False
            return
        for button in self.get_actions_submit_line(request, obj.pk):
            if button.action_name in request.POST:
                button.method(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The service writes the audit."""

    @action(description="Use this one", permissions=["change"])  # type: ignore[operator]
    def use(self, request: HttpRequest, obj: PromptVersion) -> None:
        use_prompt_version(actor=acting(request), version=obj)

    @admin.action(description="Use this one", permissions=["change"])
    def use_this_one(self, request: HttpRequest, queryset: Any) -> None:
        rows = list(queryset[:2])
        if len(rows) != 1:
            messages.error(request, "Choose one version: one of each kind can be in use.")
            return
        try:
            use_prompt_version(actor=acting(request), version=rows[0])
        except ValidationError as error:
            messages.error(request, f"It was not put into use. {' '.join(error.messages)}")
        else:
            messages.success(request, f"Now in use: {self.shown_label(rows[0])}.")

    @action(description="The product’s own", url_path="built-in", permissions=["view"], icon="inventory_2")  # type: ignore[operator]
    def built_in(self, request: HttpRequest) -> HttpResponse:
        """The prompts that come with the product, and the way back to them."""
        actor = acting(request)
        if actor.agency_id is None:
            return redirect(PAGE.format("changelist"))
        if request.method == "POST" and (kind := request.POST.get("kind")) in PromptVersion.Kind.values:
            use_prompt_version(actor=actor, version=None, kind=str(kind))
            messages.success(request, f"Now in use: the product’s own prompt for {PromptVersion.Kind(kind).label}.")
            return redirect(request.path)
        kinds = [
            {"kind": kind, "label": kind.label, "template": template,
             "is_current": prompt_in_use(actor.agency_id, kind).number == 0}
            for kind, template in BUILT_IN.items()
        ]  # fmt: skip
        context = {
            **self.admin_site.each_context(request), "title": "The product’s own prompts", "opts": self.opts,
            "kinds": kinds, "rules": RULES,
        }  # fmt: skip
        return TemplateResponse(request, "admin/built_in_prompts.html", context)
