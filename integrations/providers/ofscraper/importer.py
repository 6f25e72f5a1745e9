"""From a `user_data.db` to chats: who is who, which way each message went, in chunks that can be repeated."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

from chats.ingest import IncomingFan, IncomingMessage, prepare
from chats.models.chat import Direction
from integrations.models import ImportRun
from integrations.providers.chunks import Chunk, write_chunks
from integrations.providers.creators import find_creator
from integrations.providers.importing import CHUNK, Account, Choices, ImportFileError, Summary
from integrations.providers.ofscraper.reader import File, Row, Skip, Talk, open_file

_IN, _OUT, _UNKNOWN = Direction.IN.value, Direction.OUT.value, Direction.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is who in the file. In a creator's file every model is a fan; in a fan's file a creator."""

    account: Account
    account_id: int | None
    #: Models whose messages all have the model as sender: the sender was not recorded.
    silent: frozenset[int]
    models: frozenset[int]
    #: Whether the file tells what the account can open.
    knows_unlocked: bool

    def direction(self, row: Row) -> str | None:
        """Seen from the creator; None if the sender is neither side of the chat."""
        if row.sender is None or row.model in self.silent:
            return _UNKNOWN
        if row.sender == row.model:
            return _IN if self.account == "creator" else _OUT
        if row.sender != self.account_id:
            return None
        return _OUT if self.account == "creator" else _IN


def import_file(
    *,
    agency_id: UUID,
    path: Path,
    choices: Choices,
    source: ImportRun.Source = ImportRun.Source.OFSCRAPER,
    dry_run: bool = False,
    progress: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Import the file that `source` wrote into the agency, chunk by chunk; run again it finishes or changes nothing.

    A dry run reads and checks everything and writes nothing. Raises `ImportFileError`.
    """
    with open_file(path, source) as file:
        talks = file.talks()
        plan = make_plan(talks, choices, knows_unlocked=file.knows_unlocked)
        creators = _creators(agency_id, file, plan, choices, create=not dry_run)
        summary = Summary(total=sum(talk.messages for talk in talks))
        progress(summary)
        write_chunks(
            _chunks(file, plan, dt.datetime.now(dt.UTC)), agency_id=agency_id, source=source,
            creator_of=creators.__getitem__, summary=summary, dry_run=dry_run, progress=progress,
        )  # fmt: skip
        summary.skipped.update(file.skipped_media)
    return summary


def make_plan(talks: list[Talk], choices: Choices, *, knows_unlocked: bool) -> Plan:
    """Find out whose account wrote the file. Raises `ImportFileError` if the file alone cannot tell.

    Before March 2024 OF-Scraper wrote the model's id as the sender of everything, so a model of whom only
    that is told is silent.
    """
    models = frozenset(talk.model for talk in talks if talk.model is not None)
    heard = {talk.model for talk in talks if talk.sender not in (talk.model, None)}
    candidates = sorted({talk.sender for talk in talks if talk.sender is not None} - models)
    account_id = choices.account_id
    if account_id is None and len(candidates) > 1:
        some = ", ".join(map(str, candidates[:5]))
        raise ImportFileError(
            f"Several accounts may have written this file ({some}); name the right one with --account-id."
        )
    if account_id is None and candidates:
        account_id = candidates[0]
    sellers = {talk.sender == talk.model for talk in talks if talk.priced and talk.sender and talk.model in heard}
    account = choices.account or _infer_account(sellers, models)
    if account == "fan" and account_id is None and models:
        raise ImportFileError("The file does not say which fan wrote it; name the fan's OnlyFans id with --account-id.")
    return Plan(account, account_id, models - heard, models, knows_unlocked)


def _infer_account(model_sells: set[bool], models: frozenset[int]) -> Account:
    """Only creators set prices, so the side that did is the creator."""
    if len(model_sells) == 1:
        return "fan" if True in model_sells else "creator"
    if not models:
        return "creator"
    raise ImportFileError(
        "The file does not tell whether a creator's or a fan's account wrote it; "
        "say --account creator or --account fan."
    )


def _chunks(file: File, plan: Plan, imported_at: dt.datetime) -> Iterator[Chunk]:
    """A batch's creator is the model (None: the account itself is)."""
    rows = file.rows()
    while some := list(islice(rows, CHUNK)):
        messages: dict[int | None, list[IncomingMessage]] = defaultdict(list)
        fans: dict[int, IncomingFan] = {}
        skipped: Counter[str] = Counter()
        media = 0
        for row in some:
            if isinstance(row, Skip):
                skipped[row.reason] += 1
            elif (direction := plan.direction(row)) is None:
                skipped["sender is neither side of the chat"] += 1
            else:
                creator, fan = (None, row.model) if plan.account == "creator" else (row.model, plan.account_id or 0)
                if fan in file.usernames:
                    fans[fan] = IncomingFan(fan, username=file.usernames[fan])
                messages[creator].append(_message(row, fan, direction, plan, imported_at))
                media += len(row.media)
        yield Chunk({creator: prepare(told) for creator, told in messages.items()}, media, skipped, fans)


def _message(row: Row, fan: int, direction: str, plan: Plan, imported_at: dt.datetime) -> IncomingMessage:
    # A creator can open all of their own media; only a fan's own file shows what they bought.
    knows = plan.account == "fan" and plan.knows_unlocked and row.price > 0
    return IncomingMessage(
        fan_of_id=fan,
        of_message_id=row.post_id,
        direction=direction,
        sent_at=row.created_at,
        html=row.text,
        price=row.price,
        unlocked=row.is_unlocked if knows else None,
        deleted_at=imported_at if row.is_deleted else None,
        media=row.media,
    )


def _creators(agency_id: UUID, file: File, plan: Plan, choices: Choices, *, create: bool) -> dict[int | None, UUID]:
    """The creators of the file by model (None: the account itself is one)."""
    if plan.account == "creator":
        return {None: find_creator(agency_id, choices.creator, plan.account_id, create=create)}
    if choices.creator and len(plan.models) > 1:
        raise ImportFileError(
            f"The file holds {len(plan.models)} creators, so --creator cannot name one for all of them."
        )
    names = {model: choices.creator or file.usernames.get(model) or f"u{model}" for model in plan.models}
    return {model: find_creator(agency_id, name, model, create=create, renamed=True) for model, name in names.items()}
