"""The CSV that OnlyFansAPI.com makes as its data export `chat_messages`: one line for each message, of any account.

What the columns mean is in docs/import.md.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from agencies.models import Creator
from agencies.tenancy import agency_scope
from chats.ingest import IncomingFan, IncomingMessage, prepare, record_messages
from chats.models.chat import Direction
from integrations.models import ImportRun
from integrations.providers.importing import CHUNK, Choices, ImportFileError, Summary, parse_time

#: The columns that are read; the export has more, and may get others.
COLUMNS = (
    "account_username", "sent_by", "fan_id", "fan_username", "fan_name", "message_id", "message_text", "price",
    "tip_amount", "is_tip", "is_opened", "onlyfans_created_at",
)  # fmt: skip
_DIRECTIONS = {"creator": Direction.OUT.value, "fan": Direction.IN.value}
_YES, _NO = {"true", "1"}, {"false", "0", ""}


class Line(NamedTuple):
    """A message, the account that it belongs to, and the fan as the export knows them."""

    account: str
    fan: IncomingFan
    message: IncomingMessage


class _UnusableError(Exception):
    """A line that cannot be imported; the message is the reason, in a few words."""


def import_messages(
    *,
    agency_id: UUID,
    path: Path,
    choices: Choices,
    dry_run: bool = False,
    progress: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Import the export into the agency, chunk by chunk; run again it finishes or changes nothing.

    Each account becomes the creator of its username; `choices.creator` names it otherwise, if there is only one. A dry
    run reads and checks everything and writes nothing. Raises `ImportFileError`.
    """
    found = Counter(line.account if isinstance(line, Line) else None for line in _lines(path))
    accounts = [account for account in found if account is not None]
    if choices.creator and len(accounts) > 1:
        raise ImportFileError(
            f"The file holds {len(accounts)} accounts, so one creator cannot be named for all of them."
        )
    summary = Summary(total=found.total())
    progress(summary)
    names = {account: choices.creator or account for account in accounts}
    creators = {account: account if dry_run else _creator(agency_id, name) for account, name in names.items()}
    lines = _lines(path)
    while some := list(islice(lines, CHUNK)):
        of_account: dict[str, list[Line]] = defaultdict(list)
        for line in some:
            if isinstance(line, Line):
                of_account[line.account].append(line)
            else:
                summary.skipped[line] += 1
        for account, told in of_account.items():
            _write(summary, agency_id, creators[account], told, dry_run=dry_run)
        progress(summary)
    return summary


def _creator(agency_id: UUID, username: str) -> UUID:
    with agency_scope(agency_id):
        return Creator.objects.get_or_create(agency_id=agency_id, username=username[:120])[0].pk


def _write(summary: Summary, agency_id: UUID, creator: Any, lines: list[Line], *, dry_run: bool) -> None:
    batch = prepare(line.message for line in lines)
    summary.count(creator, batch)
    if dry_run:
        return
    fans = {line.fan.of_id: line.fan for line in lines if line.fan.of_id in batch.fan_of_ids}
    source = ImportRun.Source.ONLYFANSAPI
    summary.add(
        record_messages(agency_id=agency_id, creator_id=creator, messages=batch, source=source, fans=fans.values())
    )


def _lines(path: Path) -> Iterator[Line | str]:
    """Each line of the export; one that cannot be imported as the reason. Memory does not grow with the file."""
    with _open(path) as rows:
        header: list[str] = next(rows, [])
        if missing := [name for name in COLUMNS if name not in header]:
            raise ImportFileError(
                f"{path.name} is no chat_messages export of OnlyFansAPI.com: it lacks the columns {', '.join(missing)}."
            )
        places = [header.index(name) for name in COLUMNS]
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                yield f"line with {len(row)} columns instead of {len(header)}"
                continue
            try:
                yield _line(dict(zip(COLUMNS, (row[place].strip() for place in places), strict=True)))
            except _UnusableError as reason:
                yield str(reason)


@contextmanager
def _open(path: Path) -> Iterator[Any]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            try:
                yield rows
            except csv.Error as error:
                raise ImportFileError(f"{path.name} is no CSV file at line {rows.line_num}: {error}.") from error
    except UnicodeDecodeError as error:
        raise ImportFileError(f"{path.name} is not text in UTF-8.") from error
    except OSError as error:
        raise ImportFileError(f"{path} cannot be read: {error.strerror}.") from error


def _line(told: dict[str, str]) -> Line:
    """Raises `_UnusableError`."""
    if told["sent_by"] not in _DIRECTIONS:
        raise _UnusableError("sent by neither creator nor fan")
    if not told["account_username"]:
        raise _UnusableError("account unknown")
    price, direction = _money(told["price"], "price"), _DIRECTIONS[told["sent_by"]]
    is_offer = direction == Direction.OUT and price > 0
    is_tip = _flag(told["is_tip"], "is_tip")
    fan_id = _id(told["fan_id"], "fan")
    message = IncomingMessage(
        fan_of_id=fan_id,
        of_message_id=_id(told["message_id"], "message"),
        direction=direction,
        sent_at=_time(told["onlyfans_created_at"]),
        html=told["message_text"],
        price=price,
        # The creator's own offer counts as opened once the fan has bought it.
        unlocked=_flag(told["is_opened"], "is_opened") if is_offer else None,
        is_tip=is_tip,
        tip_amount=_money(told["tip_amount"], "tip") if is_tip and told["tip_amount"] else None,
    )
    return Line(told["account_username"], IncomingFan(fan_id, told["fan_username"], told["fan_name"]), message)


def _id(text: str, of: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise _UnusableError(f"{of} without an id")
    return int(text)


def _flag(text: str, name: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise _UnusableError(f"{name} is neither true nor false")
    return text.lower() in _YES


def _money(text: str, name: str) -> Decimal:
    """Dollars."""
    try:
        amount = Decimal(text or "0")
    except InvalidOperation:
        raise _UnusableError(f"{name} is not a number") from None
    if not amount.is_finite():
        raise _UnusableError(f"{name} is not a number")
    return amount


def _time(text: str) -> dt.datetime:
    if (time := parse_time(text)) is None:
        raise _UnusableError("date unreadable" if text else "date missing")
    return time
