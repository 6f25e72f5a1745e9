"""`visible_to(actor)`: the one choke point for what anybody may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, Q, Value

from agencies import changes, statements

if TYPE_CHECKING:
    from agencies.scope import Actor


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset of a model that declares `SCOPE`. Every face starts from `visible_to`.

    What it writes is noted for those who follow our changes, if the model is told of (`TOLD_AS`).
    """

    def visible_to(self, actor: Actor | None) -> Self:
        """Only the rows that `actor` may see; nobody (None) sees nothing."""
        if actor is None:
            return self.none()
        scope = self.model.SCOPE
        if actor.agency_id is None:
            # An operator who has entered no agency manages agencies and users, and sees no business.
            return self if self.model.OPERATOR_SEES_ALL else self.none()
        rows = self.filter(Q((scope.agency, actor.agency_id)))
        if scope.creator and actor.creator_ids is not None:
            within = Q((f"{scope.creator}__in", actor.creator_ids))
            rows = rows.filter(within | Q((f"{scope.creator}__isnull", True)) if scope.shared else within)
        if scope.member and actor.role == "chatter":
            if actor.membership_id is None:
                # A key is no member, and what is nobody's is not its own.
                return rows.none()
            rows = rows.filter(Q((scope.member, actor.membership_id)))
        return rows

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        with transaction.atomic(using=self.db, savepoint=False):
            rows = super().bulk_create(objs, *args, **kwargs)
            self._note([(row.agency_id, None, row.pk) for row in rows], changes.CREATED)
            return rows

    def insert(self, rows: list[Any]) -> list[Any]:
        """As `bulk_create`, for the few rows that somebody waits for: the statement is compiled once."""
        with transaction.atomic(using=self.db, savepoint=False):
            statements.insert(rows)
            for row in rows:
                row._state.adding, row._state.db = False, self.db
            self._note([(row.agency_id, None, row.pk) for row in rows], changes.CREATED)
            return rows

    def update(self, **values: Any) -> int:
        if not self.model.TOLD_AS:
            return super().update(**values)
        with transaction.atomic(using=self.db, savepoint=False):
            # First those whom it will be, held until the end, so that they are the very ones.
            held = self.select_for_update(no_key=True, of=("self",)).order_by("pk")
            rows = [(agency_id, None, pk) for agency_id, pk in held.values_list("agency_id", "pk")]
            self._note(rows, changes.CHANGED)
            return super(ScopedQuerySet, self.filter(pk__in=[row[-1] for row in rows])).update(**values) if rows else 0

    def delete(self) -> tuple[int, dict[str, int]]:
        if not self.model.TOLD_AS:
            return super().delete()
        with transaction.atomic(using=self.db, savepoint=False):
            creator = F(self.model.SCOPE.creator) if self.model.SCOPE.creator else Value(None, models.UUIDField())
            self._note(list(self.values_list("agency_id", creator, "pk")), changes.DELETED)
            return super().delete()

    def _note(self, rows: list[tuple[Any, Any, Any]], event: str) -> None:
        """Rows of (agency, creator, key)."""
        groups = defaultdict(list)
        for agency_id, creator_id, pk in rows:
            groups[agency_id, creator_id].append(pk)
        for (agency_id, creator_id), ids in groups.items():
            changes.note(model=self.model, agency_id=agency_id, ids=ids, event=event, creator_id=creator_id)
