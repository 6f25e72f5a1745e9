"""What lists can be filtered by. Filters run on rows that are already scoped."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Creator, CreatorAssignment, Membership
from agencies.scope import Role


class ReferenceFilter(filters.UUIDFilter):
    """Rows that refer to the row with this id. A foreign or unknown id just finds nothing: no oracle."""


class PlatformIdFilter(filters.NumberFilter):
    """Rows with this id of the platform."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=2**63 - 1, **kwargs)


class YesNoField(forms.Field):
    """`true` or `false`; anything else is refused rather than ignored."""

    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        if (word := str(value).lower()) not in ("true", "false"):
            raise ValidationError("Say true or false.")
        return word == "true"


class YesNoFilter(filters.BooleanFilter):
    field_class = YesNoField


class MemberFilter(filters.FilterSet):
    role = filters.ChoiceFilter(choices=Role.choices)
    is_active = YesNoFilter()
    email = filters.CharFilter(field_name="user__email", lookup_expr="iexact")

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = []


class CreatorFilter(filters.FilterSet):
    username = filters.CharFilter(lookup_expr="iexact")
    of_user_id = PlatformIdFilter()
    is_active = YesNoFilter()

    class Meta:
        model = Creator
        fields: ClassVar[list[str]] = []


class AssignmentFilter(filters.FilterSet):
    membership = ReferenceFilter(field_name="membership_id")
    creator = ReferenceFilter(field_name="creator_id")

    class Meta:
        model = CreatorAssignment
        fields: ClassVar[list[str]] = []
