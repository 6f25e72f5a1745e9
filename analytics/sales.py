"""Sales that people and programs record, and give to members by hand."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from agencies.models import Membership
from agencies.scope import Actor
from agencies.services import record_audit
from analytics import settlement
from analytics.models import Transaction
from analytics.sales_rules import rules_of

Kind, BY_HAND = Transaction.Kind, Transaction.Attribution.BY_HAND


@transaction.atomic
def give_sale(*, actor: Actor, sale: Transaction, member: Membership | None) -> None:
    """Make a sale a member's, or nobody's, whatever the rules say. Raises `PermissionDenied`."""
    _must_change(actor, sale)
    sale.attributed_to, sale.attribution = member, BY_HAND
    sale.save(update_fields=["attributed_to", "attribution"])
    given = {"fields": ["attributed_to"], "attributed_to": str(member.pk) if member else None}
    record_audit(actor=actor, action="given by hand", row=sale, changes=given)


@transaction.atomic
def leave_to_rules(*, actor: Actor, sale: Transaction) -> None:
    """Let the rules say again whose a sale is; they do a moment later. Raises `PermissionDenied`."""
    _must_change(actor, sale)
    sale.attributed_to, sale.attribution = None, ""
    sale.save(update_fields=["attributed_to", "attribution"])
    record_audit(actor=actor, action="left to the rules", row=sale, changes={"fields": ["attributed_to"]})


def fee_and_net(*, agency_id: UUID, gross: Decimal, fee: Decimal | None) -> tuple[Decimal, Decimal]:
    """What the platform keeps of `gross`, by the rules if nobody has told the `fee`, and what is left of it."""
    fee = settlement.fee_of(gross, rules_of(agency_id)) if fee is None else fee
    return fee, gross - fee


@transaction.atomic
def record_sale(*, actor: Actor, sale: Transaction, reverses: Transaction | None = None) -> Transaction:
    """Write a movement of money into the books, and return it.

    What a message has told of already becomes what is told now, so that it is not counted twice. `reverses` is what a
    chargeback takes back: it is whose that was. Raises `PermissionDenied` and `ValidationError`.
    """
    if actor.agency_id is None or not actor.may("add", sale):
        raise PermissionDenied
    sale.agency_id = actor.agency_id
    if reverses:
        _take_back(sale, reverses)
    sale.full_clean(exclude=["agency"])
    if sale.attributed_to_id:
        sale.attribution = BY_HAND
    known = _told_by_message(sale)
    if known is None:
        sale.save()
    elif sale.of_transaction_id:
        settlement.take_over(
            known, of_transaction_id=sale.of_transaction_id, occurred_at=sale.occurred_at, fee=sale.fee
        )
    if known is not None and sale.attributed_to_id:
        known.attributed_to_id, known.attribution = sale.attributed_to_id, BY_HAND
        known.save(update_fields=["attributed_to", "attribution"])
    recorded = known or sale
    record_audit(actor=actor, action="recorded", row=recorded)
    return recorded


def _take_back(sale: Transaction, original: Transaction) -> None:
    if sale.kind != Kind.CHARGEBACK or original.kind == Kind.CHARGEBACK:
        raise ValidationError({"reverses": "Only a chargeback takes something back, and never another chargeback."})
    if original.of_transaction_id is None or sale.of_transaction_id is not None:
        raise ValidationError({"reverses": "A chargeback is known by the OnlyFans id of what it takes back."})
    if original.creator_id != sale.creator_id:
        raise ValidationError({"reverses": "This was sold by another creator."})
    sale.of_transaction_id = settlement.REVERSAL.format(original.of_transaction_id)
    sale.chat_id = original.chat_id


def _told_by_message(sale: Transaction) -> Transaction | None:
    """The movement we made of the message that was paid for. Raises `ValidationError` if the message has another."""
    if sale.kind not in settlement.KINDS or sale.chat_id is None:
        return None
    settlement.lock(sale.agency_id, [sale.chat_id])
    if sale.message_id is None:
        found: Transaction | None = settlement.told_by_message(
            agency_id=sale.agency_id, chat_id=sale.chat_id, kind=sale.kind, gross=sale.gross, at=sale.occurred_at
        )
        return found
    row = Transaction.objects.filter(agency_id=sale.agency_id, message_id=sale.message_id, kind=sale.kind).first()
    if row and (row.gross != sale.gross or not str(row.of_transaction_id).startswith(settlement.FROM_MESSAGE)):
        raise ValidationError({"message": "What was paid for this message is recorded already."})
    return row


def _must_change(actor: Actor, row: models.Model) -> None:
    if actor.agency_id is None or not actor.may("change", row):
        raise PermissionDenied
