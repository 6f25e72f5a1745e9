"""Roll-ups, row by row: each day of a creator, and each day of a member for a creator."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Cast

from agencies.api.filters import ReferenceFilter
from agencies.api_base import ReadOnlyViewSet, ScopedSerializer
from analytics.models import CreatorDay, DayTotals, MemberDay

NUMBERS = [field.name for field in DayTotals._meta.get_fields()]
#: Money is text, as everywhere.
COMPUTED = {"net_by_hour": Cast("net_by_hour", ArrayField(models.TextField()))}


class _DayFilter(filters.FilterSet):
    creator = ReferenceFilter(field_name="creator_id")
    first_day = filters.DateFilter(field_name="day", lookup_expr="gte")
    last_day = filters.DateFilter(field_name="day", lookup_expr="lte")


class CreatorDayFilter(_DayFilter):
    class Meta:
        model = CreatorDay
        fields: ClassVar[list[str]] = []


class MemberDayFilter(_DayFilter):
    member = ReferenceFilter(field_name="member_id")

    class Meta:
        model = MemberDay
        fields: ClassVar[list[str]] = []


class CreatorDaySerializer(ScopedSerializer):
    class Meta:
        model = CreatorDay
        fields: ClassVar = ["id", "creator", "day", *NUMBERS]
        computed: ClassVar = COMPUTED


class MemberDaySerializer(ScopedSerializer):
    class Meta:
        model = MemberDay
        fields: ClassVar = ["id", "member", "creator", "day", *NUMBERS]
        computed: ClassVar = COMPUTED


class _DayViewSet(ReadOnlyViewSet):
    keyset = ("-day", "-id")


class CreatorDayViewSet(_DayViewSet):
    """What all chats of a creator brought on a day of the agency's zone, the latest first."""

    queryset = CreatorDay.objects.all()
    serializer_class = CreatorDaySerializer
    filterset_class: ClassVar[Any] = CreatorDayFilter


class MemberDayViewSet(_DayViewSet):
    """What a member did for a creator on a day, and what is attributed to them, the latest first."""

    queryset = MemberDay.objects.all()
    serializer_class = MemberDaySerializer
    filterset_class: ClassVar[Any] = MemberDayFilter
