"""Two agencies to try the product with, and data of any size for benchmarks."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from agencies.models import Agency, AuditEvent, Creator, CreatorAssignment, Membership, Shift, User
from agencies.scope import Role
from analytics.models import Subscription, Transaction
from analytics.settlement import REVERSAL
from chats.ingest import know_all_media
from chats.models import AICall, AIResponse, Chat, ChatNote, DraftRequest, MediaAttachment, Message, Script
from chats.search.index import announce_all
from chats.summary import refresh_summaries
from integrations.demo import content, drafts, money
from integrations.demo.conversation import Conversation, Line, Talk
from integrations.demo.office import furnish
from integrations.demo.readings import let_read
from integrations.demo.roster import Roster
from integrations.demo.rows import Ids, Table
from integrations.demo.showcase import fan_zone, show_off

#: The share of a sale that the platform keeps.
FEE = Decimal("0.20")
CHATS_A_REFRESH = 1_000
#: Sales that are taken back some days later.
TAKEN_BACK_SHARE = 0.008
#: From one mass message to the next.
BETWEEN_NEWS = dt.timedelta(days=9)
#: One chat of so many is with the fan of the chat before, who follows both creators.
FANS_OF_TWO = 12


class Seeded(NamedTuple):
    """How much was made."""

    chats: int
    messages: int


class Team(NamedTuple):
    """An agency with its people, before it has chats; members by the part of their address before the @."""

    agency: Agency
    members: dict[str, Membership]
    creators: list[Creator]
    roster: Roster


def seed(*, now: dt.datetime, chats: int, messages_per_chat: int, password: str, rival: float = 0.1) -> Seeded:
    """Make the agencies `demo` (with `chats` chats) and `rival` (with that share of them), all or nothing.

    The same arguments give the same rows. Runs as the tables' owner, because PostgreSQL takes no COPY into
    a table under row-level security.
    """
    with connection.as_owner(), transaction.atomic():  # type: ignore[attr-defined]
        hashed = make_password(password)
        demo = _team("demo", "Demo Agency", hashed)
        other = _team("rival", "Rival Agency", hashed)
        done = [
            _Filler(team, now, Random(team.agency.slug)).fill(count, messages_per_chat)
            for team, count in ((demo, chats), (other, max(1, int(chats * rival))))
        ]
    return Seeded(sum(d.chats for d in done), sum(d.messages for d in done))


def _team(slug: str, name: str, hashed_password: str) -> Team:
    agency = Agency.objects.create(slug=slug, name=name, timezone="Europe/London")
    members: dict[str, Membership] = {}
    chatters = content.CHATTERS[slug]
    people = [("owner", "Olivia Owner", Role.OWNER), ("admin", "Adam Admin", Role.ADMIN)]
    for address, person, role in [*people, *((key, one.name, Role.CHATTER) for key, one in chatters.items())]:
        user = User.objects.create(
            email=f"{address}@{slug}.test", name=person, password=hashed_password, timezone=agency.timezone
        )
        members[address] = Membership.objects.create(agency=agency, user=user, role=role)
    creators = [
        Creator.objects.create(
            agency=agency, username=c.username, display_name=c.name, subscription_price=c.price, persona=c.persona,
            of_user_id=500_000 + n, is_verified=True,
        )
        for n, c in enumerate(content.CREATORS[slug])
    ]  # fmt: skip
    for address, chatter in chatters.items():
        for number in chatter.creators:
            CreatorAssignment.objects.create(agency=agency, membership=members[address], creator=creators[number])
    for title, shortcut, text, price in content.SCRIPTS:
        Script.objects.create(agency=agency, title=title, shortcut=shortcut, text=text, price=price)
    at_work = [(str(members[address].pk), chatter) for address, chatter in chatters.items()]
    return Team(agency, members, creators, Roster(at_work, ZoneInfo(agency.timezone), len(creators)))


class _Filler:
    """Fills one agency: people first, then chat after chat through COPY."""

    def __init__(self, team: Team, now: dt.datetime, random: Random) -> None:
        self.team, self.now, self.random = team, now, random
        self.agency = str(team.agency.pk)
        self.fan: tuple[Any, ...] = ()
        self.sold: dict[tuple[Any, str], list[int]] = {}
        self.talk = Talk(random, now=now, zone=ZoneInfo(team.agency.timezone))
        self.sender = str(team.members["chatter"].pk)
        self.ids = Ids(random)
        self.platform_ids = itertools.count(7_000_000_000)
        self.cursor = connection.cursor().cursor
        self.trial = drafts.set_up(team.agency, now, UUID(self.ids.at(now - drafts.TRIAL[0])))
        self._open_tables()

    def _open_tables(self) -> None:
        def table(model: Any, columns: str) -> Table:
            return Table(self.cursor, model, f"id agency_id created_at {columns}")

        self.chats = table(Chat, "creator_id fan_of_id fan_username fan_display_name fan_custom_name fan_avatar_url "
            "fan_timezone subscription_active subscription_price subscription_expires_at last_message_preview "
            "last_message_direction unread_count read_until tags")  # fmt: skip
        self.messages = table(Message, "chat_id of_message_id direction text is_ppv price unlocked unlocked_at is_tip "
            "tip_amount sent_at read_at sent_by_id source status")  # fmt: skip
        self.media = table(MediaAttachment, "message_id of_media_id media_type url thumbnail_url duration is_preview")
        self.notes = table(ChatNote, "chat_id author_id text updated_at")
        self.subscriptions = table(Subscription, "chat_id started_at expires_at price auto_renew status")
        self.transactions = table(Transaction, "creator_id chat_id of_transaction_id kind gross fee net occurred_at "
            "message_id")  # fmt: skip
        self.requests = table(DraftRequest, drafts.REQUEST_COLUMNS)
        self.drafts = table(AIResponse, drafts.DRAFT_COLUMNS)
        self.calls = table(AICall, drafts.CALL_COLUMNS)

    def fill(self, chats: int, messages_per_chat: int) -> Seeded:
        """Write `chats` conversations of `messages_per_chat` messages each, spread over the creators."""
        news = [self._news(place) for place in range(len(self.team.creators))]
        made = [self._chat(n, messages_per_chat, news[n % len(news)]) for n in range(chats)]
        for table in (self.chats, self.messages, self.media, self.notes, self.subscriptions, self.transactions,
                      self.requests, self.drafts, self.calls):  # fmt: skip
            table.flush()
        show_off(made)
        let_read(self.team.agency, made, self.team.members["owner"], self.now)
        # Without statistics of the new rows the planner would walk whole tables for each chat.
        self.cursor.execute("ANALYZE chats_chat, chats_message")
        for start in range(0, len(made), CHATS_A_REFRESH):
            refresh_summaries(self.team.agency.pk, made[start : start + CHATS_A_REFRESH])
        announce_all(self.team.agency.pk)
        know_all_media(self.team.agency.pk)
        furnish(self.team.agency, self.team.members, {text: ids for (_, text), ids in self.sold.items()}, self.now)
        self._audit()
        return Seeded(self.chats.count, self.messages.count)

    def _news(self, place: int) -> list[Line]:
        """The mass messages of a creator: each at six in the evening."""
        evening = self.now.astimezone(self.talk.zone).replace(hour=18, minute=0, second=0, microsecond=0)
        first = evening - len(content.NEWS) * BETWEEN_NEWS + dt.timedelta(days=place)
        return [
            Line(at, "out", offer.text, Decimal(offer.price), media=offer.media, is_mass=True,
                 by=self.team.roster.writer(place, at)[0])
            for number, offer in enumerate(content.NEWS)
            for at in [(first + number * BETWEEN_NEWS).astimezone(dt.UTC)]
        ]  # fmt: skip

    def _chat(self, number: int, length: int, news: list[Line]) -> Any:
        random, place = self.random, number % len(self.team.creators)
        writing = functools.partial(self.team.roster.writer, place)
        talk = self.talk.converse(length=length, writing=writing, news=news)
        creator = self.team.creators[place]
        started = talk.lines[0].sent_at
        chat = self.ids.at(started)
        first, last = random.choice(content.FIRST_NAMES), random.choice(content.SURNAMES)
        periods = money.periods(random, started=started, now=self.now)
        current = periods[-1]
        tags = sorted({random.choice(content.TAGS) for _ in range(random.choice((0, 0, 1, 2)))})
        fan = (
            900_000 + number, f"{first}{last}{number % 97}".lower(), f"{first} {last}" if random.random() < 0.7 else "",
            f"{first} (regular)" if random.random() < 0.1 else "", "", fan_zone(number),
        )  # fmt: skip
        # Every now and then a fan writes to two creators.
        self.fan = fan = self.fan if number % FANS_OF_TWO == 1 else fan
        self.chats.add(
            chat, self.agency, started, creator.pk, *fan, current.status == "active", creator.subscription_price,
            current.expires_at, "", "", 0,
            talk.read_until, "{" + ",".join(f'"{tag}"' for tag in tags) + "}",
        )  # fmt: skip
        messages = self._talk(chat, creator, talk)
        self._around(chat, creator, talk, periods)
        self._drafts(chat, talk, messages)
        return chat

    def _talk(self, chat: str, creator: Creator, talk: Conversation) -> list[str]:
        """Write the messages with their media and sales; return the messages' ids."""
        ids = []
        for line in talk.lines:
            message = self.ids.at(line.sent_at)
            ours = line.direction == "out"
            bought_at = min(line.sent_at + self._wait(), self.now) if line.unlocked else None
            self.messages.add(
                message, self.agency, line.sent_at, chat, next(self.platform_ids), line.direction, line.text,
                line.price > 0, line.price, line.unlocked, bought_at, line.tip is not None, line.tip, line.sent_at,
                line.sent_at if ours else None, line.by, "mass" if line.is_mass else "demo", "sent",
            )  # fmt: skip
            for (kind, seconds), of_id in zip(line.media, self._media_ids(creator, line), strict=True):
                self.media.add(
                    self.ids.at(line.sent_at), self.agency, line.sent_at, message, of_id, kind, "", "", seconds, False
                )
            if line.unlocked or line.tip:
                kind, gross = ("tip", line.tip) if line.tip else ("ppv", line.price)
                self._transaction(chat, creator, kind, gross, bought_at or line.sent_at, message)
            ids.append(message)
        return ids

    def _media_ids(self, creator: Creator, line: Line) -> list[int]:
        """What is sold is the same whoever buys it; what is sent along is new each time."""
        new = [next(self.platform_ids) for _ in line.media]
        return self.sold.setdefault((creator.pk, line.text), new) if line.price else new

    def _wait(self) -> dt.timedelta:
        """How long a fan thinks before buying."""
        return dt.timedelta(minutes=2 + self.random.random() ** 4 * 600)

    def _transaction(
        self, chat: str, creator: Creator, kind: str, gross: Any, at: dt.datetime, message: str | None = None
    ) -> None:
        fee, of_id = (gross * FEE).quantize(Decimal("0.01")), f"demo-{next(self.platform_ids)}"
        self.transactions.add(
            self.ids.at(at), self.agency, at, creator.pk, chat, of_id, kind, gross, fee, gross - fee, at, message
        )
        if self.random.random() < TAKEN_BACK_SHARE and (back := at + self.random.randint(2, 20) * money.DAY) < self.now:
            self.transactions.add(
                self.ids.at(back), self.agency, back, creator.pk, chat, REVERSAL.format(of_id), "chargeback", -gross,
                -fee, fee - gross, back, None,
            )  # fmt: skip

    def _around(self, chat: str, creator: Creator, talk: Conversation, periods: list[money.Period]) -> None:
        """What belongs to the chat beside its messages."""
        random, price = self.random, Decimal(creator.subscription_price)
        for period in periods:
            begun = period.started_at
            self.subscriptions.add(
                self.ids.at(begun), self.agency, begun, chat, begun, period.expires_at, price, period.auto_renew,
                period.status,
            )  # fmt: skip
            if price:
                self._transaction(chat, creator, "renewal" if period.is_renewal else "subscription", price, begun)
        for kind, gross, at in money.extras(random, started=talk.lines[0].sent_at, now=self.now):
            self._transaction(chat, creator, kind, gross, at)
        if random.random() < 0.3:
            self.notes.add(
                self.ids.at(self.now), self.agency, talk.lines[-1].sent_at, chat, self.sender,
                random.choice(content.NOTES), self.now,
            )  # fmt: skip

    def _drafts(self, chat: str, talk: Conversation, ids: list[str]) -> None:
        """AI drafts for some of the answers, and one that waits for a person where a fan does."""
        random, lines = self.random, talk.lines
        for number in range(1, len(lines)):
            line = lines[number]
            is_answer = line.direction == "out" and lines[number - 1].direction == "in" and not line.is_mass
            if is_answer and random.random() < drafts.SHARE:
                arm = self.trial.arm(chat, line.sent_at)
                made = drafts.draft(random, sent=line.text, ago=self.now - line.sent_at, arm=arm)
                sent = ids[number] if made.final_text else None
                self._draft(chat, made, line.sent_at, ids[number - 1], line.by, sent)
        if lines[-1].direction == "in" and random.random() < 0.5:
            self._draft(chat, drafts.waiting(random), lines[-1].sent_at, ids[-1], self.sender, None)

    def _draft(
        self, chat: str, made: drafts.Draft, at: dt.datetime, answered: str, by: str | None, sent: str | None
    ) -> None:
        begun = at - dt.timedelta(milliseconds=made.latency_ms)
        request = self.ids.at(begun)
        values = drafts.request_values(made, self.trial, chat, answered, by, at)
        self.requests.add(request, self.agency, begun, *values)
        told = drafts.draft_values(made, chat=chat, request=request, answered=answered, by=by, at=at, sent=sent)
        self.drafts.add(self.ids.at(at), self.agency, at, *told)
        for values in drafts.calls_values(made, chat, request):
            self.calls.add(self.ids.at(at), self.agency, at, *values)

    def _audit(self) -> None:
        owner = self.team.members["owner"]
        agency = self.team.agency
        for hours, creator in enumerate(self.team.creators, start=1):
            AuditEvent.objects.create(
                agency=agency, membership=owner, actor_label=str(owner.user), action="added",
                object_type="agencies.creator", object_id=str(creator.pk), object_label=str(creator),
                created_at=self.now - dt.timedelta(hours=hours),
            )  # fmt: skip
        Shift.objects.create(
            agency=agency, membership=self.team.members["chatter"], started_at=self.now - dt.timedelta(hours=3)
        )
        Shift.objects.bulk_create(
            Shift(agency=agency, membership_id=member, started_at=began, ended_at=ended, last_active_at=ended,
                  idle_seconds=self.random.randint(0, 3_600))
            for member, chatter in self.team.roster.chatters
            for began, ended in self.team.roster.shifts(self.now, chatter)
            if ended < self.now - dt.timedelta(hours=3)
        )  # fmt: skip
