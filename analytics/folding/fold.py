"""One step of counting: take what has changed, and put in order what depends on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from agencies import changes
from agencies.changes import Horizon, horizon
from agencies.models import Agency, Change
from agencies.tenancy import agency_scope
from analytics import attribution
from analytics.folding import ai_revenue, chat_days, fans, totals
from analytics.models import FanStats, SalesRules, StatsProgress, Transaction
from analytics.reply_times import BOUNDS
from analytics.settlement import charge, settle
from chats.live import announce as live
from chats.models import AIResponse, Chat
from chats.queue import refresh_queue

#: Ids that one step takes on, and rows of the notes in which they stand.
IDS_AT_ONCE, NOTES_AT_ONCE = 20_000, 500
#: Days to both sides that are read anew around a message that was there before.
MARGIN = 1
#: What is noted of sales and drafts that were counted or attributed, which is no news for us.
COUNTED = "counted"
_KINDS = ("message", "transaction", "ai_response", "chat", "member")

# A movement of money counts on its day; if it was counted on another before, that one is stale, too.
_BOOK = """
WITH touched AS MATERIALIZED (
    SELECT sale.id, sale.creator_id, sale.chat_id, sale.day AS before,
           (sale.occurred_at AT TIME ZONE %(timezone)s)::date AS now
    FROM {which}
), booked AS (
    UPDATE analytics_transaction AS sale SET day = touched.now FROM touched
    WHERE sale.agency_id = %(agency)s AND sale.id = touched.id AND touched.before IS DISTINCT FROM touched.now
    RETURNING sale.id
), days AS (
    INSERT INTO stale_day SELECT DISTINCT creator_id, day FROM touched, unnest(ARRAY[before, now]) AS day
    WHERE day IS NOT NULL ON CONFLICT DO NOTHING
), chats AS (
    INSERT INTO stale_chat SELECT DISTINCT chat_id FROM touched WHERE chat_id IS NOT NULL ON CONFLICT DO NOTHING
)
SELECT id FROM booked
"""
_BOOK_SOME, _BOOK_CHATS, _BOOK_CREATOR = (
    _BOOK.format(which=which)
    for which in (
        "analytics_transaction AS sale WHERE agency_id = %(agency)s AND id = ANY(%(sales)s::uuid[])",
        "stale_chat AS stale CROSS JOIN LATERAL (SELECT * FROM analytics_transaction"
        " WHERE agency_id = %(agency)s AND chat_id = stale.chat_id OFFSET 0) AS sale",
        "analytics_transaction AS sale WHERE agency_id = %(agency)s AND creator_id = %(creator)s",
    )
)
_ALL_CHATS_OF_CREATOR = """
INSERT INTO stale_chat SELECT id FROM chats_chat WHERE agency_id = %(agency)s AND creator_id = %(creator)s
ON CONFLICT DO NOTHING
"""
_ALL_DAYS_OF_CREATOR = """
INSERT INTO stale_day SELECT %(creator)s, day FROM (
    SELECT day FROM analytics_chatday WHERE agency_id = %(agency)s AND creator_id = %(creator)s
    UNION SELECT day FROM analytics_transaction WHERE agency_id = %(agency)s AND creator_id = %(creator)s
    UNION SELECT day FROM analytics_creatorday WHERE agency_id = %(agency)s AND creator_id = %(creator)s
    UNION SELECT day FROM analytics_memberday WHERE agency_id = %(agency)s AND creator_id = %(creator)s
    UNION SELECT day FROM analytics_offerday WHERE agency_id = %(agency)s AND creator_id = %(creator)s
) AS days WHERE day IS NOT NULL ON CONFLICT DO NOTHING
"""
_CREATORS = """
SELECT creator_id FROM stale_day UNION
SELECT creator_id FROM chats_chat WHERE agency_id = %(agency)s AND id IN (SELECT chat_id FROM stale_chat)
"""


@dataclass
class Stale:
    """What a step has to look at: ids. Messages that were there before, and chats as a whole, are told apart."""

    new_messages: set[UUID] = field(default_factory=set)
    messages: set[UUID] = field(default_factory=set)
    chats: set[UUID] = field(default_factory=set)
    new_chats: set[UUID] = field(default_factory=set)
    sales: set[UUID] = field(default_factory=set)
    drafts: set[UUID] = field(default_factory=set)
    creators: set[UUID] = field(default_factory=set)
    everything: bool = False

    def __len__(self) -> int:
        return sum(map(len, (self.new_messages, self.messages, self.chats, self.new_chats, self.sales, self.drafts)))

    def add(self, kind: str, event: str, ids: Iterable[UUID], creator_id: UUID | None) -> None:
        """Take on one note of what has happened."""
        if kind == "message" and event != changes.DELETED:
            (self.new_messages if event == changes.CREATED else self.messages).update(ids)
        elif kind == "transaction" and event not in (changes.DELETED, COUNTED):
            self.sales.update(ids)
        elif kind == "ai_response" and event != COUNTED:
            self.drafts.update(ids)
        elif kind == "chat" and event in (changes.CREATED, changes.RECOUNT):
            (self.new_chats if event == changes.CREATED else self.chats).update(ids)
        elif kind in ("chat", "transaction") and event == changes.DELETED and creator_id:
            self.creators.add(creator_id)
        elif kind == "member" and event == changes.DELETED:
            self.everything = True


def fold(agency_id: UUID) -> bool:
    """Count what has changed; return whether it should be called again soon: there is more, or something that cannot be
    read yet. Two that are called at once take turns."""
    with agency_scope(agency_id):
        progress = hold_progress(agency_id)
        reached = horizon()
        is_counted = progress.timezone == timezone_of(agency_id)
        until = reached.seen_from(progress.transaction) if is_counted else None
        if until is not None:
            stale, is_behind = _take(progress, until)
            if not stale.everything:
                moved = _count(agency_id, progress.timezone, stale)
                progress.unscored = sorted({*progress.unscored, *moved})
                progress.save()
                return is_behind or _waits(agency_id, reached)
    # Never counted, by other clocks, in another database, or somebody's numbers have lost their owner.
    from analytics.folding.recount import recount

    recount(agency_id)
    return True


def take_turn(agency_id: UUID) -> None:
    """Nobody else counts the agency until the end of the transaction.

    Not by the row alone: a recount holds its turn on one connection while others work, and whoever wants the table for
    themselves (a migration) would stand between them, and wait for ever.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"count {agency_id}"])


def hold_progress(agency_id: UUID) -> StatsProgress:
    """How far the agency is counted, held until the end of the transaction."""
    take_turn(agency_id)
    StatsProgress.objects.bulk_create([StatsProgress(agency_id=agency_id)], ignore_conflicts=True)
    return StatsProgress.objects.select_for_update(of=("self",)).get(agency_id=agency_id)  # type: ignore[no-any-return]


def _take(progress: StatsProgress, until: int) -> tuple[Stale, bool]:
    """The next notes, and whether there are more; the progress moves on."""
    at = {"transaction": progress.transaction}
    behind = Q(transaction__gt=progress.transaction) | (Q(**at, id__gt=progress.change) if progress.change else Q(**at))
    notes = Change.objects.filter(
        behind, agency_id=progress.agency_id, transaction__gte=progress.transaction, transaction__lt=until,
        told_as__in=_KINDS,
    )  # fmt: skip
    columns = ("transaction", "id", "told_as", "event", "creator_id", "object_ids")
    stale, taken = Stale(), 0
    for transaction, pk, kind, event, creator_id, ids in notes.order_by("transaction", "id").values_list(*columns)[
        :NOTES_AT_ONCE
    ]:
        if len(stale) and len(stale) + len(ids) > IDS_AT_ONCE:
            return stale, True
        stale.add(kind, event, ids, creator_id)
        progress.transaction, progress.change = transaction, pk
        taken += 1
    if taken < NOTES_AT_ONCE:
        progress.transaction, progress.change = until, None
    return stale, taken == NOTES_AT_ONCE


def _waits(agency_id: UUID, reached: Horizon) -> bool:
    return Change.objects.filter(  # type: ignore[no-any-return]
        agency_id=agency_id, transaction__gte=reached.below, told_as__in=("message", "transaction")
    ).exists()


def _count(agency_id: UUID, timezone: str, stale: Stale) -> set[UUID]:
    """Put in order what depends on it; return the creators whose fans should be compared anew."""
    if stale.drafts:
        drafts = AIResponse.objects.filter(agency_id=agency_id, pk__in=stale.drafts)
        stale.messages.update(drafts.filter(sent_message__isnull=False).values_list("sent_message_id", flat=True))
        # Of one that was taken but names no message nobody can say which it named before.
        vague = drafts.filter(sent_message=None, status__in=("accepted", "edited"))
        stale.chats.update(vague.values_list("chat_id", flat=True))
    if not (len(stale) or stale.creators):
        return set()
    step = Step(agency_id, timezone)
    step.begin(messages=stale.messages, new_messages=stale.new_messages, chats=stale.chats, fans=stale.new_chats)
    step.settle_and_attribute(messages=stale.messages | stale.new_messages, chats=stale.chats, sales=stale.sales)
    for creator_id in stale.creators:
        step.take_all_days(creator_id, fans=True)
    step.count_chats()
    step.add_up()
    return step.creators() | stale.creators


class Step:
    """The parts of a step, in one transaction in the agency's scope. `differed` counts rows that were not right."""

    def __init__(self, agency_id: UUID, timezone: str) -> None:
        self.agency_id = agency_id
        self.rules = SalesRules.objects.filter(agency_id=agency_id).first() or SalesRules()
        self.values: dict[str, Any] = {
            "agency": agency_id, "timezone": timezone, "bounds": BOUNDS, **attribution.rule_values(self.rules),
        }  # fmt: skip
        self.differed: dict[str, int] = {}

    def begin(
        self,
        *,
        messages: Collection[UUID] = (),
        new_messages: Collection[UUID] = (),
        chats: Collection[UUID] = (),
        fans: Collection[UUID] = (),
    ) -> None:
        """Find out which days of which chats are stale; of `chats` all, of `fans` only what they have brought."""
        self.begin_days()
        new = [pk for pk in new_messages if pk not in messages]
        margins = [0] * len(new) + [MARGIN] * len(messages)
        self._run(chat_days.STALE_SPANS, messages=[*new, *messages], margins=margins, chats=list(chats))
        self._run("INSERT INTO stale_chat SELECT unnest(%(chats)s::uuid[]) ON CONFLICT DO NOTHING", chats=list(fans))

    def begin_days(self, *, is_summed: bool = False) -> None:
        """Nothing is stale; `is_summed` says that what was kept of chats is to be taken."""
        self._run(chat_days.STAGE)
        if not is_summed:
            self._run(totals.STAGE)

    def keep_sums(self, *, is_over: bool = False) -> None:
        """Keep what chats add up to from one transaction to the next, until it `is_over`."""
        self._run(totals.FORGET if is_over else totals.KEEP)

    def count_whole_chats(self, chats: Collection[UUID], *, is_kept: bool) -> None:
        """Count all that there is of `chats`, and add their days to what is kept, if it is."""
        self.begin_days(is_summed=is_kept)
        self._run(chat_days.TAKE_CHATS, chats=list(chats))
        self.settle_and_attribute(chats=chats)
        self._tell("chat days", self._number(chat_days.FOLD_WHOLE))
        self._count_fans()
        self._count_drafts()

    def settle_and_attribute(
        self, *, messages: Collection[UUID] = (), chats: Collection[UUID] = (), sales: Collection[UUID] = ()
    ) -> None:
        """Give what was paid its movement of money, each movement its day, and each sale whose it is."""
        settled = settle(agency_id=self.agency_id, messages=messages, chats=chats)
        counted = self._ids(_BOOK_SOME, sales=[*settled, *sales])
        if chats:
            counted |= self._ids(_BOOK_CHATS)
        counted |= self._ids(attribution.ATTRIBUTE, sales=[*settled, *sales], messages=list(messages))
        self._note_sales(settled, counted)

    def apply_rules(self, sales: Collection[UUID]) -> None:
        """Give these sales the fee of the rules and whose they are, and count their days."""
        charged = charge(agency_id=self.agency_id, sales=sales, rules=self.rules)
        counted = charged | self._ids(_BOOK_SOME, sales=list(charged))
        counted |= self._ids(attribution.ATTRIBUTE, sales=list(sales), messages=[])
        self._note_sales(set(), counted)
        self._run(ai_revenue.STALE_OF_SALES, sales=list(sales))
        self._count_drafts()
        self.add_up()

    def take_all_days(self, creator_id: UUID, *, fans: bool) -> None:
        """Count all days of a creator, and if wanted what all of the creator's fans have brought."""
        if fans:
            self._run(_ALL_CHATS_OF_CREATOR, creator=creator_id)
        counted = self._ids(_BOOK_CREATOR, creator=creator_id)
        chatless = Transaction.objects.filter(agency_id=self.agency_id, creator_id=creator_id, chat=None)
        sales = list(chatless.values_list("pk", flat=True))
        counted |= self._ids(attribution.ATTRIBUTE, sales=sales, messages=[])
        self._note_sales(set(), counted)
        self._run(_ALL_DAYS_OF_CREATOR, creator=creator_id)

    def count_chats(self) -> None:
        """Count the stale days of chats, and then the fans and what drafts have earned."""
        self._tell("chat days", self._number(chat_days.FOLD))
        self._tell("chat days", self._number(chat_days.FOLD_GAPS))
        self._count_fans()
        self._count_drafts()

    def add_up(self, *, is_summed: bool = False) -> None:
        """Count the stale days of creators and members, and of what was offered; `is_summed` says that the days of
        their chats are added up already."""
        if not is_summed:
            self._run(totals.SUM_UP)
        self._tell("creator days", self._number(totals.FOLD_CREATORS))
        self._tell("member days", self._number(totals.FOLD_MEMBERS))
        self._tell("offers", self._number(totals.FOLD_OFFERS))

    def creators(self) -> set[UUID]:
        """Whose days or fans were looked at."""
        return self._ids(_CREATORS)

    def _note_sales(self, settled: set[UUID], counted: set[UUID]) -> None:
        self._tell("sales", len(counted | settled))
        changes.note(model=Transaction, agency_id=self.agency_id, ids=counted, event=COUNTED)

    def _count_fans(self) -> None:
        rows = self._rows(fans.FOLD)
        for event, is_new in ((changes.CREATED, True), (changes.CHANGED, False)):
            ids = [pk for pk, _, new in rows if new == is_new]
            changes.note(model=FanStats, agency_id=self.agency_id, ids=ids, event=event)
        self._tell("fans", len(rows))
        chat_ids = [chat_id for _, chat_id, _ in rows]
        # What somebody has spent decides about their place in the queue.
        refresh_queue(self.agency_id, chat_ids)
        if len(chat_ids) <= live.MESSAGES_TOLD:
            for chat in Chat.objects.filter(agency_id=self.agency_id, pk__in=chat_ids):
                live.announce(chat=chat, kind=live.CARD)

    def _count_drafts(self) -> None:
        ids = self._ids(ai_revenue.FOLD) if self._number(ai_revenue.ANY) else set()
        changes.note(model=AIResponse, agency_id=self.agency_id, ids=ids, event=COUNTED)
        self._tell("AI drafts", len(ids))

    def _tell(self, what: str, number: int) -> None:
        self.differed[what] = self.differed.get(what, 0) + number

    def _run(self, statement: str, **values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, {**self.values, **values})

    def _rows(self, statement: str, **values: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement, {**self.values, **values})
            return cursor.fetchall()

    def _ids(self, statement: str, **values: Any) -> set[UUID]:
        return {row[0] for row in self._rows(statement, **values)}

    def _number(self, statement: str) -> int:
        return int(self._rows(statement)[0][0])


def timezone_of(agency_id: UUID) -> str:
    """Whose clocks say when the agency's days begin."""
    return str(Agency.objects.values_list("timezone", flat=True).get(pk=agency_id))


def day_of(agency_id: UUID, moment: dt.datetime) -> dt.date:
    """The agency's day."""
    return moment.astimezone(ZoneInfo(timezone_of(agency_id))).date()
