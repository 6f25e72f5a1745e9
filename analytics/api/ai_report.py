"""Whether AI drafts earn their keep, as numbers: their sums by anything, against messages without, and of trials."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_base import ReadOnlyViewSet
from agencies.api_errors import WrongParametersError
from agencies.api_shape import named
from analytics.ai import beside
from analytics.ai.drafts import GROUPS, draft_sums
from analytics.ai.intervals import Difference, Interval, Ratio
from analytics.ai.metrics import AI_METRICS, interval_of
from analytics.ai.trials import Measure, result_of
from analytics.api.reports import MetricSerializer, asked_question, asked_range, many
from analytics.metrics import Metric, Unit
from chats.models import AIExperiment, AIResponse

#: Days whose messages one answer compares at most.
MOST_DAYS_BESIDE = 100
_NONE = "Null where there are too few cases, so that nothing can be claimed."


class IntervalSerializer(serializers.Serializer[Any]):
    """With 95 % confidence it lies in there, in the unit of the metric."""

    low = serializers.FloatField(help_text="The lower end.")
    high = serializers.FloatField(help_text="The upper end.")


class AIReportRowSerializer(serializers.Serializer[Any]):
    """The metrics of the drafts that have something in common."""

    day = serializers.DateField(required=False, help_text="If it is grouped by day.")
    creator = serializers.UUIDField(required=False, help_text="If it is grouped by creator.")
    member = serializers.UUIDField(
        required=False, allow_null=True, help_text="Who asked for them, if it is grouped by member."
    )
    provider = serializers.CharField(required=False, help_text="If it is grouped by provider.")
    model = serializers.CharField(required=False, help_text="If it is grouped by model.")
    prompt_version = serializers.CharField(required=False, help_text="If it is grouped by prompt version.")
    arm = serializers.CharField(
        required=False, help_text="The experiment's id and a or b, if it is grouped by arm; empty outside of any."
    )
    values: Any = serializers.DictField(help_text="By the metric's name; null where there is nothing to divide by.")
    intervals: Any = serializers.DictField(
        child=IntervalSerializer(),
        help_text="Of metrics that are shares of drafts (Wilson), by the metric's name.",
    )


class BesideSerializer(serializers.Serializer[Any]):
    """Messages with AI beside those without, of the same creators in the same hours of the week."""

    outcome = serializers.ChoiceField(
        [beside.REVENUE, beside.ANSWER], help_text="Net dollars of a message, or the share that the fan answered."
    )
    kind = serializers.ChoiceField(list(beside.KINDS), help_text="What the messages with AI have in common.")
    name: Any = serializers.CharField(help_text="Which they are: an id, or how the drafts were made.")
    cases = serializers.IntegerField(help_text="Messages with AI that could be compared.")
    all_cases = serializers.IntegerField(help_text="Messages with AI.")
    chats = serializers.IntegerField(help_text="Chats in which these were: those are the cases of the interval.")
    other_cases = serializers.IntegerField(help_text="Messages without AI that they are compared with.")
    with_ai = serializers.FloatField(help_text="Mean of a message with AI.")
    without_ai = serializers.FloatField(help_text="Mean without AI, as if sent in the same hours.")
    difference = serializers.FloatField(help_text="With AI less without.")
    interval = IntervalSerializer(allow_null=True, help_text=f"Of the difference. {_NONE}")


@extend_schema_serializer(many=False)
class AIReportSerializer(serializers.Serializer[Any]):
    """Metrics of drafts, and what they mean."""

    first_day = serializers.DateField(help_text="The first day that counts.")
    last_day = serializers.DateField(help_text="The last day that counts.")
    timezone = serializers.CharField(help_text="On whose clocks days begin: the agency's.")
    metrics = MetricSerializer(many=True)
    results = AIReportRowSerializer(many=True)
    beside = BesideSerializer(many=True, help_text="Empty unless it is asked for.")


class RatioSerializer(serializers.Serializer[Any]):
    """One number of an arm."""

    value = serializers.FloatField(help_text="In the unit of the metric.")
    cases = serializers.FloatField(help_text="What it is divided by, as drafts.")
    chats = serializers.IntegerField(help_text="In so many chats.")
    interval = IntervalSerializer(allow_null=True, help_text=_NONE)


class MeasureSerializer(serializers.Serializer[Any]):
    """One number of both arms, and what the difference says."""

    metric = MetricSerializer()
    a = RatioSerializer(allow_null=True, help_text="Null where there is nothing to divide by.")
    b = RatioSerializer(allow_null=True, help_text="Null where there is nothing to divide by.")
    difference = serializers.FloatField(allow_null=True, help_text="B less A.")
    interval = IntervalSerializer(allow_null=True, help_text=f"Of the difference. {_NONE}")
    words = serializers.CharField(help_text="What it says, for people.")


class ExperimentResultSerializer(serializers.Serializer[Any]):
    """A trial of two ways to make drafts, and what has come of it so far."""

    id = serializers.UUIDField()
    name: Any = serializers.CharField(help_text="What it is called.")
    percent_b = serializers.IntegerField(help_text="Of a hundred chats, those with B.")
    started_at = serializers.DateTimeField(allow_null=True, help_text="Null until it begins.")
    ended_at = serializers.DateTimeField(allow_null=True, help_text="Null until it is over.")
    measures = MeasureSerializer(many=True)


@extend_schema_serializer(many=False)
class ExperimentResultsSerializer(serializers.Serializer[Any]):
    """Trials, the latest first."""

    results = ExperimentResultSerializer(many=True)


class AIReportViewSet(ReadOnlyViewSet):
    """Metrics of drafts."""

    queryset = AIResponse.objects.all()
    serializer_class = AIReportSerializer
    pagination_class: Any = None

    @extend_schema(
        parameters=[
            *asked_range(),
            many("group_by", GROUPS, "A row for each; without, one row of all."),
            many("metrics", AI_METRICS, "Only these."),
            OpenApiParameter("creator", UUID, description="Only of this creator."),
            OpenApiParameter("member", UUID, description="Only what this member asked for."),
            OpenApiParameter("beside", bool, description="Compare with messages without AI, too; takes longer."),
        ],
        responses={200: AIReportSerializer},
    )
    def list(self, request: Request) -> Response:
        """Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups.

        A chatter gets the numbers of what they asked for only. Without an interval there is no claim.
        """
        question, query = asked_question(self.actor, request.query_params), request.query_params
        by, names = named(query, "group_by", GROUPS), named(query, "metrics", AI_METRICS)
        metrics = [metric for metric in AI_METRICS.values() if not names or metric.name in names]
        groups = [group for group in GROUPS if group in by]
        compared = _yes_or_no(query, "beside")
        if compared and question.days > MOST_DAYS_BESIDE:
            raise WrongParametersError({"beside": f"Messages are compared for at most {MOST_DAYS_BESIDE} days."})
        found = sorted(draft_sums(question, by).items(), key=lambda item: tuple(map(str, item[0])))
        return Response(
            {
                "first_day": question.since,
                "last_day": question.until,
                "timezone": question.timezone,
                "metrics": [_metric(metric) for metric in metrics],
                "results": [_row(dict(zip(groups, key, strict=True)), sums, metrics) for key, sums in found],
                "beside": [_beside(one) for one in beside.beside(question)] if compared else [],
            }
        )


def _yes_or_no(query: Any, name: str) -> bool:
    given = query.get(name, "false").lower()
    if given not in ("true", "1", "false", "0"):
        raise WrongParametersError({name: "Say true or false."})
    return given in ("true", "1")


class ExperimentResultViewSet(ReadOnlyViewSet):
    """What has come of trials."""

    queryset = AIExperiment.objects.all()
    serializer_class = ExperimentResultsSerializer
    pagination_class: Any = None
    #: Trials of which one answer tells.
    MOST = 20

    @extend_schema(responses={200: ExperimentResultsSerializer})
    def list(self, request: Request) -> Response:
        """The last 20 trials that have begun, with each measure of A and of B and the difference.

        They are of all creators, so a key that is limited to some gets none.
        """
        if self.actor.agency_id is None or self.actor.creator_ids is not None:
            raise exceptions.PermissionDenied
        begun: QuerySet[AIExperiment] = AIExperiment.objects.visible_to(self.actor).filter(started_at__isnull=False)
        trials = begun.order_by("-started_at", "-id")[: self.MOST]
        columns = ("id", "name", "percent_b", "started_at", "ended_at")
        return Response(
            {
                "results": [
                    {**{name: getattr(one, name) for name in columns},
                     "measures": [_measure(measure) for measure in result_of(one).measures]}
                    for one in trials
                ]
            }
        )  # fmt: skip


def _metric(metric: Metric) -> dict[str, Any]:
    return {"name": metric.name, "label": metric.label, "definition": metric.definition, "unit": metric.unit.value}


def _row(key: dict[str, Any], sums: dict[str, Any], metrics: list[Metric]) -> dict[str, Any]:
    intervals = {metric.name: interval_of(metric.name, sums) for metric in metrics}
    return {
        **key,
        "values": {metric.name: _told(metric.of(sums), metric.unit) for metric in metrics},
        "intervals": {name: _interval(one) for name, one in intervals.items() if one},
    }


def _told(value: Any, unit: Unit) -> Any:
    """Money is text, with so many digits that a small part of a cent can be seen."""
    if value is None or isinstance(value, int):
        return value
    return f"{value:.6f}" if unit == Unit.DOLLARS else round(float(value), 4)


def _interval(interval: Interval | None) -> dict[str, float] | None:
    return interval and {"low": round(interval.low, 6), "high": round(interval.high, 6)}


def _beside(one: beside.Beside) -> dict[str, Any]:
    columns = ("outcome", "kind", "name", "cases", "all_cases", "chats", "other_cases")
    means = {"with_ai": one.with_ai, "without_ai": one.without_ai, "difference": one.difference.value}
    return {
        **{name: getattr(one, name) for name in columns},
        **{name: round(value, 6) for name, value in means.items()},
        "interval": _interval(one.difference.interval),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    found: Difference | None = measure.difference
    return {
        "metric": _metric(measure.metric),
        "a": _ratio(measure.a),
        "b": _ratio(measure.b),
        "difference": round(found.value, 6) if found else None,
        "interval": _interval(found.interval) if found else None,
        "words": measure.words,
    }


def _ratio(ratio: Ratio | None) -> dict[str, Any] | None:
    if ratio is None:
        return None
    value = {"value": round(ratio.value, 6), "cases": ratio.cases, "chats": ratio.clusters}
    return {**value, "interval": _interval(ratio.interval)}
