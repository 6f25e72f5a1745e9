"""Metrics of any days, by day, creator or member."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_base import ReadOnlyViewSet
from agencies.api_errors import WrongParametersError
from agencies.api_shape import named
from agencies.scope import Actor
from analytics.folding.fold import timezone_of
from analytics.metrics import METRICS, Unit
from analytics.models import MemberDay
from analytics.reports import EARLIEST, GROUPS, LATEST, Question, report

#: Days that one answer looks back over.
MOST_DAYS = 366 * 5
_CLASSES = ("reply_median", "reply_p90")


class MetricSerializer(serializers.Serializer[Any]):
    """What a number of the report is."""

    name = serializers.CharField(help_text="By which `values` has it.")
    label: Any = serializers.CharField(help_text="What people call it.")
    definition = serializers.CharField(help_text="What it means.")
    unit = serializers.ChoiceField(
        [unit.value for unit in Unit], help_text="A ratio is a share of 1; money is text, as everywhere."
    )


class ReportRowSerializer(serializers.Serializer[Any]):
    """The metrics of one day, creator or member, or of what they have in common."""

    day = serializers.DateField(required=False, help_text="If it is grouped by day.")
    creator = serializers.UUIDField(required=False, help_text="If it is grouped by creator.")
    member = serializers.UUIDField(required=False, help_text="If it is grouped by member.")
    values: Any = serializers.DictField(help_text="By the metric's name; null where there is nothing to divide by.")


@extend_schema_serializer(many=False)
class ReportSerializer(serializers.Serializer[Any]):
    """Metrics, and what they mean."""

    first_day = serializers.DateField(help_text="The first day that counts.")
    last_day = serializers.DateField(help_text="The last day that counts.")
    timezone = serializers.CharField(help_text="On whose clocks days begin: the agency's.")
    metrics = MetricSerializer(many=True)
    results = ReportRowSerializer(many=True)


def many(name: str, known: Any, description: str) -> OpenApiParameter:
    """A parameter that names some of `known`, divided by commas."""
    schema = {"type": "array", "items": {"type": "string", "enum": list(known)}}
    return OpenApiParameter(name, schema, style="form", explode=False, description=description)


def asked_range() -> list[OpenApiParameter]:
    """The parameters that say which days."""
    return [
        OpenApiParameter("first_day", dt.date, required=True, description="The first day that counts."),
        OpenApiParameter("last_day", dt.date, required=True, description="The last day that counts."),
    ]


class ReportViewSet(ReadOnlyViewSet):
    """Metrics of any days."""

    queryset = MemberDay.objects.all()
    serializer_class = ReportSerializer
    pagination_class: Any = None

    @extend_schema(
        parameters=[
            *asked_range(),
            many("group_by", GROUPS, "A row for each; without, one row of all."),
            many("metrics", METRICS, "Only these."),
            OpenApiParameter("creator", UUID, description="Only of this creator."),
            OpenApiParameter("member", UUID, description="Only of this member."),
        ],
        responses={200: ReportSerializer},
    )
    def list(self, request: Request) -> Response:
        """Metrics of the days from `first_day` to `last_day`, from roll-ups, in the order of the groups.

        A chatter gets the numbers of their own work only. What has happened is counted within seconds. Metrics of
        creators are left out where the numbers are of members.
        """
        question = asked_question(self.actor, request.query_params)
        query = request.query_params
        by, names = named(query, "group_by", GROUPS), named(query, "metrics", METRICS)
        known = [metric for metric in METRICS.values() if metric.is_of_members or not question.is_personal(by)]
        wanted = [metric for metric in known if not names or metric.name in names]
        series = ["reply_classes"] if any(metric.name in _CLASSES for metric in wanted) else []
        groups = [group for group in GROUPS if group in by]
        found = report(question, by, series)
        return Response(
            {
                "first_day": question.since,
                "last_day": question.until,
                "timezone": question.timezone,
                "metrics": [
                    {"name": m.name, "label": m.label, "definition": m.definition, "unit": m.unit.value} for m in wanted
                ],
                "results": [
                    {**dict(zip(groups, key, strict=True)),
                     "values": {metric.name: _told(metric.of(sums), metric.unit) for metric in wanted}}
                    for key, sums in sorted(found.items(), key=lambda item: tuple(map(str, item[0])))
                ],
            }
        )  # fmt: skip


def asked_question(actor: Actor, query: Any) -> Question:
    """What the parameters ask: which days, of which creator and member. Raises `WrongParametersError`."""
    if actor.agency_id is None:
        raise exceptions.PermissionDenied
    since, until = (_parsed(query, name, dt.date.fromisoformat) for name in ("first_day", "last_day"))
    if missing := [n for n, v in (("first_day", since), ("last_day", until)) if v is None]:
        raise WrongParametersError(dict.fromkeys(missing, "Name a day, as in 2026-03-01."), code="required")
    refuse_far_days(first_day=since, last_day=until)
    if not 0 <= (until - since).days < MOST_DAYS:
        raise WrongParametersError({"last_day": f"A day from `first_day` on, at most {MOST_DAYS} days in all."})
    creator, member = (_parsed(query, name, UUID) for name in ("creator", "member"))
    return Question(
        actor=actor,
        timezone=timezone_of(actor.agency_id),
        since=since,
        until=until,
        creators=frozenset([creator] if creator else ()),
        members=frozenset([member] if member else ()),
    )


def refuse_far_days(**days: dt.date) -> None:
    """Raise `WrongParametersError` for days, by the names of their parameters, that nobody can mean."""
    if far := [name for name, day in days.items() if not EARLIEST <= day <= LATEST]:
        raise WrongParametersError(dict.fromkeys(far, f"A day from {EARLIEST} to {LATEST}."))


def _parsed(query: Any, name: str, parse: Any) -> Any:
    if not query.get(name):
        return None
    try:
        return parse(query[name])
    except ValueError as error:
        like = "a day as in 2026-03-01" if parse == dt.date.fromisoformat else "an id"
        raise WrongParametersError({name: f"“{query[name][:40]}” cannot be read: name {like}."}) from error


def _told(value: Any, unit: Unit) -> Any:
    if value is None or (unit == Unit.COUNT and isinstance(value, int)):
        return value
    return f"{value:.2f}" if unit == Unit.DOLLARS else round(float(value), 4)
