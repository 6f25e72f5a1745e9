"""Alert rules with a page that tries one, and the alerts."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince
from unfold.decorators import action, display
from unfold.forms import ActionForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from agencies.admin_base import ScopedAdmin, ScopedForm, acting
from analytics.alerts.acknowledging import acknowledge
from analytics.alerts.checking import look
from analytics.alerts.kinds import KINDS
from analytics.models import Alert, AlertRule

STATE_COLORS = {"open": "danger", "seen": "warning", "over": "success"}
#: Fans whom the page names that tries a rule.
FANS_SHOWN = 20


class AlertRuleForm(ScopedForm):
    """The kinds as the questions they ask. What an alert is about stays as it was when it was raised."""

    kind = forms.ChoiceField(
        choices=[(kind.name.value, f"{kind.question} ({kind.unit})") for kind in KINDS.values()],
        widget=UnfoldAdminSelectWidget,
        help_text="What is looked at, and in brackets the unit of the limit. It stays: for another kind, add a rule.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "creator"):
            if name in self.fields:
                self.fields[name].disabled = not self.instance._state.adding


@admin.register(AlertRule)
class AlertRuleAdmin(ScopedAdmin):
    form = AlertRuleForm
    list_display = ["name", "shown_kind", "creator", "shown_limit", "is_active"]
    list_filter = ["kind", "creator", "is_active"]
    list_select_related = ["creator"]
    search_fields = ["name"]
    fields = [
        "name", "kind", "creator", "limit", "window_minutes", "least_usual", "flags_fan", "quiet_minutes", "is_active",
    ]  # fmt: skip
    conditional_fields: ClassVar = {
        "window_minutes": f"kind == '{AlertRule.Kind.REPLY_TIME}'",
        "least_usual": f"kind == '{AlertRule.Kind.SALES}'",
        "flags_fan": f"kind == '{AlertRule.Kind.FAN_SPENDING}'",
        "quiet_minutes": f"kind != '{AlertRule.Kind.FAN_SPENDING}'",
    }
    actions_detail = ["try_now"]  # type: ignore[assignment]

    @admin.display(description="kind", ordering="kind")
    def shown_kind(self, rule: AlertRule) -> str:
        return rule.get_kind_display()

    @admin.display(description="limit", ordering="limit")
    def shown_limit(self, rule: AlertRule) -> str:
        return f"{rule.limit:,.2f}".rstrip("0").rstrip(".") + f" {KINDS[rule.kind].unit}"

    @action(description="Try it now", url_path="try", permissions=["view"], icon="visibility")  # type: ignore[operator]
    def try_now(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what the rule sees at this moment, and whether that is an alert. Nothing is written."""
        rule = self.get_object(request, object_id)
        if rule is None:
            raise Http404
        found = look(rule.agency_id, [rule], timezone.now())[rule.pk]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Try “{rule}”",
            "card": f"What “{rule}” sees now",
            "opts": self.opts,
            "rule": rule,
            "kind": KINDS[rule.kind],
            "found": found[:FANS_SHOWN],
            "more": max(0, len(found) - FANS_SHOWN),
            "is_over": any(one.is_over for one in found),
            "is_open": rule.alerts.open().exists(),
        }
        return TemplateResponse(request, "admin/try_alert.html", context)


class OpenFilter(admin.SimpleListFilter):
    title, parameter_name = "state", "is_open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "open"), ("unseen", "open, nobody has seen it"), ("no", "over")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wanted = {"yes": queryset.open, "unseen": queryset.unseen, "no": lambda: queryset.exclude(resolved_at=None)}
        return wanted.get(self.value() or "", queryset.all)()


class AcknowledgeForm(ActionForm):
    comment = forms.CharField(
        max_length=300,
        required=False,
        label="",
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "Comment", "aria-label": "Comment"}),
    )


@admin.register(Alert)
class AlertAdmin(ScopedAdmin):
    """What was told; somebody who has seen it says so, with a comment if they like."""

    list_display = ["state", "words", "rule", "raised_at", "lasted", "acknowledged_by", "comment"]
    list_display_links = ["words"]
    list_filter = [OpenFilter, "rule__kind", "creator"]
    list_select_related = ["rule", "acknowledged_by__user"]
    search_fields = ["words", "comment"]
    told = ["state", "words", "advice", "where", "rule", "raised_at", "lasted"]
    acknowledged = ["acknowledged_by", "acknowledged_at", "comment"]
    action_form = AcknowledgeForm
    actions = ["acknowledge_some"]
    actions_submit_line = ["acknowledge_one"]  # type: ignore[assignment]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.told, *(self.acknowledged if obj and obj.acknowledged_at else ["comment"])]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*self.told, *(self.acknowledged if obj and obj.acknowledged_at else [])]

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> Any:
        new = Alert.objects.visible_to(acting(request)).filter(pk=object_id, acknowledged_at=None)
        return super().get_actions_submit_line(request, object_id) if new.exists() else []

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        hidden = {"show_save": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, {**hidden, **(extra_context or {})})

    @display(description="state", label=STATE_COLORS)
    def state(self, alert: Alert) -> str:
        if alert.resolved_at:
            return "over"
        return "seen" if alert.acknowledged_at else "open"

    @admin.display(description="lasts")
    def lasted(self, alert: Alert) -> str:
        return timesince(alert.raised_at, alert.resolved_at, depth=2)

    @admin.display(description="what to do")
    def advice(self, alert: Alert) -> str:
        return KINDS[alert.rule.kind].advice

    @admin.display(description="where")
    def where(self, alert: Alert) -> str:
        if alert.chat:
            address, words = reverse("inbox_chat", args=[alert.chat_id]), f"The chat with {alert.chat}"
        else:
            address, words = f"{reverse('inbox')}?creator={alert.creator_id or ''}", "The inbox"
        return format_html('<a class="inbox-link" href="{}">{}</a>', address, words)

    @admin.action(description="Acknowledge", permissions=["change"])
    def acknowledge_some(self, request: HttpRequest, queryset: Any) -> None:
        comment = request.POST.get("comment", "")[:300]
        number = acknowledge(actor=acting(request), alerts=queryset, comment=comment)
        messages.success(request, f"{number} alert{'' if number == 1 else 's'} acknowledged.")

    @action(description="Acknowledge", permissions=["change"])  # type: ignore[operator]
    def acknowledge_one(self, request: HttpRequest, obj: Alert) -> None:
        alerts = Alert.objects.visible_to(acting(request)).filter(pk=obj.pk)
        acknowledge(actor=acting(request), alerts=alerts, comment=obj.comment)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Of an alert nothing is typed but the comment of whoever acknowledges it."""
        if not change:
            raise PermissionDenied
        self.acknowledge_one(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service writes the audit."""
