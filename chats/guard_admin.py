"""The guard for owners: its rules, a page to try a sentence, and what it has seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.forms import ActionForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from agencies.admin_base import ScopedAdmin, acting, actor_of
from agencies.scope import Actor
from chats.guard.looking import look
from chats.guard.rules import ensure_rules, restore_rule, rules_in_force
from chats.models import GuardEvent, GuardRule
from chats.services import MAX_TEXT_LENGTH, decide_event

STATE_COLORS = {"open": "danger", "confirmed": "warning", "false alarm": "success"}
SIDES = [("fan", "A fan writes it"), ("team", "The team, or a draft, says it")]


class TrySentenceForm(forms.Form):
    """A sentence, and who writes it."""

    text = forms.CharField(
        max_length=MAX_TEXT_LENGTH,
        label="Sentence",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4, "dir": "auto", "autofocus": True}),
        help_text="Only looked at: nothing is sent, nothing is kept, and no chat is flagged.",
    )
    side = forms.ChoiceField(choices=SIDES, label="Who writes it", widget=UnfoldAdminSelectWidget)

    def answer(self, actor: Actor) -> dict[str, Any]:
        """What the rules in force see."""
        side = self.cleaned_data["side"]
        rules = rules_in_force(actor.agency_id) if actor.agency_id else []
        seen = look(rules, self.cleaned_data["text"], side=side)
        is_refused = side == "team" and any(one.rule.action == GuardRule.Action.BLOCK for one in seen)
        stops = any(one.rule.stops_drafts for one in seen)
        return {"seen": seen, "side": side, "is_refused": is_refused, "stops_drafts": stops, "is_answered": True}


@admin.register(GuardRule)
class GuardRuleAdmin(ScopedAdmin):
    """What the guard watches for; the built-in rules may be changed, switched off and restored."""

    list_display = ["title", "kind", "does", "watches", "is_active"]
    list_filter = ["kind", "action", "is_active"]
    search_fields = ["title", "phrases"]
    fields = [
        "title", "kind", "phrases", "detector", "watches_fan", "watches_team", "action", "stops_drafts", "advice",
        "is_active",
    ]  # fmt: skip
    actions = ["restore_some"]
    actions_list = ["try_sentence"]  # type: ignore[assignment]
    actions_detail = ["restore_one"]  # type: ignore[assignment]

    @admin.display(description="what it does", ordering="action")
    def does(self, rule: GuardRule) -> str:
        parts = ["refuses"] if rule.action == GuardRule.Action.BLOCK else []
        return ", ".join([*parts, "flags", *(["stops drafts"] if rule.stops_drafts else [])])

    @admin.display(description="watches")
    def watches(self, rule: GuardRule) -> str:
        return " and ".join([*(["fans"] if rule.watches_fan else []), *(["team"] if rule.watches_team else [])]) or "–"

    def get_queryset(self, request: HttpRequest) -> Any:
        actor = actor_of(request)
        if actor and actor.agency_id:
            ensure_rules(actor.agency_id)
        return super().get_queryset(request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Built-in rules stay: they would only come back. Who does not want one switches it off."""
        rows, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        kept = [f"{rule}: it comes with the product. Switch it off instead." for rule in objs if rule.key]
        return rows, counts, forbidden, [*protected, *kept]

    @action(description="Try a sentence", url_path="try", permissions=["view"], icon="rule")  # type: ignore[operator]
    def try_sentence(self, request: HttpRequest) -> HttpResponse:
        """Say what the guard would see in a sentence. The text comes by POST: addresses are logged."""
        form = TrySentenceForm(request.POST or None)
        context = {
            **self.admin_site.each_context(request),
            "title": "Try a sentence",
            "opts": self.opts,
            "form": form,
            **(form.answer(acting(request)) if form.is_valid() else {}),
        }
        return TemplateResponse(request, "admin/try_guard.html", context)

    @admin.action(description="Restore the built-in text", permissions=["change"])
    def restore_some(self, request: HttpRequest, queryset: Any) -> None:
        for rule in queryset:
            self._restore(request, rule)

    @action(  # type: ignore[operator]
        description="Restore the built-in text", url_path="restore", permissions=["change"], icon="restart_alt"
    )
    def restore_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask first: what the agency has changed is lost."""
        rule = self.get_object(request, object_id)
        if rule is None:
            raise Http404
        page = redirect("admin:chats_guardrule_change", rule.pk)
        if request.method == "POST":
            self._restore(request, rule)
            return page
        if not rule.key:
            messages.error(request, "This rule is your own: there is no built-in text to restore.")
            return page
        context = {
            **self.admin_site.each_context(request),
            "title": f"Restore “{rule}”",
            "opts": self.opts,
            "rule": rule,
        }
        return TemplateResponse(request, "admin/restore_guard_rule.html", context)

    def _restore(self, request: HttpRequest, rule: GuardRule) -> None:
        try:
            restore_rule(actor=acting(request), rule=rule)
        except ValidationError as error:
            messages.error(request, f"{rule}: {' '.join(error.messages)}")
        else:
            messages.success(request, f"“{rule}” is as it came with the product.")


class DecideActionForm(ActionForm):
    reason = forms.CharField(
        max_length=300,
        required=False,
        label="",
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "Reason", "aria-label": "Reason"}),
    )


@admin.register(GuardEvent)
class GuardEventAdmin(ScopedAdmin):
    """What the guard has seen; an open event flags its chat until somebody decides."""

    list_display = ["state", "title", "shown_excerpt", "chat", "origin", "member", "created_at", "decided_by"]
    list_display_links = ["title"]
    list_filter = ["status", "kind", "origin", "chat__creator"]
    list_select_related = ["chat", "member__user", "decided_by__user"]
    search_fields = ["title", "excerpt", "decision_reason"]
    told = [
        "state", "title", "kind", "excerpt", "where", "origin", "member", "rule", "stops_drafts", "advice",
        "created_at",
    ]  # fmt: skip
    decided = ["decided_by", "decided_at"]
    action_form = DecideActionForm
    actions = ["dismiss_some", "confirm_some"]
    actions_submit_line = ["dismiss_one", "confirm_one"]  # type: ignore[assignment]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.told, *(self.decided if obj and obj.decided_at else []), "decision_reason"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        is_final = bool(obj) and obj.status == GuardEvent.Status.DISMISSED
        return [*self.told, *self.decided, *(["decision_reason"] if is_final else [])]

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> Any:
        event = GuardEvent.objects.visible_to(acting(request)).filter(pk=object_id).first()
        offered = super().get_actions_submit_line(request, object_id)
        if event is None or event.status == GuardEvent.Status.DISMISSED:
            return []
        is_open = event.status == GuardEvent.Status.OPEN
        return [one for one in offered if is_open or not one.action_name.endswith("confirm_one")]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        hidden = {"show_save": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, {**hidden, **(extra_context or {})})

    @display(description="state", label=STATE_COLORS)
    def state(self, event: GuardEvent) -> str:
        return event.get_status_display().lower()

    @admin.display(description="seen")
    def shown_excerpt(self, event: GuardEvent) -> str:
        return event.excerpt

    @admin.display(description="what the chatter reads")
    def advice(self, event: GuardEvent) -> str:
        return (event.rule.advice if event.rule else "") or "–"

    @admin.display(description="where")
    def where(self, event: GuardEvent) -> str:
        place = f"?at={event.message_id}" if event.message_id else ""
        address = reverse("inbox_chat", args=[event.chat_id]) + place
        return format_html('<a class="inbox-link" href="{}">The chat with {}</a>', address, event.chat)

    @admin.action(description="Dismiss as a false alarm", permissions=["change"])
    def dismiss_some(self, request: HttpRequest, queryset: Any) -> None:
        self._decide_some(request, queryset, GuardEvent.Status.DISMISSED)

    @admin.action(description="Confirm", permissions=["change"])
    def confirm_some(self, request: HttpRequest, queryset: Any) -> None:
        self._decide_some(request, queryset, GuardEvent.Status.CONFIRMED)

    def _decide_some(self, request: HttpRequest, queryset: Any, decision: str) -> None:
        reason = request.POST.get("reason", "")
        number = sum(self._decide(request, event, decision, reason) for event in queryset)
        if number:
            messages.success(request, f"{number} event{'' if number == 1 else 's'} decided.")

    @action(description="Dismiss as a false alarm", permissions=["change"])  # type: ignore[operator]
    def dismiss_one(self, request: HttpRequest, obj: GuardEvent) -> None:
        self._decide_one(request, obj, GuardEvent.Status.DISMISSED)

    @action(description="Confirm", permissions=["change"])  # type: ignore[operator]
    def confirm_one(self, request: HttpRequest, obj: GuardEvent) -> None:
        self._decide_one(request, obj, GuardEvent.Status.CONFIRMED)

    def _decide_one(self, request: HttpRequest, event: GuardEvent, decision: str) -> None:
        if self._decide(request, event, decision, event.decision_reason):
            messages.success(request, f"“{event.title}” is decided: {GuardEvent.Status(decision).label.lower()}.")

    def _decide(self, request: HttpRequest, event: GuardEvent, decision: str, reason: str) -> bool:
        try:
            decide_event(actor=acting(request), event=event, decision=decision, reason=reason)
        except ValidationError as error:
            messages.error(request, f"{event.title}: {' '.join(error.messages)}")
            return False
        return True

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Of an event nothing is typed but the reason of a decision, which the buttons take."""
        if not change:
            raise PermissionDenied
        for one in self.get_actions_submit_line(request, obj.pk):
            if one.action_name in request.POST:
                one.method(request, obj)

    def response_change(self, request: HttpRequest, obj: GuardEvent) -> HttpResponse:
        """Back to the list once it is decided; else here, with the reason why not."""
        decided = GuardEvent.objects.visible_to(acting(request)).filter(pk=obj.pk).exclude(status="open").exists()
        return redirect(
            f"admin:chats_guardevent_{'changelist' if decided else 'change'}", *([] if decided else [obj.pk])
        )

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service writes the audit."""
