"""The platform's books: each movement of money once, however often it is told."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from agencies.tenancy import agency_scope
from analytics import settlement
from analytics.models import Transaction
from analytics.settlement import REVERSAL
from chats.ingest import IncomingFan, record_messages
from chats.models import Chat

#: How ids begin that we give to what is told without one.
NAMELESS = "told without id:"
#: When, for what, how much, and from whom.
Likeness = tuple[Any, ...]


class IncomingTransaction(NamedTuple):
    """A movement of money as its source tells it, in dollars: `gross` is what the fan paid without tax.

    `is_reversed`: the platform has taken it back since. A source that tells no id tells by `number` how many that are
    like it (same fan, kind, amount and time) came before.
    """

    of_transaction_id: str | None
    kind: str
    gross: Decimal
    fee: Decimal
    occurred_at: dt.datetime
    fan: IncomingFan | None = None
    is_reversed: bool = False
    number: int = 0


def record_transactions(
    *, agency_id: UUID, creator_id: UUID, transactions: Iterable[IncomingTransaction], source: str
) -> int:
    """Write what is new and return how many rows that were; what is known stays as it is.

    A reversed transaction stays, and a chargeback of the same amount is written beside it.
    """
    told = list(transactions)
    if not told:
        return 0
    with agency_scope(agency_id):
        chats = _chats_of(agency_id, creator_id, told, source)
        alike = _alike(agency_id, creator_id, told)
        named = {_id_of(one, creator_id): one for one in told if not _is_known_by_name(one, alike)}
        _name(agency_id, named, alike)
        _name_those_of_messages(agency_id, named, chats)
        rows = [row for of_id, one in named.items() for row in _rows(agency_id, creator_id, of_id, one, chats)]
        known = set(
            Transaction.objects.filter(
                agency_id=agency_id, of_transaction_id__in=[row.of_transaction_id for row in rows]
            ).values_list("of_transaction_id", flat=True)
        )
        new = [row for row in rows if row.of_transaction_id not in known]
        # In one order for all writers, so that two never wait for each other in a circle.
        Transaction.objects.bulk_create(sorted(new, key=lambda row: str(row.of_transaction_id)), ignore_conflicts=True)
        return len(new)


def _id_of(told: IncomingTransaction, creator_id: UUID) -> str:
    """The platform's id, or one of ours that is the same each time the same is told without one."""
    if told.of_transaction_id:
        return told.of_transaction_id
    facts = f"{creator_id} {' '.join(map(str, _likeness(told)))}"
    return f"{NAMELESS}{hashlib.sha256(facts.encode()).hexdigest()[:24]}:{told.number}"


def _likeness(told: IncomingTransaction) -> Likeness:
    return told.occurred_at, told.kind, told.gross, told.fan.of_id if told.fan else None


def _alike(
    agency_id: UUID, creator_id: UUID, told: Collection[IncomingTransaction]
) -> dict[Likeness, tuple[int, list[str]]]:
    """Of what is alike to what is told: how many have the platform's id, and the ids of those that have one of ours."""
    rows = Transaction.objects.filter(
        agency_id=agency_id, creator_id=creator_id, occurred_at__in={one.occurred_at for one in told}
    )
    found: dict[Likeness, tuple[int, list[str]]] = {}
    for *likeness, of_id in rows.order_by("of_transaction_id").values_list(
        "occurred_at", "kind", "gross", "chat__fan_of_id", "of_transaction_id"
    ):
        by_name, nameless = found.get(tuple(likeness), (0, []))
        is_nameless = str(of_id).startswith(NAMELESS)
        found[tuple(likeness)] = by_name + (not is_nameless), [*nameless, str(of_id)] if is_nameless else nameless
    return found


def _is_known_by_name(told: IncomingTransaction, alike: dict[Likeness, tuple[int, list[str]]]) -> bool:
    """Told without an id, and the platform has told it with one."""
    return told.of_transaction_id is None and told.number < alike.get(_likeness(told), (0, []))[0]


def _name(agency_id: UUID, told: dict[str, IncomingTransaction], alike: dict[Likeness, tuple[int, list[str]]]) -> None:
    """What was told without an id and is told with one now gets it, so that it is not counted twice."""
    rows = Transaction.objects.filter(agency_id=agency_id)
    for of_id, one in _unknown(agency_id, told).items():
        nameless = alike.get(_likeness(one), (0, []))[1]
        if one.of_transaction_id and nameless:
            rows.filter(of_transaction_id=nameless.pop(0)).update(of_transaction_id=of_id)


def _name_those_of_messages(agency_id: UUID, told: dict[str, IncomingTransaction], chats: dict[int, UUID]) -> None:
    """What a message has told of before becomes what the platform tells of it now (see `analytics.settlement`)."""
    sales = {of_id: one for of_id, one in told.items() if one.fan and one.kind in settlement.KINDS}
    sales = _unknown(agency_id, sales)
    settlement.lock(agency_id, {chats[one.fan.of_id] for one in sales.values() if one.fan})
    # Whoever held the chats before may have told the same.
    sales = _unknown(agency_id, sales)
    for of_id, one in sorted(sales.items(), key=lambda item: item[1].occurred_at):
        row = one.fan and settlement.told_by_message(
            agency_id=agency_id, chat_id=chats[one.fan.of_id], kind=one.kind, gross=one.gross, at=one.occurred_at
        )
        if row is not None:
            settlement.take_over(row, of_transaction_id=of_id, occurred_at=one.occurred_at, fee=one.fee)


def _unknown(agency_id: UUID, told: dict[str, IncomingTransaction]) -> dict[str, IncomingTransaction]:
    rows = Transaction.objects.filter(agency_id=agency_id, of_transaction_id__in=told)
    known = set(rows.values_list("of_transaction_id", flat=True))
    return {of_id: one for of_id, one in told.items() if of_id not in known}


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
    agency_id: UUID, creator_id: UUID, of_id: str, told: IncomingTransaction, chats: dict[int, UUID]
) -> Iterable[Transaction]:
    common = {
        "agency_id": agency_id,
        "creator_id": creator_id,
        "chat_id": chats.get(told.fan.of_id) if told.fan else None,
        "occurred_at": told.occurred_at,
    }
    yield Transaction(
        **common,
        of_transaction_id=of_id,
        kind=told.kind,
        gross=told.gross,
        fee=told.fee,
        net=told.gross - told.fee,
    )
    if told.is_reversed:
        yield Transaction(
            **common,
            of_transaction_id=REVERSAL.format(of_id),
            kind=Transaction.Kind.CHARGEBACK,
            gross=-told.gross,
            fee=-told.fee,
            net=told.fee - told.gross,
        )
