"""What is fetched, in which order, and how each phase goes on where it stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from agencies.tenancy import agency_scope
from analytics.ledger import record_transactions
from analytics.models import Transaction
from analytics.subscribers import record_subscriptions
from chats.incoming import EARLIEST
from chats.ingest import IncomingMessage, record_messages
from chats.known import known_messages
from chats.models import Message
from chats.models.chat import Direction
from chats.services import note_read_elsewhere
from integrations.models import SyncedChat, SyncRun
from integrations.providers.base import AwayError, ListedChat, Page
from integrations.providers.importing import CHUNK
from integrations.services.connections import save_profile
from integrations.sync.download import Ahead

if TYPE_CHECKING:
    from integrations.sync.work import Progress

#: Transactions may be taken back for so long.
REVERSIBLE = dt.timedelta(days=14)

_NOTE_CHATS = """
UPDATE integrations_syncedchat AS chat SET
    cursor = LEAST(chat.cursor, told.oldest), newest = GREATEST(chat.newest, told.newest),
    is_complete = chat.is_complete OR told.is_complete
FROM unnest(%(fans)s::bigint[], %(oldest)s::bigint[], %(newest)s::bigint[], %(complete)s::boolean[])
    AS told (fan, oldest, newest, is_complete)
WHERE chat.agency_id = %(agency)s AND chat.connection_id = %(connection)s AND chat.fan_of_id = told.fan
"""


def of(run: SyncRun) -> list[str]:
    """The phases of a run, in their order."""
    wanted = run.connection
    first_news = "chats" if run.kind == SyncRun.Kind.FIRST else "news"
    messages = [first_news, "messages"] if wanted.syncs_messages else []
    fans = ["fans"] if wanted.syncs_fans and run.kind != SyncRun.Kind.NEWS else []
    transactions = ["transactions"] if wanted.syncs_transactions else []
    gaps = ["gaps"] if wanted.syncs_messages and run.kind == SyncRun.Kind.REPAIR else []
    return ["profile", *messages, *gaps, *fans, *transactions]


def fetch_profile(progress: Progress) -> None:
    """The creator. Asking also proves that the account can be used."""
    profile = progress.service.profile()
    with agency_scope(progress.agency_id):
        save_profile(connection=progress.connection, profile=profile)
        progress.keep()


def fetch_chats(progress: Progress) -> None:
    """All chats: their fans, and what is subscribed; their messages come in the next phase."""
    for page in _pages(progress, progress.service.chats):
        with agency_scope(progress.agency_id):
            _write_chats(progress, page.items)
            progress.count(chats=len(page.items), unclear=page.unclear)
            progress.keep(cursor=page.cursor or "", chats_total=progress.run.counts["chats"])


def _write_chats(progress: Progress, chats: Sequence[ListedChat]) -> None:
    ids = _ids(progress)
    fans = {chat.fan.of_id: chat.fan for chat in chats}
    record_messages(**ids, messages=[], fans=fans.values(), source=progress.connection.provider)
    SyncedChat.objects.bulk_create(
        (
            SyncedChat(agency_id=progress.agency_id, connection=progress.connection, fan_of_id=fan)
            for fan in sorted(fans)
        ),
        ignore_conflicts=True,
    )
    if progress.connection.syncs_fans:
        periods = [period for chat in chats for period in chat.subscriptions]
        record_subscriptions(**ids, subscriptions=periods, source=progress.connection.provider)
    note_read_elsewhere(**ids, read={chat.fan.of_id: chat.last_at for chat in chats if chat.is_read and chat.last_at})


@dataclass(frozen=True, slots=True)
class ChatPage:
    """Messages of one chat, newest first; `is_last`: there is nothing further back."""

    fan_of_id: int
    messages: Sequence[IncomingMessage]
    is_last: bool
    unclear: int

    @property
    def size(self) -> int:
        """Messages, and one for the page itself."""
        return len(self.messages) + 1


def fetch_messages(progress: Progress) -> None:
    """Back through each chat that is not complete, from where it was left."""
    with agency_scope(progress.agency_id):
        chats = SyncedChat.objects.filter(agency_id=progress.agency_id, connection=progress.connection)
        todo = list(chats.filter(is_complete=False).order_by("fan_of_id").values_list("fan_of_id", "cursor"))
        progress.keep(chats_total=chats.count(), chats_done=chats.count() - len(todo))
    with Ahead(_histories(progress, todo)) as pages:
        for some in pages.together(CHUNK, lambda page: page.size):
            with agency_scope(progress.agency_id):
                _write_pages(progress, some)


def _histories(progress: Progress, todo: Sequence[tuple[int, int | None]]) -> Iterator[ChatPage]:
    for fan, cursor in todo:
        before = cursor
        while True:
            page = progress.service.messages(fan, before)
            yield ChatPage(fan, page.items, page.cursor is None, page.unclear)
            if page.cursor is None:
                break
            before = _further(page, before)
            progress.breathe()
        progress.breathe()


def _further(page: Page[IncomingMessage], before: int | None) -> int:
    """The cursor of the next page. Raises `AwayError` if it leads nowhere, so that nobody walks in a circle."""
    cursor = int(page.cursor or 0)
    if before is not None and cursor >= before:
        raise AwayError("The service gives the same page of a chat again and again.")
    return cursor


def _write_pages(progress: Progress, pages: Sequence[ChatPage]) -> None:
    """The messages of the pages, and how far back their chats are now: both or neither."""
    messages = [message for page in pages for message in page.messages]
    recorded = record_messages(**_ids(progress), messages=messages, source=progress.connection.provider)
    ids = [[message.of_message_id for message in page.messages] for page in pages]
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE_CHATS,
            {
                "agency": progress.agency_id,
                "connection": progress.connection.pk,
                **_merged(pages, ids),
            },
        )
    progress.count(
        messages=len(messages), new=recorded.created, unclear=sum(p.unclear for p in pages) + recorded.skipped.total()
    )
    progress.keep(chats_done=progress.run.chats_done + sum(page.is_last for page in pages))


def _merged(pages: Sequence[ChatPage], ids: Sequence[list[int]]) -> dict[str, list[int | bool | None]]:
    """One row for each chat, because an UPDATE changes a row once."""
    oldest: dict[int, int | None] = {}
    newest: dict[int, int | None] = {}
    complete: dict[int, bool] = {}
    for page, of_page in zip(pages, ids, strict=True):
        fan = page.fan_of_id
        oldest[fan] = min(filter(None, [oldest.get(fan), *of_page]), default=None)
        newest[fan] = max(filter(None, [newest.get(fan), *of_page]), default=None)
        complete[fan] = complete.get(fan, False) or page.is_last
    return {
        "fans": list(oldest),
        "oldest": list(oldest.values()),
        "newest": list(newest.values()),
        "complete": list(complete.values()),
    }


def fetch_news(progress: Progress) -> None:
    """From the most recent chat back to where all is known: chats that are new, and what is new in the others."""
    for page in _pages(progress, progress.service.chats):
        with agency_scope(progress.agency_id):
            known = _known_ends(progress, page.items)
            _write_chats(progress, page.items)
        news = [chat for chat in page.items if chat.last_message and (chat.fan.of_id, chat.last_message) not in known]
        for chat in news:
            _catch_up(progress, chat.fan.of_id, until=None)
        with agency_scope(progress.agency_id):
            progress.count(chats=len(news))
            progress.keep(cursor=page.cursor or "")
        if not news:
            return


def _known_ends(progress: Progress, chats: Sequence[ListedChat]) -> set[tuple[int, int]]:
    ends = [(chat.fan.of_id, chat.last_message) for chat in chats if chat.last_message]
    return set(known_messages(**_ids(progress), keys=ends))


def _catch_up(progress: Progress, fan: int, until: dt.datetime | None) -> tuple[set[int], dt.datetime]:
    """Newest first through a chat: `until` a time, or as far as something was not known; the ids that were seen, and
    how far back that goes."""
    seen: set[int] = set()
    before: int | None = None
    while True:
        page = progress.service.messages(fan, before)
        seen.update(message.of_message_id for message in page.items)
        with agency_scope(progress.agency_id):
            known = known_messages(**_ids(progress), keys=[(fan, message.of_message_id) for message in page.items])
            _write_pages(progress, [ChatPage(fan, page.items, page.cursor is None, page.unclear)])
        oldest = min((message.sent_at for message in page.items), default=EARLIEST)
        is_far_enough = oldest < until if until else len(known) > 0
        if page.cursor is None or is_far_enough:
            return seen, (EARLIEST if page.cursor is None else oldest)
        before = _further(page, before)
        progress.breathe()


def find_gaps(progress: Progress) -> None:
    """Through all chats in which somebody wrote since the last time gaps were looked for: what is missing here comes,
    and what is missing there is marked as deleted."""
    since = _checked_until(progress)
    for page in _pages(progress, progress.service.chats):
        recent = [chat for chat in page.items if chat.last_at and chat.last_at >= since]
        for chat in recent:
            before = progress.run.counts.get("new", 0)
            seen, back_to = _catch_up(progress, chat.fan.of_id, until=since)
            gone = _mark_gone(progress, chat.fan.of_id, seen, max(since, back_to))
            progress.count(repaired=progress.run.counts.get("new", 0) - before, gone=gone)
        with agency_scope(progress.agency_id):
            progress.keep(cursor=page.cursor or "")
        if len(recent) < len(page.items):
            return


def _mark_gone(progress: Progress, fan: int, seen: set[int], since: dt.datetime) -> int:
    """Mark as deleted what is here and not there, once the service has said so of each; return how many that were."""
    with agency_scope(progress.agency_id):
        rows = Message.objects.filter(
            agency_id=progress.agency_id, chat__creator_id=progress.connection.creator_id, chat__fan_of_id=fan,
            of_message_id__isnull=False, deleted_at__isnull=True, sent_at__gt=since,
        )  # fmt: skip
        ours = dict(rows.exclude(of_message_id__in=seen).values_list("of_message_id", "sent_at"))
    gone = [of_id for of_id in ours if not progress.service.has_message(fan, of_id)]
    now = timezone.now()
    with agency_scope(progress.agency_id):
        record_messages(
            **_ids(progress),
            messages=[IncomingMessage(fan, of_id, Direction.UNKNOWN, ours[of_id], deleted_at=now) for of_id in gone],
            source=progress.connection.provider,
        )
    return len(gone)


def _checked_until(progress: Progress) -> dt.datetime:
    """When the last look for gaps began, less a day for late events; the beginning of time if there was none."""
    with agency_scope(progress.agency_id):
        done = SyncRun.objects.filter(
            agency_id=progress.agency_id, connection=progress.connection, status=SyncRun.Status.DONE,
            kind__in=[SyncRun.Kind.FIRST, SyncRun.Kind.REPAIR],
        )  # fmt: skip
        latest: dt.datetime | None = done.aggregate(latest=Max("started_at"))["latest"]
    return latest - dt.timedelta(days=1) if latest else EARLIEST


def fetch_fans(progress: Progress) -> None:
    """Who is and was subscribed."""
    for page in _pages(progress, progress.service.subscriptions):
        with agency_scope(progress.agency_id):
            record_subscriptions(**_ids(progress), subscriptions=page.items, source=progress.connection.provider)
            progress.count(subscriptions=len(page.items), unclear=page.unclear)
            progress.keep(cursor=page.cursor or "")


def fetch_transactions(progress: Progress) -> None:
    """Movements of money: all of them the first time, later those that are new or may have been taken back."""
    since = EARLIEST
    if progress.run.kind != SyncRun.Kind.FIRST:
        with agency_scope(progress.agency_id):
            rows = Transaction.objects.filter(agency_id=progress.agency_id, creator_id=progress.connection.creator_id)
            latest = rows.aggregate(latest=Max("occurred_at"))["latest"]
        since = min(latest, timezone.now()) - REVERSIBLE if latest else EARLIEST
    for page in _pages(progress, lambda cursor: progress.service.transactions(cursor, since)):
        with agency_scope(progress.agency_id):
            new = record_transactions(**_ids(progress), transactions=page.items, source=progress.connection.provider)
            progress.count(transactions=len(page.items), new_transactions=new, unclear=page.unclear)
            progress.keep(cursor=page.cursor or "")


def _pages(progress: Progress, ask: Callable[[str | None], Page]) -> Iterator[Page]:  # type: ignore[type-arg]
    """The pages of a list from the run's cursor on; whoever takes one keeps the cursor of the next."""
    cursor = progress.run.cursor or None
    while True:
        page = ask(cursor)
        yield page
        if page.cursor is None:
            return
        if page.cursor == cursor:
            raise AwayError("The service gives the same page of a list again and again.")
        cursor = page.cursor
        progress.breathe()


def _ids(progress: Progress) -> dict[str, Any]:
    return {"agency_id": progress.agency_id, "creator_id": progress.connection.creator_id}


PHASES: dict[str, Callable[[Progress], None]] = {
    "profile": fetch_profile,
    "chats": fetch_chats,
    "news": fetch_news,
    "messages": fetch_messages,
    "gaps": find_gaps,
    "fans": fetch_fans,
    "transactions": fetch_transactions,
}
