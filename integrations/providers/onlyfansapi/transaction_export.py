"""The CSV that OnlyFansAPI.com makes as its data export `transactions`: one line for each movement of money.

It tells no ids of the transactions, so a line is known by whose, what, how much and when; see `analytics.ledger`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from agencies.tenancy import agency_scope
from analytics.ledger import IncomingTransaction, record_transactions
from chats.incoming import MAX_MONEY
from chats.ingest import IncomingFan
from integrations.inbound.facts import UnclearError
from integrations.models import ImportRun
from integrations.providers.creators import find_creator
from integrations.providers.importing import CHUNK, Choices, ImportFileError, Summary
from integrations.providers.onlyfansapi.export import UnusableError, moment, money, platform_id, read_lines
from integrations.providers.onlyfansapi.shapes import is_reversed, kind_of

KIND = "transactions"
#: The columns that are read. Which is the account's, nobody has documented; it is taken where it is there.
COLUMNS = ("fan_id", "fan_name", "type", "status", "amount", "fee_amount", "description", "onlyfans_created_at")
OPTIONAL = ("account_username",)


class Line(NamedTuple):
    """A transaction, and the account it belongs to, if the file says so."""

    account: str
    transaction: IncomingTransaction


def import_transactions(
    *,
    agency_id: UUID,
    path: Path,
    choices: Choices,
    dry_run: bool = False,
    progress: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Import the export into the agency, chunk by chunk; run again it finishes or changes nothing.

    `choices.creator` names whose money it is, where the file does not. A dry run reads and checks everything and
    writes nothing. Raises `ImportFileError`.
    """
    found = Counter(line.account if isinstance(line, Line) else None for line in _lines(path))
    accounts = {account for account in found if account is not None}
    if choices.creator and len(accounts) > 1:
        raise ImportFileError(
            f"The file holds {len(accounts)} accounts, so one creator cannot be named for all of them."
        )
    if "" in accounts and not choices.creator:
        raise ImportFileError("The file does not name its account; say --creator USERNAME.")
    summary = Summary(total=found.total(), of="transactions")
    progress(summary)
    creators = {
        account: find_creator(agency_id, choices.creator or account, None, create=not dry_run) for account in accounts
    }
    lines, seen = _lines(path), Counter[tuple[object, ...]]()
    while some := list(islice(lines, CHUNK)):
        summary.skipped.update(line for line in some if isinstance(line, str))
        for account, creator in creators.items():
            told = [line.transaction for line in some if isinstance(line, Line) and line.account == account]
            _write(summary, agency_id, creator, [_numbered(one, creator, seen) for one in told], dry_run=dry_run)
        progress(summary)
    return summary


def _numbered(told: IncomingTransaction, creator: UUID, seen: Counter[tuple[object, ...]]) -> IncomingTransaction:
    """The same transaction as which of its kind in the file it is: two alike may well be two."""
    key = creator, told.kind, told.gross, told.occurred_at, told.fan and told.fan.of_id
    seen[key] += 1
    return told._replace(number=seen[key] - 1)


def _write(summary: Summary, agency_id: UUID, creator: UUID, told: list[IncomingTransaction], *, dry_run: bool) -> None:
    summary.read += len(told)
    summary.chats.update((creator, one.fan.of_id) for one in told if one.fan)
    if dry_run or not told:
        return
    with agency_scope(agency_id):
        new = record_transactions(
            agency_id=agency_id, creator_id=creator, transactions=told, source=ImportRun.Source.ONLYFANSAPI
        )
    summary.created += new
    summary.unchanged += len(told) - new


def _lines(path: Path) -> Iterator[Line | str]:
    return read_lines(path, kind=KIND, columns=COLUMNS, optional=OPTIONAL, line=_line)


def _line(told: dict[str, str]) -> Line:
    """Raises `UnusableError`."""
    try:
        kind = kind_of(told["type"], told["description"])
    except UnclearError as error:
        raise UnusableError("what it was for is not known") from error
    gross, fee = money(told["amount"], "amount"), money(told["fee_amount"], "fee")
    if not 0 <= gross <= MAX_MONEY or not 0 <= fee <= MAX_MONEY:
        raise UnusableError("amount out of range")
    fan = IncomingFan(platform_id(told["fan_id"], "fan"), "", told["fan_name"]) if told["fan_id"] else None
    transaction = IncomingTransaction(
        of_transaction_id=None,
        kind=kind,
        gross=gross,
        fee=fee,
        occurred_at=moment(told["onlyfans_created_at"]),
        fan=fan,
        is_reversed=is_reversed(told["status"]),
    )
    return Line(told.get("account_username", ""), transaction)
