"""ScopedAdmin and ScopedInline: every hook of the admin that can leak goes through the scope, here and once."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.admin import RelatedFieldListFilter
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin, TabularInline

from agencies.models import AuditEvent
from agencies.querysets import ScopedQuerySet
from agencies.scope import Actor
from agencies.services import record_audit

#: Columns that no page shows, so that no address of a list may ask for their value either.
SECRETS = {
    "password", "hashed_key", "token_hash", "sealed_api_key", "sealed_webhook_secret", "sealed_previous_secret",
}  # fmt: skip
#: How many rows a page that asks before deleting lists one by one.
LOSSES_LISTED = 100


def actor_of(request: HttpRequest) -> Actor | None:
    """Who is acting, None for a stranger; the middleware found out."""
    return getattr(request, "actor", None)


def acting(request: HttpRequest) -> Actor:
    """Who is acting, where somebody must. Raises `PermissionDenied` for a stranger."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    return actor


def visible_choices(field: Any, request: HttpRequest) -> Any:
    """The rows that a relation may point to, for this actor; None for a model that no agency owns."""
    manager = field.remote_field.model._default_manager
    if not isinstance(manager.all(), ScopedQuerySet):
        return None
    rows = manager.visible_to(actor_of(request))
    return rows.select_related("user") if field.remote_field.model._meta.label == "agencies.Membership" else rows


class CappedPaginator(Paginator):
    """Counts no further than `CAP` rows, so that a big table costs no more than a small one."""

    CAP = 10_000

    @cached_property
    def count(self) -> int:
        """The number of rows, at most `CAP`."""
        return int(self.object_list.order_by()[: self.CAP].count())  # type: ignore[union-attr]


class ScopedRelatedFilter(RelatedFieldListFilter):
    """A filter over a relation that offers only the rows the actor may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(row.pk, str(row)) for row in visible_choices(field, request) or []]


class ScopedForm(ModelForm):
    """Gives a new row its agency before validation, so that constraints with the agency are checked in the form."""

    actor: Actor | None = None

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"agency"}

    def _post_clean(self) -> None:
        if hasattr(self.instance, "agency_id") and self.actor and self.instance._state.adding:
            self.instance.agency_id = self.actor.agency_id
        super()._post_clean()  # type: ignore[misc]


class ScopedMixin:
    """What pages and inlines share: rows, choices and permissions of the actor."""

    model: Any
    form = ScopedForm

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = self.model._default_manager.visible_to(actor_of(request))
        ordering = self.get_ordering(request)  # type: ignore[attr-defined]
        return rows.order_by(*ordering) if ordering else rows

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        named = super().get_exclude(request, obj) or ()  # type: ignore[misc]
        return [*named, "agency"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        rows = visible_choices(db_field, request)
        if rows is not None:
            kwargs["queryset"] = rows
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        rows = visible_choices(db_field, request)
        if rows is not None:
            kwargs["queryset"] = rows
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _may(self, request: HttpRequest, action: str, obj: Any = None) -> bool:
        actor = actor_of(request)
        row = obj if isinstance(obj, self.model) else self.model
        if actor is None or not actor.uses_admin or not actor.may(action, row):
            return False
        return actor.agency_id is not None or self.model.OPERATOR_SEES_ALL

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "delete", obj)


class ScopedInline(ScopedMixin, TabularInline):
    """Rows below another row, limited as on their own page."""

    extra = 0
    show_change_link = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.actor = actor_of(request)
        return formset


class ScopedAdmin(ScopedMixin, ModelAdmin):
    """A model's pages in the admin."""

    #: The service that adds a row has written the audit already.
    adding_is_audited = False
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_filter_submit = True

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.actor = actor_of(request)
        return form

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [self._scoped(entry) for entry in super().get_list_filter(request)]

    def _scoped(self, entry: Any) -> Any:
        if isinstance(entry, str) and "__" not in entry and self.model._meta.get_field(entry).is_relation:
            return (entry, ScopedRelatedFilter)
        return entry

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list's filters ask for, and never for a secret."""
        offered = {_first_part(entry) for entry in self.list_filter}
        parts = lookup.split("__")
        return parts[0] in offered and SECRETS.isdisjoint(parts) and super().lookup_allowed(lookup, value, request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Values that a link proposes for a new row; those that no such field can hold are left out."""
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if self._can_hold(name, value)}

    def _can_hold(self, name: str, value: Any) -> bool:
        try:
            self.model._meta.get_field(name).to_python(value)
        except (FieldDoesNotExist, ValidationError):
            return False
        return True

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would be lost: row by row while that can be read, else as numbers."""
        rows, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        derived = {str(m._meta.verbose_name) for m in apps.get_models() if getattr(m, "IS_DERIVED", False)}
        if sum(counts.values()) > LOSSES_LISTED:
            rows = [str(row) for row in objs]
        return rows, counts, set(forbidden) - derived, protected

    def get_urls(self) -> list[Any]:
        """The pages with a name; the address without a verb only redirects, whatever the id."""
        return [url for url in super().get_urls() if url.name]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "view")

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Somebody who saved the same in the same instant is found by the form when it is checked once more."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs on the row; then the row must still be visible, or everything rolls back."""
        super().save_related(request, form, formsets, change)
        if not self.get_queryset(request).filter(pk=form.instance.pk).exists():
            raise PermissionDenied

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        if not self.adding_is_audited:
            _audit(request, "added", obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        _audit(request, "changed", obj, _changes(message))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            _audit(request, "deleted", row)

    def show_once(self, request: HttpRequest, *, title: str, explanation: str, secret: str) -> HttpResponse:
        """A page with a secret that is stored nowhere, neither here nor in the browser."""
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "explanation": explanation,
            "secret": secret,
            "next": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
        }
        response = TemplateResponse(request, "admin/secret_once.html", context)
        add_never_cache_headers(response)
        return response

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Where nothing can be typed there is nothing to save."""
        readonly = {*flatten_fieldsets(self.get_fieldsets(request))} <= {*self.get_readonly_fields(request)}
        hidden = {"show_save": False, "show_save_and_continue": False} if readonly else {}
        return super().change_view(request, object_id, form_url, {**hidden, **(extra_context or {})})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What the audit knows about one row, latest first."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        about = {"object_type": self.model._meta.label_lower, "object_id": str(row.pk)}
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "opts": self.model._meta,
            "object": row,
            "events": AuditEvent.objects.visible_to(actor_of(request)).filter(**about)[:100],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/audit_history.html", context)


def _first_part(entry: Any) -> str:
    """Where what a filter asks for in an address begins."""
    if isinstance(entry, type):
        return str(entry.parameter_name)
    return str(entry if isinstance(entry, str) else entry[0]).split("__")[0]


def _audit(request: HttpRequest, action: str, row: models.Model, changes: dict[str, Any] | None = None) -> None:
    actor = actor_of(request)
    if actor is not None:
        record_audit(actor=actor, action=action, row=row, changes=changes)


def _changes(message: Any) -> dict[str, list[str]]:
    """The fields that were changed, here or below, and the rows that were added or deleted below the row."""
    parts = message if isinstance(message, list) else []
    changes = {"fields": sorted({str(name) for part in parts for name in part.get("changed", {}).get("fields", [])})}
    for verb in ("added", "deleted"):
        if rows := [f"{part[verb]['name']} {part[verb]['object']}" for part in parts if part.get(verb)]:
            changes[verb] = rows
    return changes
