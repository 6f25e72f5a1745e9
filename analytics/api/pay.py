"""Commission plans and statements. Plans are made in the admin; what was worked out is read here."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters as filters
import orjson
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, TextField
from django.db.models.functions import Cast, JSONObject
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api.filters import ReferenceFilter
from agencies.api_base import ReadableViewSet, ReadOnlyViewSet, ScopedRelatedField, ScopedSerializer
from agencies.api_pages import rows_by_id
from agencies.models import Membership
from analytics.models import CommissionPlan, PlanTier, Statement, StatementLine
from analytics.payroll import services


def _below(model: type[Any], parent: str, *columns: str, money: tuple[str, ...]) -> ArraySubquery:
    """The rows below the one at hand, in their order, as objects; money as text, as everywhere."""
    rows = model.objects.filter(**{"agency_id": OuterRef("agency_id"), f"{parent}_id": OuterRef("pk")})
    told = {name: Cast(name, TextField()) if name in money else name for name in columns}
    return ArraySubquery(rows.order_by(*model._meta.ordering).values(told=JSONObject(**told)))


class TierSerializer(serializers.ModelSerializer[PlanTier]):
    class Meta:
        model = PlanTier
        fields: ClassVar = ["from_net", "percent_more"]
        read_only_fields = fields


class CommissionPlanSerializer(ScopedSerializer):
    tiers = TierSerializer(many=True, read_only=True, help_text="From the lowest.")

    class Meta:
        model = CommissionPlan
        fields: ClassVar = [
            "id", "name", "ppv_percent", "tip_percent", "subscription_percent", "renewal_percent", "post_percent",
            "stream_percent", "tiers", "hourly_rate", "pays_idle_time", "created_at",
        ]  # fmt: skip
        read_only_fields = fields
        computed: ClassVar = {
            "tiers": _below(
                PlanTier, "plan", "from_net", "percent_more", money=("from_net", "percent_more")
            )
        }  # fmt: skip


class StatementLineSerializer(serializers.ModelSerializer[StatementLine]):
    corrects = serializers.UUIDField(
        source="corrects_id", read_only=True, allow_null=True, help_text="The statement of the month it corrects."
    )

    class Meta:
        model = StatementLine
        fields: ClassVar = ["kind", "description", "quantity", "base", "rate", "amount", "corrects"]
        read_only_fields = fields


class StatementSerializer(ScopedSerializer):
    lines = StatementLineSerializer(many=True, read_only=True, help_text="Their amounts make the total.")

    class Meta:
        model = Statement
        fields: ClassVar = [
            "id", "membership", "month", "status", "total", "lines", "remark", "drawn_up_at", "locked_at", "locked_by",
            "created_at",
        ]  # fmt: skip
        read_only_fields = fields
        computed: ClassVar = {
            "lines": _below(
                StatementLine, "statement", "kind", "description", "quantity", "base", "rate", "amount", "corrects",
                money=("base", "rate", "amount"),
            )
        }  # fmt: skip


class DrawUpSerializer(serializers.Serializer[Any]):
    """Of which month, and of whom."""

    month = serializers.DateField(help_text="Any day of it.")
    membership = ScopedRelatedField(
        queryset=Membership.objects.all(), required=False, help_text="Left out: everybody who has a plan in that month."
    )


class DrawnUpSerializer(serializers.Serializer[Any]):
    """The statements of the month."""

    results = StatementSerializer(many=True)


class StatementFilter(filters.FilterSet):
    membership = ReferenceFilter(field_name="membership_id")
    month = filters.DateFilter(help_text="By its first day.")
    status = filters.ChoiceFilter(choices=Statement.Status.choices)

    class Meta:
        model = Statement
        fields: ClassVar[list[str]] = []


class CommissionPlanViewSet(ReadOnlyViewSet):
    """By which share of their sales, and for which hour on shift, members are paid."""

    queryset = CommissionPlan.objects.all()
    serializer_class = CommissionPlanSerializer


class StatementViewSet(ReadableViewSet):
    """What members are paid for a month. A draft is as of `drawn_up_at`; a locked one never changes."""

    queryset = Statement.objects.all()
    serializer_class = StatementSerializer
    filterset_class = StatementFilter
    keyset = ("-month", "-id")
    http_method_names: ClassVar = ["get", "post", "head", "options"]  # type: ignore[misc]

    @extend_schema(request=DrawUpSerializer, responses=DrawnUpSerializer, filters=False)
    @action(detail=False, methods=["post"], needs="add", url_path="draw-up", pagination_class=None)
    def draw_up(self, request: Request) -> Response:
        """Bring the drafts of a month up to date, and make those that are missing. What is locked stays as it is."""
        asked = DrawUpSerializer(data=request.data, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        member = asked.validated_data.get("membership")
        rows = services.draw_up(
            actor=self.actor, month=asked.validated_data["month"], members=[member.pk] if member else None
        )
        shown = rows_by_id(self.actor, type(self), [row.pk for row in rows])
        return Response({"results": [orjson.Fragment(shown[row.pk]) for row in rows]})

    @extend_schema(request=None, responses=StatementSerializer)
    @action(detail=True, methods=["post"], needs="change")
    def lock(self, request: Request, pk: UUID) -> Response:
        """Bring it up to date and let it never change again, once the month is over. Only an owner unlocks it."""
        services.lock(actor=self.actor, statement=self.get_object())
        return Response(self.row(pk))
