"""What can be asked about pay. Everything starts from `visible_to(actor)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from agencies.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from agencies.scope import Actor


class PayQuerySet(ScopedQuerySet):
    """Statements, or their lines: `STATUS` of the model is the way to the statement's status."""

    def visible_to(self, actor: Actor | None) -> Self:
        """As everywhere; who is limited to creators sees only their own pay, once nothing of it changes any more.

        So a chatter does, and a program that may see some creators sees none: pay is of the sales of all.
        """
        rows = super().visible_to(actor)
        if actor is None or actor.creator_ids is None:
            return rows
        return rows.filter(Q((self.model.SCOPE.member, actor.membership_id)), Q((self.model.STATUS, "locked")))

    def for_sheet(self) -> Self:
        """Lines with whose they are, statement by statement."""
        in_order = self.order_by("statement__month", "statement_id", "position", "created_at", "id")
        return in_order.select_related("statement__membership__user")
