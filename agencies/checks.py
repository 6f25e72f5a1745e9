"""System checks that a new model cannot forget tenancy: scope, permission row, keys, policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models

from agencies.permissions import TABLE
from agencies.scope import Scope
from agencies.tenancy import (
    TenantForeignKey,
    TenantPolicy,
    TenantPrimaryKey,
    TenantReference,
    TenantUnique,
)

OUR_APPS = ("agencies", "chats", "analytics", "integrations")
#: Tables that are read before any scope is known; they carry no policy.
IDENTITY = {
    "agencies.agency", "agencies.user", "agencies.membership", "agencies.invitation", "agencies.apikey",
    "integrations.connection",
}  # fmt: skip
#: Not of one agency, so without `agency_id` and composite keys.
GLOBAL = {"agencies.agency", "agencies.user", "agencies.requestrate"}
#: What processes keep for themselves: nobody is shown a row.
UNSEEN = {"agencies.requestrate"}


def our_models() -> list[type[models.Model]]:
    """Every concrete model of the project's own apps."""
    return [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]


@register("tenancy")
def check_tenancy(**kwargs: Any) -> list[CheckMessage]:
    """Collect what each model of ours lacks."""
    return [problem for model in our_models() for problem in _problems(model)]


def _problems(model: type[models.Model]) -> Iterator[CheckMessage]:
    label = model._meta.label_lower
    if label not in TABLE:
        yield Error(f"{label} has no row in agencies.permissions.TABLE.", obj=model, id="agencies.E001")
    if label not in UNSEEN:
        yield from _scope_problems(model)
    if label in GLOBAL:
        return
    constraints = model._meta.constraints
    if not any(isinstance(c, TenantPrimaryKey) for c in constraints):
        yield Error(
            "The primary key must be (id, agency_id).", hint="Use tenant_constraints().", obj=model, id="agencies.E002"
        )
    if label not in IDENTITY and not any(isinstance(c, TenantPolicy) for c in constraints):
        yield Error(
            "The table has no row-level policy.", hint="Use tenant_constraints().", obj=model, id="agencies.E004"
        )
    yield from _reference_problems(model)
    for constraint in constraints:
        if (
            isinstance(constraint, models.UniqueConstraint)
            and label not in IDENTITY
            and "agency" not in constraint.fields
        ):
            yield Error(f"Unique constraint {constraint.name} lacks agency.", obj=model, id="agencies.E005")


def _scope_problems(model: type[models.Model]) -> Iterator[CheckMessage]:
    scope = getattr(model, "SCOPE", None)
    if not isinstance(scope, Scope) or not hasattr(model._default_manager, "visible_to"):
        yield Error("The model declares no SCOPE or has no ScopedQuerySet.", obj=model, id="agencies.E006")
        return
    for path in filter(None, (scope.agency, scope.creator, scope.member)):
        try:
            model._default_manager.filter(**{path: None})
        except (FieldError, FieldDoesNotExist) as error:
            yield Error(f"SCOPE path {path!r} does not resolve: {error}", obj=model, id="agencies.E007")


def _reference_problems(model: type[models.Model]) -> Iterator[CheckMessage]:
    referenced = {c.field for c in model._meta.constraints if isinstance(c, TenantReference)}
    for field in model._meta.local_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        if field.related_model._meta.label_lower in GLOBAL:
            continue
        if not isinstance(field, TenantForeignKey):
            yield Error(f"{field.name} must be a TenantForeignKey.", obj=model, id="agencies.E008")
        elif field.name not in referenced:
            yield Error(f"{field.name} has no TenantReference constraint.", obj=model, id="agencies.E003")
        if field.unique and field.name not in {c.field for c in model._meta.constraints if isinstance(c, TenantUnique)}:
            yield Error(
                f"{field.name} is unique without the agency.", hint="Add a TenantUnique.", obj=model, id="agencies.E010"
            )
    for many_to_many in model._meta.local_many_to_many:
        yield Error(
            f"{many_to_many.name}: use a tenant model in between, not a ManyToManyField.", obj=model, id="agencies.E009"
        )
