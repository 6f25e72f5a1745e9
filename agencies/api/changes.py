"""Everything that has changed, in order: for those who keep a copy of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson
from django.contrib.postgres.fields import ArrayField
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_serializer
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_base import ReadOnlyViewSet
from agencies.api_errors import PROBLEM_TYPE, WrongParametersError
from agencies.api_pages import asked_size, rows_by_id, signed, unsigned
from agencies.api_shape import told_endpoints
from agencies.changes import DELETED, KEPT_FOR, horizon
from agencies.models import Change
from agencies.scope import Actor, Role

FIRST = UUID(int=0)
SIGNER = Signer(salt="cursor of changes")


class CursorTooOldError(exceptions.APIException):
    """What came after the cursor is not kept any more, or it was made by another database."""

    status_code = 410
    default_detail = (
        f"What changed since then is not kept any more (it is for {KEPT_FOR.days} days). Ask without `since` for a "
        "new cursor, read everything anew, and go on from that cursor."
    )
    default_code = "cursor_too_old"


@dataclass(frozen=True, order=True)
class Cursor:
    """A place between two changes, and when it was written (seconds since 1970).

    `number` of the ids of the change `id` of the `transaction` are behind it.
    """

    transaction: int
    at: int
    id: UUID = FIRST
    number: int = 0

    def __str__(self) -> str:
        return signed(SIGNER, [self.transaction, self.at, self.id, self.number])

    @classmethod
    def read(cls, text: str) -> Cursor:
        """Raises `WrongParametersError` for anything that we did not make."""
        try:
            transaction, at, pk, number = unsigned(SIGNER, text)
            return cls(transaction, at, UUID(pk), number)
        except (BadSignature, ValueError) as error:
            raise WrongParametersError({"since": "Give the `cursor` of an earlier answer; this is none."}) from error


class ChangeSerializer(serializers.Serializer[Any]):
    """One row that is new, changed or gone; `data` is the row as it is now, null if it is gone."""

    type = serializers.CharField(help_text="What kind of row, as in `message`.")
    id = serializers.UUIDField()
    deleted = serializers.BooleanField()
    changed_at = serializers.DateTimeField(help_text="When it was changed last, within this page.")
    data: Any = serializers.DictField(allow_null=True, help_text="As the endpoint of its kind shows it.")


@extend_schema_serializer(many=False)
class ChangesSerializer(serializers.Serializer[Any]):
    """Some changes, and the cursor to ask with for those behind them."""

    results = ChangeSerializer(many=True)
    cursor = serializers.CharField(help_text="For `since`.")
    has_more = serializers.BooleanField(help_text="Whether there is more right now.")


class ChangesViewSet(ReadOnlyViewSet):
    """What has changed."""

    queryset = Change.objects.all()
    serializer_class = ChangesSerializer
    pagination_class: Any = None
    page_size, max_page_size = 100, 500

    @extend_schema(
        parameters=[
            OpenApiParameter("since", str, description="The `cursor` of an earlier answer. Without it: from now on."),
            OpenApiParameter(
                "types", {"type": "array", "items": {"type": "string"}}, style="form", explode=False,
                description="Only changes of these kinds.",
            ),
            OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": max_page_size, "default": 100}),
        ],
        responses={
            200: ChangesSerializer,
            (410, PROBLEM_TYPE): OpenApiResponse(
                {"$ref": "#/components/schemas/Problem"}, CursorTooOldError.default_detail
            ),
        },
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """Rows that are new, changed or gone since a cursor, the earliest first, each as it is now.

        A row that changed several times stands in a page once. Rows that go with another one (the messages of a chat
        that is deleted) are not listed one by one. Nothing is left out however many write at once; a transaction that
        is long under way holds back those that came after it.
        """
        if self.actor.agency_id is None:
            raise exceptions.PermissionDenied
        query = request.query_params
        kinds, size = _kinds(self.actor, query.get("types")), asked_size(request, self.page_size, self.max_page_size)
        reached, at = horizon(), int(timezone.now().timestamp())
        if "since" not in query:
            return _answer([], Cursor(reached.below, at), has_more=False)
        since = Cursor.read(query["since"])
        below = reached.seen_from(since.transaction)
        if below is None or since.at < at - KEPT_FOR.total_seconds():
            raise CursorTooOldError
        now = max(Cursor(below, at), replace(since, at=at))
        noted, end = _noted(self.actor, kinds, since, now, size)
        return _answer(_told(self.actor, kinds, noted), end or now, has_more=end is not None)


Kinds = dict[str, Any]


@dataclass(slots=True)
class Noted:
    """What is noted of one row in a page."""

    kind: str
    id: UUID
    creator_id: UUID | None
    at: dt.datetime
    is_gone: bool = False


def _answer(results: Iterable[dict[str, Any]], cursor: Cursor, *, has_more: bool) -> Response:
    return Response({"results": list(results), "cursor": str(cursor), "has_more": has_more})


def _kinds(actor: Actor, given: str | None) -> Kinds:
    """The endpoints of the kinds that are asked for and that the actor may see. Raises `WrongParametersError`."""
    may = {name: view for name, view in told_endpoints().items() if actor.may("view", view.queryset.model)}
    wanted = {name.strip() for name in given.split(",") if name.strip()} if given else set(may)
    if unknown := sorted(wanted - set(may)):
        raise WrongParametersError({"types": f"Unknown: {', '.join(unknown)}. There are: {', '.join(sorted(may))}."})
    return {name: view for name, view in may.items() if name in wanted}


def _noted(actor: Actor, kinds: Kinds, since: Cursor, now: Cursor, size: int) -> tuple[list[Noted], Cursor | None]:
    """The notes of the next `size` rows, each once, and where they end; no end if there is nothing behind them."""
    notes: dict[tuple[str, UUID], Noted] = {}
    rows = list(_rows(actor, kinds, since, now, size))
    for transaction, pk, kind, event, creator_id, at, ids in rows:
        read = since.number if pk == since.id else 0
        for number, of in enumerate(ids, read):
            if (kind, of) not in notes and len(notes) == size:
                return list(notes.values()), Cursor(transaction, int(at.timestamp()), pk, number)
            noted = notes.setdefault((kind, of), Noted(kind, of, creator_id, at))
            noted.at, noted.creator_id = at, noted.creator_id or creator_id
            noted.is_gone |= event == DELETED
    end = None
    if len(rows) > size:
        transaction, pk, *_, at, ids = rows[-1]
        end = Cursor(transaction, int(at.timestamp()), pk, (since.number if pk == since.id else 0) + len(ids))
    return list(notes.values()), end


def _rows(actor: Actor, kinds: Kinds, since: Cursor, now: Cursor, size: int) -> Any:
    """The changes behind `since`, with no more of their ids than the page can hold and one."""
    behind = Q(transaction__gt=since.transaction) | Q(transaction=since.transaction, id__gte=since.id)
    rows = Change.objects.visible_to(actor).filter(
        behind, transaction__gte=since.transaction, transaction__lt=now.transaction, told_as__in=kinds
    )
    started, whole = _part(since.number, size + 1), _part(0, size + 1)
    some = Case(When(id=since.id, then=started), default=whole)
    columns = ("transaction", "id", "told_as", "event", "creator_id", "created_at")
    # A change that is read already, and each of the others brings one row at least.
    return rows.order_by("transaction", "id").values_list(*columns, some)[: size + 2]


def _part(read: int, limit: int) -> Func:
    template = f"(%(expressions)s)[{int(read) + 1}:{int(read) + int(limit)}]"
    return Func(F("object_ids"), template=template, output_field=ArrayField(models.UUIDField()))


def _told(actor: Actor, kinds: Kinds, notes: list[Noted]) -> Iterator[dict[str, Any]]:
    """What the actor may know of it: rows as they are now, and that those are gone that they could have seen."""
    ids: dict[str, list[UUID]] = {}
    for noted in notes:
        ids.setdefault(noted.kind, []).append(noted.id)
    found = {kind: rows_by_id(actor, kinds[kind], of) for kind, of in ids.items()}
    for noted in notes:
        data = found[noted.kind].get(noted.id)
        if data is None and not (noted.is_gone and _might_see(actor, kinds[noted.kind].queryset.model, noted)):
            continue
        yield {
            "type": noted.kind,
            "id": noted.id,
            "deleted": data is None,
            "changed_at": noted.at,
            "data": orjson.Fragment(data) if data else None,
        }


def _might_see(actor: Actor, model: Any, noted: Noted) -> bool:
    scope = model.SCOPE
    if scope.member and actor.role == Role.CHATTER:
        return False
    if actor.creator_ids is None or scope.creator is None:
        return True
    return noted.creator_id in actor.creator_ids if noted.creator_id else scope.shared
