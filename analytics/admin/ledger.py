"""The ledger: who sold what, to whom, for how much, and why it is theirs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget

from agencies.admin_base import ScopedForm, acting
from agencies.downloads import FORMATS, download
from agencies.models import Membership
from agencies.scope import Actor
from analytics.admin.books import BookAdmin
from analytics.ledger_lines import COLUMNS, lines
from analytics.models import Transaction
from analytics.sales import fee_and_net, give_sale, leave_to_rules, record_sale

#: Movements that are added up for the list, and that are given to somebody at once.
ADDED_UP, GIVEN_AT_ONCE = 100_000, 500
RULES, NOBODY = "rules", "nobody"


class RecordForm(ScopedForm):
    """A sale that no source of ours tells of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "fee" in self.fields:
            self.fields["fee"].required, self.fields["fee"].initial = False, None
            self.fields["fee"].help_text = "Dollars the platform keeps; empty: by the sales rules."
            self.fields["attributed_to"].help_text = "Whose sale it is; empty: whose the rules say."
            self.fields["gross"].help_text += " Of a chargeback: below zero."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.actor and self.actor.agency_id and cleaned.get("gross") is not None:
            cleaned["fee"], self.instance.net = fee_and_net(
                agency_id=self.actor.agency_id, gross=cleaned["gross"], fee=cleaned.get("fee")
            )
        return cleaned


class GiveForm(forms.Form):
    """Whose sales these are."""

    to = forms.ChoiceField(label="Whose sale it is", widget=UnfoldAdminSelectWidget)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self.members = {str(row.pk): row for row in Membership.objects.visible_to(actor).select_related("user")}
        members = sorted(((pk, str(row)) for pk, row in self.members.items()), key=lambda choice: choice[1])
        self.fields["to"].choices = [(RULES, "whose the rules say"), (NOBODY, "nobody’s"), *members]  # type: ignore[attr-defined]

    def give(self, actor: Actor, sale: Transaction) -> None:
        """Do what was chosen."""
        to = self.cleaned_data["to"]
        if to == RULES:
            leave_to_rules(actor=actor, sale=sale)
        else:
            give_sale(actor=actor, sale=sale, member=self.members.get(to))


@admin.register(Transaction)
class TransactionAdmin(BookAdmin):
    form = RecordForm
    adding_is_audited = True
    list_before_template = "admin/ledger_totals.html"  # type: ignore[assignment]
    list_display = ["occurred_at", "creator", "fan", "kind", "gross", "fee", "net", "whose", "where"]
    list_filter = [("day", RangeDateFilter), "kind", "creator", "attributed_to", "attribution"]
    list_select_related = ["creator", "chat", "attributed_to__user"]
    search_fields = ["of_transaction_id"]
    autocomplete_fields = ["creator", "chat"]
    actions = ["give"]
    actions_detail = ["give_one"]  # type: ignore[assignment]
    recorded = ["creator", "chat", "kind", "gross", "fee", "occurred_at", "attributed_to", "of_transaction_id"]
    shown = [
        "occurred_at", "creator", "fan", "kind", "gross", "fee", "net", "attributed_to", "why", "where",
        "of_transaction_id", "day",
    ]  # fmt: skip
    readonly_fields = ["fan", "why", "where", "day"]

    @admin.display(description="fan", ordering="chat")
    def fan(self, sale: Transaction) -> str:
        if sale.chat is None:
            return "–"
        return format_html(
            '<a class="inbox-link" href="{}"><bdi>{}</bdi></a>',
            reverse("admin:chats_chat_change", args=[sale.chat_id]), sale.chat.fan_name,
        )  # fmt: skip

    @admin.display(description="member", ordering="attributed_to")
    def whose(self, sale: Transaction) -> str:
        line = '{}<br><span class="start-hint">{}</span>'
        return format_html(line, sale.attributed_to or "nobody", sale.why)

    @admin.display(description="because")
    def why(self, sale: Transaction) -> str:
        return sale.why

    @admin.display(description="conversation")
    def where(self, sale: Transaction) -> str:
        if sale.chat_id is None:
            return "–"
        place = f"?{urlencode({'at': sale.message_id})}" if sale.message_id else ""
        return format_html(
            '<a class="inbox-link" href="{}{}">{}</a>',
            reverse("inbox_chat", args=[sale.chat_id]), place, "The message" if place else "The chat",
        )  # fmt: skip

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.download)
        name = "analytics_transaction_download_{}"
        return [
            *(path(f"download.{word}", page, {"file_format": word}, name=name.format(word)) for word in FORMATS),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "add")

    def has_give_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether one may say whose a sale is."""
        return self._may(request, "change", obj)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in ("day_from", "day_to") or super().lookup_allowed(lookup, value, request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.shown if obj else self.recorded

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            shown = context["cl"]
            context["totals"] = shown.queryset.totals(ADDED_UP)
            context["added_up"] = ADDED_UP
            context["filtered_by"] = shown.get_query_string(remove=[PAGE_VAR])
        return response

    def download(self, request: HttpRequest, file_format: str) -> HttpResponseBase:
        """What the list shows with these filters, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).queryset
        found = lines(acting(request), rows)
        return download(name="transactions", file_format=file_format, columns=COLUMNS, rows=found)

    @admin.action(description="Say whose they are", permissions=["give"])
    def give(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        sales = list(queryset[: GIVEN_AT_ONCE + 1])
        if len(sales) > GIVEN_AT_ONCE:
            messages.error(request, f"Choose {GIVEN_AT_ONCE} at most.")
            return None
        return self._give(request, sales)

    @action(description="Say whose it is", url_path="give", permissions=["give"], icon="person")  # type: ignore[operator]
    def give_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        sale = self.get_object(request, unquote(object_id))
        if sale is None:
            raise Http404
        return self._give(request, [sale]) or redirect("admin:analytics_transaction_change", sale.pk)

    def _give(self, request: HttpRequest, sales: list[Transaction]) -> HttpResponse | None:
        """Ask whose these sales are, or do as was said; None when it is done."""
        actor = acting(request)
        form = GiveForm(request.POST if "to" in request.POST else None, actor=actor)
        if form.is_valid():
            for sale in sales:
                form.give(actor, sale)
            messages.success(request, f"Done for {len(sales)} sale{'s' * (len(sales) != 1)}.")
            return None
        context = {
            **self.admin_site.each_context(request), "title": "Whose sale is it?", "opts": self.opts, "form": form,
            "sales": sales, "net": sum(sale.net for sale in sales), "chosen": ACTION_CHECKBOX_NAME,
        }  # fmt: skip
        return TemplateResponse(request, "admin/give_sales.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # What a message has told of already is that row.
        obj.pk = record_sale(actor=acting(request), sale=obj).pk
