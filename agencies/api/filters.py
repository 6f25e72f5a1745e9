"""What lists can be filtered by. Filters run on rows that are already scoped."""

from __future__ import annotations

from typing import ClassVar

import django_filters as filters

from agencies.models import Creator, CreatorAssignment, Membership
from agencies.scope import Role


class ReferenceFilter(filters.UUIDFilter):
    """Rows that refer to the row with this id. A foreign or unknown id just finds nothing: no oracle."""


class MemberFilter(filters.FilterSet):
    role = filters.ChoiceFilter(choices=Role.choices)
    is_active = filters.BooleanFilter()
    email = filters.CharFilter(field_name="user__email", lookup_expr="iexact")

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = []


class CreatorFilter(filters.FilterSet):
    username = filters.CharFilter(lookup_expr="iexact")
    of_user_id = filters.NumberFilter()
    is_active = filters.BooleanFilter()

    class Meta:
        model = Creator
        fields: ClassVar[list[str]] = []


class AssignmentFilter(filters.FilterSet):
    membership = ReferenceFilter(field_name="membership_id")
    creator = ReferenceFilter(field_name="creator_id")

    class Meta:
        model = CreatorAssignment
        fields: ClassVar[list[str]] = []
