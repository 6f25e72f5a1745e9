"""What every endpoint builds on.

Reading never builds model objects: PostgreSQL writes the JSON of the columns that the serializer names
(`agencies.api_sql`). Serializers describe the shape (for the schema) and check what is written.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any, ClassVar, NoReturn
from uuid import UUID

import orjson
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import Expression, F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from rest_framework import exceptions, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_conditional import etag_of, require_unchanged, tag
from agencies.api_defaults import AlwaysJson
from agencies.api_errors import WrongHeadersError
from agencies.api_idempotency import HEADER, answer_once
from agencies.api_pages import KeysetPagination, row_json, rows_by_id
from agencies.api_shape import WHOLE, Shape, given_shape
from agencies.scope import Actor
from agencies.services import record_audit


class ScopedRelatedField(serializers.PrimaryKeyRelatedField):
    """A reference by id that resolves only to what the actor may see; a hidden row reads as missing."""

    default_error_messages: ClassVar = {"does_not_exist": "“{pk_value}” does not exist."}

    def __init__(self, **options: Any) -> None:
        super().__init__(pk_field=serializers.UUIDField(), **options)

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        actor = self.context["request"]._request.actor
        return None if queryset is None else queryset.visible_to(actor)  # type: ignore[attr-defined]


class OfferedChoiceField(serializers.ChoiceField):
    """A choice that says what there is, where what was given is not."""

    default_error_messages: ClassVar = {"invalid_choice": "“{input}” is none of: {offered}."}

    def fail(self, key: str, **values: Any) -> NoReturn:
        super().fail(key, offered=", ".join(str(choice) for choice in self.choices if choice != ""), **values)


class ScopedSerializer(serializers.ModelSerializer[Any]):
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    serializer_related_field = ScopedRelatedField
    serializer_choice_field = OfferedChoiceField

    @classmethod
    def columns(cls) -> dict[str, Expression | F]:
        """What each field is read from: a column, one by another path, or an expression in `Meta.computed`."""
        meta: Any = cls.Meta  # type: ignore[attr-defined]
        sources = {name: field.source for name, field in cls._declared_fields.items() if field.source}
        columns = {name: F(sources.get(name, name).replace(".", "__")) for name in meta.fields}
        return {**columns, **getattr(meta, "computed", {})}

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if self.instance is not None:
            for name in getattr(self.Meta, "create_only", ()):  # type: ignore[attr-defined]
                fields[name].read_only = True
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Run the model's own rules (clean, constraints), so that the database is not the first to object."""
        attrs = super().validate(attrs)
        row = self.instance or self.Meta.model(agency_id=self.context["request"]._request.actor.agency_id)  # type: ignore[attr-defined,misc]
        candidate = type(row)(
            **{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.generated}
        )
        candidate._state.adding = self.instance is None
        for name, value in attrs.items():
            setattr(candidate, name, value)
        try:
            candidate.full_clean(validate_unique=False)
        except ValidationError as error:
            raise _at_its_field(error) from error
        return attrs


def _at_its_field(error: ValidationError) -> ValidationError:
    """What must be unique in an agency, told where it stands."""
    told = error.error_dict
    for one in told.get(NON_FIELD_ERRORS, ()):
        names = [name for name in (one.params or {}).get("unique_check", ()) if name != "agency"]
        if one.code == "unique_together" and len(names) == 1:
            told.setdefault(names[0], []).append(ValidationError("There is one like that already.", code=one.code))
            told[NON_FIELD_ERRORS].remove(one)
    return ValidationError({name: found for name, found in told.items() if found})


def _seconds(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())


class ReadableViewSet(viewsets.GenericViewSet[Any]):
    """List and read the rows that the actor may see, and whatever actions there are.

    A subclass names `queryset`, `serializer_class`, `filterset_class`, the methods it offers
    (`http_method_names`) and `keyset`, the columns that order its pages (none may be NULL).
    """

    filterset_class: ClassVar[Any] = None
    keyset: ClassVar[tuple[str, ...]] = ("-id",)
    #: What an extra action needs of the permission table, where its HTTP method says something else.
    needs: str | None = None
    #: The actions whose answers show a secret, which is kept nowhere.
    secret_actions: ClassVar[tuple[str, ...]] = ()
    #: Since when something else should be used, and from when on this is gone; of one action, in its `@action`.
    deprecated_since: dt.date | None = None
    sunset: dt.date | None = None
    pagination_class = KeysetPagination
    content_negotiation_class = AlwaysJson
    lookup_value_converter = "uuid"
    http_method_names: ClassVar[list[str]] = ["get", "post", "patch", "delete", "head", "options"]  # type: ignore[misc]

    @classmethod
    def permission_model(cls) -> Any:
        """The model whose row of the permission table is asked."""
        return cls.queryset.model  # type: ignore[union-attr]

    @property
    def actor(self) -> Any:
        """Who is asking; None only while the schema is generated."""
        return getattr(self.request._request, "actor", None)

    @classmethod
    def visible(cls, actor: Actor | None) -> Any:
        """The rows that `actor` may see."""
        return cls.queryset.all().visible_to(actor)  # type: ignore[union-attr]

    def get_queryset(self) -> Any:
        return self.visible(self.actor)

    def shows_secret(self) -> bool:
        """Whether the answer must not be kept."""
        return self.action in self.secret_actions

    def takes_stream(self, request: Request) -> bool:
        """Whether the body is read as it comes in."""
        return False

    def check_permissions(self, request: Request) -> None:
        """Who is known is told that there is no such method before what they may not do."""
        method = str(request.method).lower()
        is_known = method == "options" or (method in self.http_method_names and method in (self.action_map or {}))
        if self.actor is not None and not is_known:
            raise exceptions.MethodNotAllowed(str(request.method))
        super().check_permissions(request)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After all checks of who is asking; a POST that is marked then happens once."""
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and (key := request.headers.get(HEADER)) is not None and self.actor.agency_id:
            if self.takes_stream(request):
                raise WrongHeadersError({HEADER: "A stream may be sent again without: what came already is known."})
            handler = getattr(self, "post", self.http_method_not_allowed)
            self.post = functools.partial(answer_once, self, handler, key)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Data is no page: it may load nothing and stand in no frame. It is asked for again, and sent if it is new.

        What is deprecated says so (RFC 9745, RFC 8594).
        """
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        response.headers["Cache-Control"] = "private, no-cache"
        if self.deprecated_since:
            response.headers["Deprecation"] = f"@{_seconds(self.deprecated_since)}"
        if self.sunset:
            response.headers["Sunset"] = http_date(_seconds(self.sunset))
        if request.method in ("GET", "HEAD") and response.status_code == 200:
            response.add_post_render_callback(functools.partial(tag, request._request))
        return super().finalize_response(request, response, *args, **kwargs)

    @classmethod
    def shown(cls, actor: Actor, pk: Any) -> Any:
        """One row that `actor` may see, as clients of this endpoint get it, ready to send."""
        return orjson.Fragment(rows_by_id(actor, cls, [pk])[pk])

    def row(self, pk: Any, shape: Shape = WHOLE) -> Any:
        """One visible row as clients get it, ready to send. Raises `Http404`."""
        return orjson.Fragment(self._row_text(pk, shape))

    def _row_text(self, pk: Any, shape: Shape = WHOLE) -> str:
        found = row_json(self, pk, shape)
        if found is None:
            raise Http404
        return found

    def _written(self, pk: Any, status: int) -> Response:
        """The answer to a write: the row, and the ETag that the next `If-Match` may name."""
        text = self._row_text(pk)
        return Response(orjson.Fragment(text), status=status, headers={"ETag": etag_of(text.encode())})

    def get_object(self) -> Any:
        """The row that the address names. Raises `Http404` and `PermissionDenied`.

        Where a change names in `If-Match` what it is a change of, the row is locked first: of two who have seen
        the same, the second waits, finds it changed and gets `PreconditionFailedError`.
        """
        wanted = self.request.headers.get("If-Match") if self.request.method in ("PATCH", "DELETE", "POST") else None
        rows = self.get_queryset()
        if wanted is not None:
            rows = rows.select_for_update(of=("self",), no_key=True)
        row = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.check_object_permissions(self.request, row)
        if wanted is not None:
            require_unchanged(wanted, self._row_text(row.pk).encode())
        return row

    def list(self, request: Request) -> Response:
        """A page of rows, newest first unless said otherwise."""
        return Response(self.paginator.page(request, self))  # type: ignore[union-attr]

    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One row."""
        return Response(self.row(pk, given_shape(self.__class__, request.query_params)))


class ScopedViewSet(ReadableViewSet):
    """List, read and write the rows that the actor may see."""

    def create(self, request: Request) -> Response:
        """Add a row to the agency."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            row = self.perform_create(serializer)
            self._must_be_allowed("add", row)
        return self._written(row.pk, 201)

    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change the named fields of a row."""
        row = self.get_object()
        serializer = self.get_serializer(row, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            row = self.perform_update(serializer)
            self._must_be_allowed("change", row)
        return self._written(row.pk, 200)

    def destroy(self, request: Request, pk: UUID) -> Response:
        """Remove a row."""
        self.perform_destroy(self.get_object())
        return Response(status=204)

    def perform_create(self, serializer: Any) -> models.Model:
        row = serializer.save(agency_id=self.actor.agency_id)
        record_audit(actor=self.actor, action="added", row=row)
        return row  # type: ignore[no-any-return]

    def perform_update(self, serializer: Any) -> models.Model:
        row = serializer.save()
        record_audit(actor=self.actor, action="changed", row=row, changes={"fields": sorted(serializer.validated_data)})
        return row  # type: ignore[no-any-return]

    def perform_destroy(self, instance: Any) -> None:
        record_audit(actor=self.actor, action="deleted", row=instance)
        _, lost = instance.delete()
        for model in map(apps.get_model, lost):
            if not (getattr(model, "IS_DERIVED", False) or self.actor.may("delete", model)):
                raise exceptions.PermissionDenied(f"You may not delete the {model._meta.verbose_name_plural} below it.")

    def _must_be_allowed(self, action: str, row: models.Model) -> None:
        """After a write the row must be visible, and one that the actor may write; else all is undone."""
        if not self.get_queryset().filter(pk=row.pk).exists() or not self.actor.may(action, row):
            raise exceptions.PermissionDenied("You may not write such a row.")


class ReadOnlyViewSet(ReadableViewSet):
    """List and read only."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]  # type: ignore[misc]
