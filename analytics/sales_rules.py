"""The agency's rules about sales: what they would change, changing them, and applying them to what was sold before.

Applying is a function of the rules and the books, in parts of which each is a transaction. So it may stop anywhere,
begin anew, or be done twice; whoever counts statistics meanwhile waits for one part of it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from agencies.tenancy import agency_scope
from analytics import attribution, settlement
from analytics.attribution import Move
from analytics.folding.fold import Step, hold_progress, timezone_of
from analytics.models import SalesRules, Transaction
from analytics.tasks import follow_rules

#: Sales in one transaction.
SALES_AT_ONCE = 2_000


class Preview(NamedTuple):
    """What rules would change: whose sales are, and what is left of those that only messages tell of.

    `charged` sales would have another fee, and all of them together `charged_net` net dollars more.
    """

    moves: list[Move]
    charged: int
    charged_net: Decimal

    @property
    def sales(self) -> int:
        """Sales that would be somebody else's."""
        return sum(move.sales for move in self.moves)

    @property
    def net(self) -> Decimal:
        """What they brought, in net dollars of today."""
        return sum((move.net for move in self.moves), Decimal(0))


def rules_of(agency_id: UUID, *, lock: bool = False) -> SalesRules:
    """The rules in force: the agency's own, or the usual ones. Call in the scope."""
    rows = SalesRules.objects.filter(agency_id=agency_id)
    own = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    return own or SalesRules(agency_id=agency_id)


def preview_rules(*, actor: Actor, rules: SalesRules) -> Preview:
    """What `rules` would change if they were saved; nothing is. Raises `PermissionDenied`, and `ValidationError`."""
    agency_id = _checked(actor, rules)
    charged, net = settlement.charge_preview(agency_id=agency_id, rules=rules)
    return Preview(attribution.preview(agency_id=agency_id, rules=rules), charged, net)


@transaction.atomic
def save_rules(*, actor: Actor, rules: SalesRules) -> SalesRules:
    """Save the rules, and have them applied to all sales there are.

    Raises `PermissionDenied`, and `ValidationError` for bad figures.
    """
    agency_id = _checked(actor, rules)
    before = rules_of(agency_id)
    changed = {
        field.name: [str(getattr(before, field.name)), str(getattr(rules, field.name))]
        for field in SalesRules._meta.fields
        if field.editable and getattr(before, field.name) != getattr(rules, field.name)
    }
    is_new = rules._state.adding
    rules.applied_at = rules.applied_up_to = None
    rules.sales_applied, rules.sales_to_apply = 0, Transaction.objects.filter(agency_id=agency_id).count()
    rules.save()
    record_audit(
        actor=actor, action="added" if is_new else "changed", row=rules, changes={"fields": sorted(changed), **changed}
    )
    follow_rules(agency_id)
    return rules


def apply_some(agency_id: UUID) -> bool:
    """Apply rules that have changed to the next sales; return whether there are more."""
    with agency_scope(agency_id):
        hold_progress(agency_id)
        changed = SalesRules.objects.filter(agency_id=agency_id, applied_at=None)
        rules = changed.select_for_update(of=("self",), no_key=True).first()
        if rules is None:
            return False
        sales = Transaction.objects.filter(agency_id=agency_id, pk__gt=rules.applied_up_to or UUID(int=0))
        some = list(sales.order_by("pk").values_list("pk", flat=True)[:SALES_AT_ONCE])
        step = Step(agency_id, timezone_of(agency_id))
        step.begin()
        step.apply_rules(some)
        rules.sales_applied += len(some)
        if some:
            rules.applied_up_to = some[-1]
        if len(some) < SALES_AT_ONCE:
            rules.applied_at = timezone.now()
        rules.save(update_fields=["sales_applied", "applied_up_to", "applied_at"])
        return rules.applied_at is None


def _checked(actor: Actor, rules: SalesRules) -> UUID:
    if actor.agency_id is None or not actor.may("add" if rules._state.adding else "change", rules):
        raise PermissionDenied
    rules.agency_id = actor.agency_id
    rules.full_clean(exclude=["agency"])
    return actor.agency_id
