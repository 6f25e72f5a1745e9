"""From a query string to typed values, by the `FilterSet` that declares them, without building its form."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from typing import Any, cast

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import QueryDict
from django_filters.constants import EMPTY_VALUES
from rest_framework.fields import get_error_detail

from agencies.api_errors import WrongParametersError
from agencies.api_sql import field_at
from agencies.statements import Slot

#: A filter by its name, with its value, or the slot where its value goes.
Given = tuple[tuple[str, Any], ...]


def given_filters(filterset: type[filters.FilterSet] | None, query: QueryDict) -> tuple[Given, dict[str, Any]]:
    """The filters named in `query`, and the values for their slots. Raises `WrongParametersError`.

    Yes, no and choices, of which there are few, stay values; the rest become slots.
    """
    shape, values, errors = [], {}, {}
    for name, (field, slot) in _declared(cast(Hashable, filterset)).items() if filterset else ():
        if field.widget.value_omitted_from_data(query, {}, name):  # type: ignore[arg-type]
            continue
        try:
            value = field.clean(field.widget.value_from_datadict(query, {}, name))  # type: ignore[arg-type]
        except DjangoValidationError as error:
            errors[name] = get_error_detail(error)
            continue
        if value in EMPTY_VALUES:
            continue
        shape.append((name, slot or value))
        values[name] = value
    if errors:
        raise WrongParametersError(errors)
    return tuple(shape), values


def filtered(queryset: Any, filterset: type[filters.FilterSet] | None, given: Given) -> Any:
    """`queryset` narrowed by what was given."""
    declared: Any = filterset(queryset=queryset).filters if filterset and given else {}
    for name, value in given:
        queryset = declared[name].filter(queryset, value)
    return queryset


@functools.cache
def _declared(filterset: type[filters.FilterSet]) -> dict[str, tuple[forms.Field, Slot | None]]:
    return {
        name: (declared.field, _slot(filterset, name, declared)) for name, declared in filterset.base_filters.items()
    }


def _slot(filterset: type[filters.FilterSet], name: str, declared: filters.Filter) -> Slot | None:
    """A slot, if the value goes as it is into a look-up of a column."""
    if declared.method or isinstance(declared, filters.BooleanFilter | filters.ChoiceFilter):
        return None
    return Slot(name, field_at(filterset._meta.model, declared.field_name))
