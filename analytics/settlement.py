"""Messages that were paid for, and the movements of money they belong to: one each, whichever is told first.

A PPV that was unlocked and a tip make a movement of our own making, with the fee of the agency's rules, unless the
platform has told of it already. When it tells of it later, our row becomes its row. Until then our row says what the
message and the rules say, also after either has changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from analytics.folding.upsert import ONE_CHAT
from analytics.models import SalesRules, Transaction
from chats.models import Chat

#: How ids begin that we give to movements which only a message tells of.
FROM_MESSAGE = "message:"
#: How a movement is told that takes another back.
REVERSAL = "reversal of {}"
#: By how much the clocks of a message and of the books may differ.
CLOSE = dt.timedelta(minutes=10)
#: The kinds of sales that a message may tell of.
KINDS = ("ppv", "tip")
CENT = Decimal("0.01")
LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)

# What has its movement of money already, of the right amount, is left out.
_PAID = """
SELECT message.id, message.chat_id, chat.creator_id, sale.kind, sale.amount, message.sent_at,
       CASE WHEN sale.kind = 'ppv' THEN message.unlocked_at ELSE message.sent_at END
FROM {source}
CROSS JOIN LATERAL (
    SELECT id, chat_id, sent_at, unlocked, unlocked_at, price, tip_amount FROM chats_message
    WHERE agency_id = %(agency)s AND {where} AND (unlocked OR tip_amount > 0) OFFSET 0
) AS message
CROSS JOIN LATERAL (SELECT creator_id FROM {chat}) AS chat
CROSS JOIN LATERAL (VALUES ('ppv', CASE WHEN message.unlocked THEN message.price END), ('tip', message.tip_amount))
    AS sale (kind, amount)
LEFT JOIN LATERAL (
    SELECT id FROM analytics_transaction
    WHERE agency_id = %(agency)s AND message_id = message.id AND kind = sale.kind
      AND (gross = sale.amount OR starts_with(of_transaction_id, '{ours}') IS NOT TRUE) LIMIT 1
) AS settled ON true
WHERE sale.amount > 0 AND settled.id IS NULL
ORDER BY message.sent_at, message.id
"""
_CHAT = ONE_CHAT.format("message.chat_id")
_OF_MESSAGES, _OF_CHATS = (
    _PAID.format(source="unnest(%(ids)s::uuid[]) AS wanted (id)", where=where, ours=FROM_MESSAGE, chat=_CHAT)
    for where in ("id = wanted.id", "chat_id = wanted.id")
)


class Paid(NamedTuple):
    """A message that was paid for, `amount` dollars; `paid_at` is None where nobody has told when."""

    message_id: UUID
    chat_id: UUID
    creator_id: UUID
    kind: str
    amount: Decimal
    sent_at: dt.datetime
    paid_at: dt.datetime | None

    def fits(self, occurred_at: dt.datetime) -> bool:
        """Whether a movement of that time can be its own."""
        if self.paid_at is None:
            return occurred_at >= self.sent_at - CLOSE
        return abs(occurred_at - self.paid_at) <= CLOSE


def settle(*, agency_id: UUID, messages: Collection[UUID] = (), chats: Collection[UUID] = ()) -> set[UUID]:
    """Give each of these messages that was paid for, and those of whole `chats`, its movement of money.

    Returns the movements that were made or changed. Call in the agency's scope.
    """
    paid = {(one.message_id, one.kind): one for one in _paid(agency_id, _OF_MESSAGES, messages)}
    paid |= {(one.message_id, one.kind): one for one in _paid(agency_id, _OF_CHATS, chats)}
    if not paid:
        return set()
    lock(agency_id, {one.chat_id for one in paid.values()})
    rules = SalesRules.objects.filter(agency_id=agency_id).first() or SalesRules()
    rows = Transaction.objects.filter(agency_id=agency_id, kind__in=KINDS)
    settled = {
        (row.message_id, row.kind): row for row in rows.filter(message_id__in={message_id for message_id, _ in paid})
    }
    changed = {row.pk for key, row in settled.items() if key in paid and _correct(row, paid[key].amount, rules)}
    missing = [one for key, one in paid.items() if key not in settled]
    free = rows.filter(chat_id__in={one.chat_id for one in missing}, message=None).order_by("occurred_at", "id")
    matched = list(_matched(missing, free))
    done = {(row.message_id, row.kind) for row in matched}
    made = [_movement(agency_id, one, rules) for one in missing if (one.message_id, one.kind) not in done]
    for row in matched:
        row.save(update_fields=["message"])
    for row in made:
        row.save()
    return changed | {row.pk for row in [*matched, *made]}


def told_by_message(*, agency_id: UUID, chat_id: UUID, kind: str, gross: Decimal, at: dt.datetime) -> Any:
    """The movement we made of a message that the platform now tells of itself; None if there is none.

    Hold the chat (`lock`) before, so that none is being made meanwhile.
    """
    ours = Transaction.objects.filter(
        agency_id=agency_id, chat_id=chat_id, kind=kind, gross=gross, of_transaction_id__startswith=FROM_MESSAGE
    )
    near = [row for row in ours.select_related("message") if _may_be(row, at)]
    return min(near, key=lambda row: abs(row.occurred_at - at), default=None)


def take_over(row: Transaction, *, of_transaction_id: str, occurred_at: dt.datetime, fee: Decimal) -> None:
    """Make a movement that we made of a message what the platform tells of it; what takes it back follows."""
    reversals = Transaction.objects.filter(
        agency_id=row.agency_id, of_transaction_id=REVERSAL.format(row.of_transaction_id)
    )
    reversals.update(of_transaction_id=REVERSAL.format(of_transaction_id))
    row.of_transaction_id, row.occurred_at, row.fee, row.net = of_transaction_id, occurred_at, fee, row.gross - fee
    row.save(update_fields=["of_transaction_id", "occurred_at", "fee", "net"])


_FEE = "round(gross * %(percent)s / 100, 2)"
_CHARGED_OTHERWISE = f"agency_id = %(agency)s AND of_transaction_id LIKE '{FROM_MESSAGE}%%' AND fee <> {_FEE}"
_CHARGE = f"""
UPDATE analytics_transaction SET fee = {_FEE}, net = gross - {_FEE}
WHERE {_CHARGED_OTHERWISE} AND id = ANY(%(sales)s::uuid[]) RETURNING id
"""
_CHARGE_PREVIEW = f"""
SELECT count(*), COALESCE(sum(fee - {_FEE}), 0) FROM analytics_transaction WHERE {_CHARGED_OTHERWISE}
"""


def charge(*, agency_id: UUID, sales: Collection[UUID], rules: SalesRules) -> set[UUID]:
    """Give those of these sales that only messages tell of the fee of the rules; return which ones changed."""
    with connection.cursor() as cursor:
        cursor.execute(_CHARGE, {"agency": agency_id, "percent": rules.platform_fee_percent, "sales": list(sales)})
        return {row[0] for row in cursor.fetchall()}


def charge_preview(*, agency_id: UUID, rules: SalesRules) -> tuple[int, Decimal]:
    """How many sales `charge` would change, of all there are, and by how many net dollars."""
    with connection.cursor() as cursor:
        cursor.execute(_CHARGE_PREVIEW, {"agency": agency_id, "percent": rules.platform_fee_percent})
        return cursor.fetchone()  # type: ignore[no-any-return]


def lock(agency_id: UUID, chat_ids: Iterable[UUID]) -> None:
    """Let nobody else settle messages of these chats until the end of the transaction."""
    chats = Chat.objects.filter(agency_id=agency_id, pk__in=set(chat_ids))
    list(chats.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))


def _paid(agency_id: UUID, statement: str, ids: Collection[UUID]) -> list[Paid]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, {"agency": agency_id, "ids": list(ids)})
        return [Paid(*row) for row in cursor.fetchall()]


def _may_be(row: Transaction, at: dt.datetime) -> bool:
    message = row.message
    if message is None or row.kind == "tip" or message.unlocked_at:
        return abs(row.occurred_at - at) <= CLOSE
    return at >= message.sent_at - CLOSE


def _correct(row: Transaction, amount: Decimal, rules: SalesRules) -> bool:
    """What only a message tells of is what the message and the rules say."""
    fee = fee_of(amount, rules)
    if (row.gross, row.fee) == (amount, fee) or not str(row.of_transaction_id).startswith(FROM_MESSAGE):
        return False
    row.gross, row.fee = amount, fee
    row.net = row.gross - row.fee
    row.save(update_fields=["gross", "fee", "net"])
    return True


def _matched(missing: Iterable[Paid], free: Iterable[Transaction]) -> Iterator[Transaction]:
    """Give each of the `free` movements, the earliest first, a message that it fits, if there is one.

    Of several the one goes first that fits a later movement least, so that as few as can be are left over.
    """
    alike: dict[tuple[Any, ...], list[Paid]] = {}
    for one in missing:
        alike.setdefault((one.chat_id, one.kind, one.amount), []).append(one)
    for row in free:
        waiting = alike.get((row.chat_id, row.kind, row.gross), [])
        fitting = [one for one in waiting if one.fits(row.occurred_at)]
        if fitting:
            best = min(fitting, key=lambda one: (one.paid_at or LATEST, abs(row.occurred_at - one.sent_at)))
            waiting.remove(best)
            row.message_id = best.message_id
            yield row


def _movement(agency_id: UUID, one: Paid, rules: SalesRules) -> Transaction:
    fee = fee_of(one.amount, rules)
    return Transaction(
        agency_id=agency_id,
        creator_id=one.creator_id,
        chat_id=one.chat_id,
        message_id=one.message_id,
        of_transaction_id=f"{FROM_MESSAGE}{one.kind}:{one.message_id}",
        kind=one.kind,
        gross=one.amount,
        fee=fee,
        net=one.amount - fee,
        occurred_at=one.paid_at or one.sent_at,
    )


def fee_of(amount: Decimal, rules: SalesRules) -> Decimal:
    """What the platform keeps of a sum by the rules, in dollars."""
    return (amount * rules.platform_fee_percent / 100).quantize(CENT, ROUND_HALF_UP)
