"""How importers write what they read: chunk by chunk, the next one made ready while the last is being written."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import NamedTuple
from uuid import UUID

from django.db import connection, reset_queries, transaction

from chats.ingest import Batch, IncomingFan, record_messages
from integrations.providers.importing import Summary


class Chunk(NamedTuple):
    """Messages by what the source calls their creator (None: the only one), ready to be written."""

    batches: dict[int | None, Batch]
    media: int
    skipped: Counter[str]
    fans: dict[int, IncomingFan]


def write_chunks(
    chunks: Iterator[Chunk],
    *,
    agency_id: UUID,
    source: str,
    creator_of: Callable[[int | None], UUID],
    summary: Summary,
    dry_run: bool,
    progress: Callable[[Summary], None],
) -> None:
    """Write each chunk and add to `summary` what that did; a dry run counts alone. `chunks` are read in a thread."""
    with _settled_heap(), closing(_ahead(chunks)) as ready:
        for number, chunk in enumerate(ready):
            summary.skipped.update(chunk.skipped)
            for whose, batch in chunk.batches.items():
                creator = creator_of(whose)
                summary.count(creator, batch)
                if not dry_run:
                    fans = [chunk.fans[of_id] for of_id in batch.fan_of_ids if of_id in chunk.fans]
                    summary.add(
                        record_messages(
                            agency_id=agency_id, creator_id=creator, messages=batch, source=source, fans=fans
                        )
                    )
            if number == 0 and not dry_run:
                _tell_the_planner()
            summary.media += chunk.media
            progress(summary)
            reset_queries()  # which Django keeps under DEBUG


def _ahead(items: Iterator[Chunk]) -> Generator[Chunk, None, None]:
    """The same items; a thread gets the next one ready while the last is being written."""
    with ThreadPoolExecutor(1) as thread:
        upcoming = thread.submit(next, items, None)
        while (item := upcoming.result()) is not None:
            upcoming = thread.submit(next, items, None)
            yield item


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
