"""Who subscribes, stays and leaves, as numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_base import ReadOnlyViewSet
from agencies.api_errors import WrongParametersError
from agencies.api_filters import given_filters
from analytics.api.filters import SubscriptionReportFilter
from analytics.api.reports import refuse_far_days
from analytics.folding.fold import day_of
from analytics.models import Subscription
from analytics.subscription_report import DEFINITIONS, LISTED, report

#: Days of a report: at most, and where none are named.
MOST_DAYS, USUAL_DAYS = 366, 30


def _count(name: str) -> serializers.IntegerField:
    return serializers.IntegerField(help_text=DEFINITIONS[name])


def _rate(name: str) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, help_text=f"{DEFINITIONS[name]} Null where that is nothing.")


class SubscriptionDaySerializer(serializers.Serializer[Any]):
    """What happened on a day."""

    day = serializers.DateField(help_text="Of the agency.")
    new, renewed, lost, active = map(_count, ("new", "renewed", "lost", "active"))


class ExpiringSerializer(serializers.ModelSerializer[Any]):
    """A subscription that ends soon."""

    class Meta:
        model = Subscription
        fields = ["id", "chat", "expires_at", "price", "auto_renew"]


@extend_schema_serializer(many=False)
class SubscriptionReportSerializer(serializers.Serializer[Any]):
    """The days of a range, and what they come to."""

    since = serializers.DateField(help_text="The first day.")
    until = serializers.DateField(help_text="The day behind the last; days to come are left out.")
    new, renewed, lost, active = map(_count, ("new", "renewed", "lost", "active"))
    active_at_start = serializers.IntegerField(help_text="Subscriptions that ran when the first day began.")
    churn_rate, renewal_rate = _rate("churn_rate"), _rate("renewal_rate")
    average_price = serializers.DecimalField(
        max_digits=10, decimal_places=2, allow_null=True, help_text=DEFINITIONS["average_price"]
    )
    expiring = ExpiringSerializer(many=True, help_text=f"{DEFINITIONS['expiring']} The first {LISTED}.")
    days = SubscriptionDaySerializer(many=True, help_text="Each day of the range.")


class SubscriptionReportViewSet(ReadOnlyViewSet):
    """Who subscribes, stays and leaves."""

    queryset = Subscription.objects.all()
    serializer_class = SubscriptionReportSerializer
    pagination_class: Any = None

    @extend_schema(
        parameters=[
            OpenApiParameter("since", dt.date, description=f"The first day; {USUAL_DAYS} days before `until`."),
            OpenApiParameter("until", dt.date, description=f"The day behind the last, at most {MOST_DAYS}; tomorrow."),
            OpenApiParameter("creator", {"type": "string", "format": "uuid"}, description="Of this creator only."),
        ]
    )
    def list(self, request: Request) -> Response:
        """Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon."""
        if self.actor.agency_id is None:
            raise exceptions.PermissionDenied
        _, given = given_filters(SubscriptionReportFilter, request.query_params)
        until = given.get("until") or day_of(self.actor.agency_id, timezone.now()) + dt.timedelta(days=1)
        since = given.get("since") or until - dt.timedelta(days=USUAL_DAYS)
        refuse_far_days(since=since, until=until)
        if not 0 < (until - since).days <= MOST_DAYS:
            raise WrongParametersError({"until": f"Give a day 1 to {MOST_DAYS} days after `since`."})
        found = report(self.actor, since=since, until=until, creator_id=given.get("creator"))
        return Response(SubscriptionReportSerializer(found).data)
