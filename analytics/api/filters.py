from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from django import forms

from agencies.api.filters import ReferenceFilter, YesNoFilter
from analytics.models import FanStats, Subscription, Transaction


class TransactionFilter(filters.FilterSet):
    creator = ReferenceFilter(field_name="creator_id")
    chat = ReferenceFilter(field_name="chat_id")
    attributed_to = ReferenceFilter(field_name="attributed_to_id")
    kind = filters.ChoiceFilter(choices=Transaction.Kind.choices)
    since = filters.IsoDateTimeFilter(field_name="occurred_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="occurred_at", lookup_expr="lt")

    class Meta:
        model = Transaction
        fields: ClassVar[list[str]] = []


class SubscriptionFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    status = filters.ChoiceFilter(choices=Subscription.Status.choices)
    running = YesNoFilter(method="filter_running", label="that run now, or that are over")
    expires_before = filters.IsoDateTimeFilter(field_name="expires_at", lookup_expr="lt")

    class Meta:
        model = Subscription
        fields: ClassVar[list[str]] = []

    def filter_running(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.running() if value else queryset.over()


class SubscriptionReportFilter(filters.FilterSet):
    since = filters.DateFilter(field_name="started_at")
    until = filters.DateFilter(field_name="started_at")
    creator = ReferenceFilter(field_name="chat__creator_id")

    class Meta:
        model = Subscription
        fields: ClassVar[list[str]] = []


class ScoreFilter(filters.NumberFilter):
    """From 0 to 100."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=100, **kwargs)


class FanStatsFilter(filters.FilterSet):
    chat = ReferenceFilter(field_name="chat_id")
    creator = ReferenceFilter(field_name="chat__creator_id")
    min_spent = filters.NumberFilter(field_name="total_spent", lookup_expr="gte")
    min_score = ScoreFilter(field_name="engagement_score", lookup_expr="gte")

    class Meta:
        model = FanStats
        fields: ClassVar[list[str]] = []
