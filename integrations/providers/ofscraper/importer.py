"""From a `user_data.db` to chats: who is who, which way each message went, in chunks that can be repeated."""

from __future__ import annotations

import datetime as dt
import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from agencies.models import Creator
from agencies.tenancy import agency_scope
from chats.ingest import Batch, IncomingFan, IncomingMessage, prepare, record_messages
from chats.models.chat import Direction
from integrations.models import ImportRun
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
        creators = _Creators(agency_id, file, plan, choices, create=not dry_run)
        summary = Summary(total=sum(talk.messages for talk in talks))
        imported_at = dt.datetime.now(dt.UTC)
        progress(summary)
        with _settled_heap(), closing(_ahead(_chunks(file.rows(), plan, imported_at))) as chunks:
            for number, chunk in enumerate(chunks):
                summary.skipped.update(chunk.skipped)
                for model, batch in chunk.batches.items():
                    creator = creators.of(model)
                    summary.count(creator, batch)
                    if not dry_run:
                        summary.add(record_messages(
                            agency_id=agency_id, creator_id=creator, messages=batch, source=source,
                            fans=_fans(batch, file, plan),
                        ))  # fmt: skip
                if number == 0 and not dry_run:
                    _tell_the_planner()
                summary.media += chunk.media
                progress(summary)
        summary.skipped.update(file.skipped_media)
    return summary


def _tell_the_planner() -> None:
    """Count the chats anew: in a fresh database the check of each message's chat would else read all chats of the
    agency, until the server's own round comes by. Without the owner's rights PostgreSQL passes over it."""
    with transaction.atomic(), connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("ANALYZE chats_chat")


@contextmanager
def _settled_heap() -> Iterator[None]:
    """Millions of short-lived rows would have the collector walk the whole program again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


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


class _Chunk(NamedTuple):
    """Messages by the model that is their creator (None: the account is), ready to be written."""

    batches: dict[int | None, Batch]
    media: int
    skipped: Counter[str]


def _ahead(items: Iterator[_Chunk]) -> Generator[_Chunk, None, None]:
    """The same items; a thread gets the next one ready while the last is being written."""
    with ThreadPoolExecutor(1) as thread:
        upcoming = thread.submit(next, items, None)
        while (item := upcoming.result()) is not None:
            upcoming = thread.submit(next, items, None)
            yield item


def _chunks(rows: Iterator[Row | Skip], plan: Plan, imported_at: dt.datetime) -> Iterator[_Chunk]:
    while some := list(islice(rows, CHUNK)):
        messages: dict[int | None, list[IncomingMessage]] = defaultdict(list)
        skipped: Counter[str] = Counter()
        media = 0
        for row in some:
            if isinstance(row, Skip):
                skipped[row.reason] += 1
            elif (direction := plan.direction(row)) is None:
                skipped["sender is neither side of the chat"] += 1
            else:
                creator, fan = (None, row.model) if plan.account == "creator" else (row.model, plan.account_id or 0)
                messages[creator].append(_message(row, fan, direction, plan, imported_at))
                media += len(row.media)
        yield _Chunk({creator: prepare(told) for creator, told in messages.items()}, media, skipped)


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


def _fans(batch: Batch, file: File, plan: Plan) -> list[IncomingFan]:
    if plan.account == "fan":
        return []
    return [IncomingFan(of_id, username=file.usernames.get(of_id, "")) for of_id in batch.fan_of_ids]


class _Creators:
    """Finds or makes the creators of the file, once each."""

    def __init__(self, agency_id: UUID, file: File, plan: Plan, choices: Choices, *, create: bool) -> None:
        self._agency_id, self._create = agency_id, create
        self._ids: dict[int | None, UUID | int] = {}
        if plan.account == "creator":
            self._ids[None] = self._find(choices.creator, plan.account_id)
            return
        if choices.creator and len(plan.models) > 1:
            raise ImportFileError(
                f"The file holds {len(plan.models)} creators, so --creator cannot name one for all of them."
            )
        for model in plan.models:
            self._ids[model] = self._find(
                choices.creator or file.usernames.get(model) or f"u{model}", model, renamed=True
            )

    def of(self, model: int | None) -> UUID:
        """The creator's id; in a dry run of a new creator a stand-in."""
        return self._ids[model]  # type: ignore[return-value]

    def _find(self, username: str | None, of_user_id: int | None, *, renamed: bool = False) -> UUID | int:
        with agency_scope(self._agency_id):
            rows = Creator.objects.filter(agency_id=self._agency_id)
            by_id = rows.filter(of_user_id=of_user_id).first() if of_user_id else None
            by_name = rows.filter(username=username).first() if username else None
            if by_id and (renamed or not username or by_name == by_id):
                return by_id.pk
            if by_id:
                raise ImportFileError(f"The file belongs to the creator {by_id.username}, not to {username}.")
            if by_name and by_name.of_user_id not in (None, of_user_id):
                raise ImportFileError(
                    f"The file was written by account {of_user_id}, but {username} has the id {by_name.of_user_id}."
                )
            if not username:
                raise ImportFileError("The file does not name its creator; say --creator USERNAME.")
            if not self._create:
                return by_name.pk if by_name else (of_user_id or 0)
            creator = by_name or Creator(agency_id=self._agency_id, username=username[:120])
            creator.of_user_id = creator.of_user_id or of_user_id
            creator.save()
            return creator.pk
