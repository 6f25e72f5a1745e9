"""AI providers, whose keys go in and never come out, and what their models cost."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.decorators import action
from unfold.widgets import UnfoldAdminPasswordWidget

from agencies.admin_base import ScopedAdmin, ScopedForm, acting
from chats.ai.prices import PLACES, cost_of
from chats.models import AIProvider, ModelPrice
from chats.services import check_provider

IS_SERVICE = f"kind == '{AIProvider.Kind.OPENAI}'"


class AIProviderForm(ScopedForm):
    """A service with its key."""

    new_api_key = forms.CharField(
        required=False,
        max_length=500,
        strip=True,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
        label="API key",
        help_text="It is encrypted and cannot be shown again. Leave empty to keep the one that is stored, or if the "
        "service needs none.",
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("kind") != AIProvider.Kind.OPENAI:
            return cleaned
        moved = "base_url" in self.changed_data and not self.instance._state.adding
        if moved and self.instance.sealed_api_key and not self.cleaned_data.get("new_api_key"):
            # Else whoever may change an address could have the key sent to one of their own.
            self.add_error("new_api_key", "The address is another one, so enter the key for it anew.")
        return cleaned


@admin.register(AIProvider)
class AIProviderAdmin(ScopedAdmin):
    form = AIProviderForm
    list_display = ["name", "kind_name", "place", "model", "is_active", "has_key"]
    list_filter = ["kind", "is_active"]
    ordering = ["place", "name"]
    fieldsets = [
        (
            None,
            {
                "description": (
                    "Those that are active are asked in the order of their places, the next one when one has failed. "
                    "The playbook is always the last resort, whether it stands here or not."
                ),
                "fields": [
                    "name",
                    "kind",
                    "place",
                    "is_active",
                    "time_limit_seconds",
                    "base_url",
                    "model",
                    "new_api_key",
                    "max_tokens",
                    "temperature",
                ],
            },
        ),
    ]
    conditional_fields: ClassVar = dict.fromkeys(
        ("base_url", "model", "new_api_key", "max_tokens", "temperature"), IS_SERVICE
    )
    actions_submit_line = ["test"]  # type: ignore[assignment]

    @admin.display(description="kind", ordering="kind")
    def kind_name(self, provider: AIProvider) -> str:
        return str(provider.get_kind_display()).split(":")[0]

    @admin.display(description="key", boolean=True)
    def has_key(self, provider: AIProvider) -> bool:
        return bool(provider.sealed_api_key)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        # The key's field is the form's own, and no column.
        kwargs["fields"] = ["name", "kind", "place", "is_active", "time_limit_seconds", "base_url", "model",
                            "max_tokens", "temperature"]  # fmt: skip
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if new_key := form.cleaned_data.get("new_api_key"):
            obj.api_key = new_key
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        # It can be tested on its own page only.
        if obj.kind == AIProvider.Kind.PLAYBOOK:
            return super().response_post_save_add(request, obj)
        messages.info(request, "“Save and test” shows whether it answers.")
        return redirect("admin:chats_aiprovider_change", obj.pk)

    @action(description="Save and test", permissions=["change"])  # type: ignore[operator]
    def test(self, request: HttpRequest, obj: AIProvider) -> None:
        """Ask it for one word, and say what happened."""
        if obj.kind == AIProvider.Kind.PLAYBOOK:
            messages.info(request, "The playbook needs no test: it looks into your own messages. See the preview.")
            return
        asked = check_provider(actor=acting(request), provider=obj)
        if asked.problem:
            messages.error(request, f"It does not work: {asked.problem.words}")
            return
        told = asked.told
        cost = cost_of(obj.agency_id, obj.model, told.prompt_tokens, told.completion_tokens)
        price = f"${cost.quantize(PLACES)}" if cost else "nothing, as its model has no price yet"
        messages.success(
            request,
            f"It works: the answer was there after {told.latency_ms:,} ms, took {told.prompt_tokens} + "
            f"{told.completion_tokens} tokens{' (our guess)' if told.is_estimated else ''} and cost {price}.",
        )


@admin.register(ModelPrice)
class ModelPriceAdmin(ScopedAdmin):
    """What models cost; a call is charged at the prices of its time."""

    list_display = ["model", "input_per_million", "output_per_million"]
    search_fields = ["model"]
    fields = ["model", "input_per_million", "output_per_million"]
