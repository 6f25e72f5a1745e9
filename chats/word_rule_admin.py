"""Word rules for owners, and a page to try a sentence against them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from agencies.admin_base import ScopedAdmin, acting
from agencies.models import Creator
from agencies.scope import Actor
from chats.models import WordRule
from chats.services import MAX_TEXT_LENGTH
from chats.word_rules import found


class TryForm(forms.Form):
    """A sentence, and as whom it would be sent."""

    text = forms.CharField(
        max_length=MAX_TEXT_LENGTH,
        label="Sentence",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4, "dir": "auto", "autofocus": True}),
        help_text="Only looked at: nothing is sent, and nothing is kept.",
    )
    creator = forms.ModelChoiceField(
        Creator.objects.none(),
        required=False,
        empty_label="Any creator: ask all rules",
        label="Sent as",
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self._actor = actor
        creators: Any = self.fields["creator"]
        creators.queryset = Creator.objects.visible_to(actor)

    def answer(self) -> dict[str, Any]:
        """The rules that object, the strictest first, each with what it saw."""
        creator = self.cleaned_data["creator"]
        rules = WordRule.objects.visible_to(self._actor).select_related("creator").order_by("action", "words")
        asked = rules.in_force(creator.pk) if creator else rules.filter(is_active=True)
        hits = found(asked, self.cleaned_data["text"])
        is_blocked = any(rule.action == WordRule.Action.BLOCK for rule, _ in hits)
        return {"hits": hits, "is_blocked": is_blocked, "is_answered": True}


@admin.register(WordRule)
class WordRuleAdmin(ScopedAdmin):
    """Words that replies must not, or should not, contain."""

    list_display = ["words", "action", "creator", "reason", "is_active"]
    list_filter = ["action", "creator", "is_active"]
    list_select_related = ["creator"]
    search_fields = ["words", "reason"]
    autocomplete_fields = ["creator"]
    fields = ["words", "action", "creator", "reason", "is_active"]
    actions_list = ["try_sentence"]  # type: ignore[assignment]

    @action(description="Try a sentence", url_path="try", permissions=["view"], icon="rule")  # type: ignore[operator]
    def try_sentence(self, request: HttpRequest) -> HttpResponse:
        """Say which rules a sentence would break, and why. The text comes by POST: addresses are logged."""
        form = TryForm(request.POST or None, actor=acting(request))
        context = {
            **self.admin_site.each_context(request),
            "title": "Try a sentence",
            "opts": self.opts,
            "form": form,
            **(form.answer() if form.is_valid() else {}),
        }
        return TemplateResponse(request, "admin/try_sentence.html", context)
