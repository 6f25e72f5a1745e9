"""From a query string to typed values, by the `FilterSet` that declares them, without building its form."""

from __future__ import annotations

import functools
from collections.abc import Collection, Hashable
from typing import Any, cast

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import QueryDict
from django_filters.constants import EMPTY_VALUES
from rest_framework.exceptions import ErrorDetail
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
    shape, values = [], {}
    errors: dict[str, Any] = {}
    for name, (field, slot) in _declared(cast(Hashable, filterset)).items() if filterset else ():
        if field.widget.value_omitted_from_data(query, {}, name):  # type: ignore[arg-type]
            continue
        if query.get(name) == "":
            # Where a program's variable is empty, all rows are hardly what it wants.
            errors[name] = [ErrorDetail("Give a value, or leave it out.", code="blank")]
            continue
        try:
            value = field.clean(field.widget.value_from_datadict(query, {}, name))  # type: ignore[arg-type]
        except DjangoValidationError as error:
            errors[name] = _offered(field) or get_error_detail(error)
            continue
        if value in EMPTY_VALUES:
            continue
        shape.append((name, slot or value))
        values[name] = value
    if errors:
        raise WrongParametersError(errors)
    return tuple(shape), values


def _offered(field: forms.Field) -> list[ErrorDetail]:
    """What can be chosen, where that is what is wrong."""
    choices = [str(value) for value, _ in getattr(field, "choices", ()) if value != ""]
    return [ErrorDetail(f"Choose one of: {', '.join(choices)}.", code="invalid_choice")] if choices else []


def refuse_unknown(query: QueryDict, known: Collection[str]) -> None:
    """Raise `WrongParametersError` for parameters that mean nothing: who has mistyped a filter wants fewer rows."""
    if unknown := [name for name in query if name not in known]:
        offered = f"There is no such parameter. There are: {', '.join(sorted(known))}."
        raise WrongParametersError(dict.fromkeys(unknown, offered))


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
