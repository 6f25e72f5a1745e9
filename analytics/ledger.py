"""The platform's books: each movement of money once, however often it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from agencies.tenancy import agency_scope
from analytics.models import Transaction
from chats.ingest import IncomingFan, record_messages
from chats.models import Chat

#: How a transaction is told that takes another back.
REVERSAL = "reversal of {}"


class IncomingTransaction(NamedTuple):
    """A movement of money as its source tells it, in dollars: `gross` is what the fan paid without tax.

    `is_reversed`: the platform has taken it back since.
    """

    of_transaction_id: str
    kind: str
    gross: Decimal
    fee: Decimal
    occurred_at: dt.datetime
    fan: IncomingFan | None = None
    is_reversed: bool = False


def record_transactions(
    *, agency_id: UUID, creator_id: UUID, transactions: Iterable[IncomingTransaction], source: str
) -> int:
    """Write what is new and return how many rows that were; what is known stays as it is.

    A reversed transaction stays, and a chargeback of the same amount is written beside it.
    """
    told = {transaction.of_transaction_id: transaction for transaction in transactions}
    if not told:
        return 0
    with agency_scope(agency_id):
        chats = _chats_of(agency_id, creator_id, told.values(), source)
        rows = [row for one in told.values() for row in _rows(agency_id, creator_id, one, chats)]
        known = set(
            Transaction.objects.filter(
                agency_id=agency_id, of_transaction_id__in=[row.of_transaction_id for row in rows]
            ).values_list("of_transaction_id", flat=True)
        )
        new = [row for row in rows if row.of_transaction_id not in known]
        # In one order for all writers, so that two never wait for each other in a circle.
        Transaction.objects.bulk_create(sorted(new, key=lambda row: str(row.of_transaction_id)), ignore_conflicts=True)
        return len(new)


def _chats_of(
    agency_id: UUID, creator_id: UUID, transactions: Iterable[IncomingTransaction], source: str
) -> dict[int, UUID]:
    """The chats of all fans who are named, made where there are none."""
    fans = {one.fan.of_id: one.fan for one in transactions if one.fan}
    if not fans:
        return {}
    record_messages(agency_id=agency_id, creator_id=creator_id, messages=[], source=source, fans=fans.values())
    chats = Chat.objects.filter(Q(agency_id=agency_id, creator_id=creator_id, fan_of_id__in=fans))
    return dict(chats.values_list("fan_of_id", "pk"))


def _rows(
    agency_id: UUID, creator_id: UUID, told: IncomingTransaction, chats: dict[int, UUID]
) -> Iterable[Transaction]:
    common = {
        "agency_id": agency_id,
        "creator_id": creator_id,
        "chat_id": chats.get(told.fan.of_id) if told.fan else None,
        "occurred_at": told.occurred_at,
    }
    yield Transaction(
        **common,
        of_transaction_id=told.of_transaction_id,
        kind=told.kind,
        gross=told.gross,
        fee=told.fee,
        net=told.gross - told.fee,
    )
    if told.is_reversed:
        yield Transaction(
            **common,
            of_transaction_id=REVERSAL.format(told.of_transaction_id),
            kind=Transaction.Kind.CHARGEBACK,
            gross=-told.gross,
            fee=-told.fee,
            net=told.fee - told.gross,
        )
