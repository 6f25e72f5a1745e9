"""The CSV that OnlyFansAPI.com makes as its data export `chat_messages`: one line for each message, of any account.

What the columns mean is in docs/import.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from agencies.models import Creator
from agencies.tenancy import agency_scope
from chats.ingest import IncomingFan, IncomingMessage, prepare, record_messages
from chats.models.chat import Direction
from integrations.models import ImportRun
from integrations.providers.importing import CHUNK, Choices, ImportFileError, Summary
from integrations.providers.onlyfansapi.export import UnusableError, flag, moment, money, platform_id, read_lines

KIND = "chat_messages"
#: The columns that are read; the export has more, and may get others.
COLUMNS = (
    "account_username", "sent_by", "fan_id", "fan_username", "fan_name", "message_id", "message_text", "price",
    "tip_amount", "is_tip", "is_opened", "onlyfans_created_at",
)  # fmt: skip
_DIRECTIONS = {"creator": Direction.OUT.value, "fan": Direction.IN.value}


class Line(NamedTuple):
    """A message, the account that it belongs to, and the fan as the export knows them."""

    account: str
    fan: IncomingFan
    message: IncomingMessage


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
    return read_lines(path, kind=KIND, columns=COLUMNS, line=_line)


def _line(told: dict[str, str]) -> Line:
    """Raises `UnusableError`."""
    if told["sent_by"] not in _DIRECTIONS:
        raise UnusableError("sent by neither creator nor fan")
    if not told["account_username"]:
        raise UnusableError("account unknown")
    price, direction = money(told["price"], "price"), _DIRECTIONS[told["sent_by"]]
    is_offer = direction == Direction.OUT and price > 0
    is_tip = flag(told["is_tip"], "is_tip")
    fan_id = platform_id(told["fan_id"], "fan")
    message = IncomingMessage(
        fan_of_id=fan_id,
        of_message_id=platform_id(told["message_id"], "message"),
        direction=direction,
        sent_at=moment(told["onlyfans_created_at"]),
        html=told["message_text"],
        price=price,
        # The creator's own offer counts as opened once the fan has bought it.
        unlocked=flag(told["is_opened"], "is_opened") if is_offer else None,
        is_tip=is_tip,
        tip_amount=money(told["tip_amount"], "tip") if is_tip and told["tip_amount"] else None,
    )
    return Line(told["account_username"], IncomingFan(fan_id, told["fan_username"], told["fan_name"]), message)
