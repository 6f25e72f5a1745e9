"""Trials of two ways to make drafts: set up, started, ended, and what came of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.decorators import action, display

from agencies.admin_base import ScopedAdmin, acting
from analytics.ai.trials import Measure, result_of
from analytics.dashboards.ai.words import as_points, as_range
from analytics.metrics import Unit
from chats.models import AIExperiment, PromptVersion
from chats.services import end_experiment, start_experiment

PAGE = "admin:chats_aiexperiment_{}"
STATE_COLORS = {"runs": "success", "not begun": "info", "ended": "warning"}


@admin.register(AIExperiment)
class AIExperimentAdmin(ScopedAdmin):
    """Until it begins everything can be changed; then nothing."""

    list_display = ["name", "state", "provider_a", "prompt_a", "provider_b", "prompt_b", "percent_b", "started_at"]
    list_select_related = ["provider_a", "provider_b", "prompt_a", "prompt_b"]
    search_fields = ["name"]
    fieldsets = [
        (
            None,
            {
                "description": (
                    "Chats are split between A and B by lot, and each keeps its side for as long as the experiment "
                    "runs. Save it, then start it; from then on it cannot be changed."
                ),
                "fields": ["name", "provider_a", "prompt_a", "provider_b", "prompt_b", "percent_b"],
            },
        ),
        ("When", {"fields": ["started_at", "ended_at"]}),
    ]
    readonly_fields = ["started_at", "ended_at"]
    actions_detail = ["result", "start", "end"]  # type: ignore[assignment]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in ("prompt_a", "prompt_b"):
            field.queryset = field.queryset.filter(kind=PromptVersion.Kind.REPLY)
        return field

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.started_at)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.started_at)

    def get_actions(self, request: HttpRequest) -> Any:
        """Deleted is one by one, so that nothing that has begun goes along."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        """Only what can be done now: one begins once, and is over once."""
        row = self.get_object(request, object_id)
        over = {"start", "end"} if row is None or row.ended_at else {"end"} if row.started_at is None else {"start"}
        return [one for one in super().get_actions_detail(request, object_id) if _name(one) not in over]

    def has_run_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether they may start and end experiments: a change that goes on when the fields are fixed."""
        return super().has_change_permission(request)

    @display(description="state", label=STATE_COLORS)
    def state(self, experiment: AIExperiment) -> str:
        if experiment.is_running:
            return "runs"
        return "ended" if experiment.ended_at else "not begun"

    @action(description="Start", url_path="start", permissions=["run"], icon="play_arrow")  # type: ignore[operator]
    def start(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let it begin, after asking."""
        return self._decide(request, object_id, start_experiment, "start")

    @action(description="End", url_path="end", permissions=["run"], icon="stop")  # type: ignore[operator]
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let it be over, after asking."""
        return self._decide(request, object_id, end_experiment, "end")

    @action(description="Result", url_path="result", permissions=["view"], icon="monitoring")  # type: ignore[operator]
    def result(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What has come of it so far."""
        experiment = self._of(request, object_id)
        found = result_of(experiment)
        context = {
            **self.admin_site.each_context(request), "title": f"Result of “{experiment}”", "opts": self.opts,
            "experiment": experiment, "result": found, "lines": [_line(measure) for measure in found.measures],
            "a_drafts": found.drafts["a"], "b_drafts": found.drafts["b"], "a_chats": found.chats["a"],
            "b_chats": found.chats["b"], "state": self.state(experiment),
        }  # fmt: skip
        return TemplateResponse(request, "admin/experiment_result.html", context)

    def _of(self, request: HttpRequest, object_id: str) -> AIExperiment:
        experiment = self.get_object(request, object_id)
        if experiment is None:
            raise Http404
        return experiment  # type: ignore[no-any-return]

    def _decide(self, request: HttpRequest, object_id: str, decide: Any, word: str) -> HttpResponse:
        """GET asks, POST does."""
        experiment = self._of(request, object_id)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request), "title": f"{word.capitalize()} “{experiment}”?",
                "opts": self.opts, "experiment": experiment, "word": word,
            }  # fmt: skip
            return TemplateResponse(request, "admin/experiment_decide.html", context)
        try:
            decide(actor=acting(request), experiment=experiment)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"“{experiment}” {'runs now' if word == 'start' else 'is over'}.")
        return redirect(PAGE.format("change"), experiment.pk)


def _name(offered: Any) -> str:
    """Of an action as unfold lists it: it puts the app and the model before."""
    return str(offered.action_name).rpartition("_")[2]


def _line(measure: Measure) -> dict[str, Any]:
    metric, found = measure.metric, measure.difference
    interval = found.interval if found else None
    is_share = metric.unit == Unit.RATIO
    return {
        "metric": metric,
        "a": measure.a,
        "b": measure.b,
        "a_range": as_range(measure.a.interval, metric.unit) if measure.a else "",
        "b_range": as_range(measure.b.interval, metric.unit) if measure.b else "",
        "difference": as_points(interval) if is_share else as_range(interval, metric.unit),
        "words": measure.words,
    }
