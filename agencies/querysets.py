"""`visible_to(actor)`: the one choke point for what anybody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from agencies.scope import Actor


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset of a model that declares `SCOPE`. Every face starts from `visible_to`."""

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
            rows = rows.filter(Q((scope.member, actor.membership_id)))
        return rows
