"""From UltimaScraper's archive to chats: which performers are creators, whose each message is, what paid means."""

from __future__ import annotations

import datetime as dt
import mimetypes
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from agencies.tenancy import agency_scope
from chats.ingest import IncomingMedia, IncomingMessage, prepare
from chats.models import Chat
from chats.models.chat import Direction
from chats.models.media import MediaType
from integrations.models import ImportRun
from integrations.providers.chunks import Chunk, write_chunks
from integrations.providers.creators import find_creator
from integrations.providers.importing import Account, Choices, ImportFileError, Summary, dollars
from integrations.providers.ultimascraper.archive import Address, Archive, Item, Page, Pair, Person, Row, open_archive

_IN, _OUT = Direction.IN.value, Direction.OUT.value
_CATEGORIES = {"images": MediaType.IMAGE, "videos": MediaType.VIDEO, "audios": MediaType.AUDIO}


class _UnusableError(Exception):
    """A message that cannot be imported; the text is the reason, in a few words."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is who in the archive."""

    #: The one creator that was asked for; None: all performers.
    asked: Person | None
    #: Whose chat it is, for each two performers who have written to each other.
    owners: dict[tuple[int, int], int]
    #: Whose logins the archive was made with, and what the person says of it.
    accounts: set[int]
    account: Account | None

    def sides(self, row: Row) -> tuple[int, int]:
        """The creator whose chat the message belongs to, and the fan. Raises `_UnusableError`."""
        if row.receiver is None:
            raise _UnusableError("receiver unknown")
        if row.receiver == row.author:
            raise _UnusableError("sent to oneself")
        if row.author_performs and row.receiver_performs:
            creator = self.owners[min(row.author, row.receiver), max(row.author, row.receiver)]
        elif row.author_performs or row.receiver_performs:
            creator = row.author if row.author_performs else row.receiver
        else:
            raise _UnusableError("neither side is a performer")
        if self.asked and creator != self.asked.of_id:
            raise _UnusableError("in a chat of another creator")
        return creator, row.receiver if row.author == creator else row.author

    def knows_bought(self, creator: int, fan: int) -> bool:
        """Whether `paid` tells what the fan bought: it is true if the account that looked could open everything.

        A fan can after buying, a creator always can. So the fan's account must have looked, and not the creator's.
        """
        if self.account or not self.accounts:
            return self.account != "creator"
        return fan in self.accounts and creator not in self.accounts


def import_archive(
    *,
    agency_id: UUID,
    address: Address,
    choices: Choices,
    dry_run: bool = False,
    progress: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Import the archive into the agency, chunk by chunk; run again it finishes or changes nothing.

    Each performer with messages becomes a creator; `choices.creator` names the only one. A dry run reads and checks
    everything and writes nothing. Raises `ImportFileError`.
    """
    if address.site == "fansly":
        raise ImportFileError("Only chats of OnlyFans can be imported, and fansly is another platform.")
    with open_archive(address) as archive:
        plan = _make_plan(agency_id, archive, choices)
        people = [plan.asked] if plan.asked else archive.people(archive.performers() | set(plan.owners.values()))
        creators: dict[int | None, UUID] = {
            of_id: find_creator(agency_id, username or f"u{of_id}", of_id, create=not dry_run, renamed=True)
            for of_id, username in people
        }
        asked = plan.asked.of_id if plan.asked else None
        summary = Summary(total=archive.count(asked))
        progress(summary)
        write_chunks(
            _chunks(archive.pages(asked), plan, dt.datetime.now(dt.UTC)), agency_id=agency_id,
            source=ImportRun.Source.ULTIMASCRAPER, creator_of=creators.__getitem__, summary=summary, dry_run=dry_run,
            progress=progress,
        )  # fmt: skip
    return summary


def _make_plan(agency_id: UUID, archive: Archive, choices: Choices) -> Plan:
    asked = archive.performer(choices.creator) if choices.creator else None
    pairs = archive.pairs(asked.of_id if asked else None)
    known = _known_owners(agency_id, pairs)
    owners = {(pair.low, pair.high): known.get((pair.low, pair.high)) or _owner(pair, asked) for pair in pairs}
    return Plan(asked, owners, archive.accounts(), choices.account)


def _owner(pair: Pair, asked: Person | None) -> int:
    """Only creators set prices, so a chat of two performers is the one's who did; else whose account is older."""
    if asked:
        return asked.of_id
    return pair.high if pair.high_sells and not pair.low_sells else pair.low


def _known_owners(agency_id: UUID, pairs: list[Pair]) -> dict[tuple[int, int], int]:
    """Whose the agency has such chats as already, so that no later import gives them to the other as well."""
    performers = {of_id for pair in pairs for of_id in (pair.low, pair.high)}
    with agency_scope(agency_id):
        chats = Chat.objects.filter(
            agency_id=agency_id, creator__of_user_id__in=performers, fan_of_id__in=performers
        ).values_list("creator__of_user_id", "fan_of_id")
        return {(min(creator, fan), max(creator, fan)): creator for creator, fan in chats.order_by("created_at", "id")}


def _chunks(pages: Iterator[Page], plan: Plan, imported_at: dt.datetime) -> Iterator[Chunk]:
    for page in pages:
        messages: dict[int | None, list[IncomingMessage]] = defaultdict(list)
        skipped: Counter[str] = Counter()
        media = 0
        for row in page.rows:
            try:
                creator, fan = plan.sides(row)
                message = _message(row, creator, fan, page, plan, imported_at)
            except _UnusableError as reason:
                skipped[str(reason)] += 1
            else:
                messages[creator].append(message)
                media += len(message.media)
        yield Chunk({creator: prepare(told) for creator, told in messages.items()}, media, skipped, page.people)


def _message(row: Row, creator: int, fan: int, page: Page, plan: Plan, imported_at: dt.datetime) -> IncomingMessage:
    if row.sent_at is None:
        raise _UnusableError("date out of range")
    if (price := dollars(row.price)) is None:
        raise _UnusableError("price is not a number")
    is_offer = row.author == creator and price > 0
    return IncomingMessage(
        fan_of_id=fan,
        of_message_id=row.message_id,
        direction=_OUT if row.author == creator else _IN,
        sent_at=row.sent_at,
        html=row.text,
        price=price,
        unlocked=row.paid if is_offer and plan.knows_bought(creator, fan) else None,
        deleted_at=imported_at if row.is_deleted else None,
        media=[_media(item) for item in page.media.get(row.message_id, ())],
    )


def _media(item: Item) -> IncomingMedia:
    return IncomingMedia(item.media_id, _media_type(item), url=item.url or "", is_preview=item.is_preview)


def _media_type(item: Item) -> str:
    """As the archive says, or else as the end of the address does, which UltimaScraper goes by as well."""
    told = _CATEGORIES.get((item.category or "").lower())
    guessed, _ = mimetypes.guess_type((item.url or "").partition("?")[0])
    kind = (guessed or "").partition("/")[0]
    return (told or _CATEGORIES.get(f"{kind}s") or MediaType.IMAGE).value
