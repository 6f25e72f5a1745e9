"""Two agencies to try the product with, and data of any size for benchmarks."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from agencies.models import Agency, AuditEvent, Creator, CreatorAssignment, Membership, Shift, User
from agencies.scope import Role
from analytics.models import Subscription, Transaction
from chats.ingest import know_all_media
from chats.models import AIResponse, Chat, ChatNote, MediaAttachment, Message, Script
from chats.search.index import announce_all
from chats.summary import refresh_summaries
from integrations.demo import content
from integrations.demo.conversation import Conversation, converse
from integrations.demo.rows import Ids, Table
from integrations.demo.showcase import fan_zone, show_off

#: The share of a sale that the platform keeps.
FEE = Decimal("0.20")
CHATS_A_REFRESH = 1_000
MONTH = dt.timedelta(days=30)
#: One chat of so many is with the fan of the chat before, who follows both creators.
FANS_OF_TWO = 12
#: Months for which a fan has been subscribed before the current one.
MONTHS_BEFORE = (0, 0, 0, 1, 2, 4, 7, 10)


class Seeded(NamedTuple):
    """How much was made."""

    chats: int
    messages: int


class Team(NamedTuple):
    """An agency with its members by role, before it has chats."""

    agency: Agency
    members: dict[str, Membership]
    creators: list[Creator]


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
    for role, person in ((Role.OWNER, "Olivia Owner"), (Role.ADMIN, "Adam Admin"), (Role.CHATTER, "Chris Chatter")):
        user = User.objects.create(
            email=f"{role}@{slug}.test", name=person, password=hashed_password, timezone=agency.timezone
        )
        members[role] = Membership.objects.create(agency=agency, user=user, role=role)
    creators = [
        Creator.objects.create(
            agency=agency, username=c.username, display_name=c.name, subscription_price=c.price, persona=c.persona,
            of_user_id=500_000 + n, is_verified=True,
        )
        for n, c in enumerate(content.CREATORS[slug])
    ]  # fmt: skip
    # The last creator is not the chatter's, so that the difference can be seen.
    for creator in creators[:-1]:
        CreatorAssignment.objects.create(agency=agency, membership=members[Role.CHATTER], creator=creator)
    for title, shortcut, text, price in content.SCRIPTS:
        Script.objects.create(agency=agency, title=title, shortcut=shortcut, text=text, price=price)
    return Team(agency, members, creators)


class _Filler:
    """Fills one agency: people first, then chat after chat through COPY."""

    def __init__(self, team: Team, now: dt.datetime, random: Random) -> None:
        self.team, self.now, self.random = team, now, random
        self.agency = str(team.agency.pk)
        self.fan: tuple[Any, ...] = ()
        self.sender = str(team.members[Role.CHATTER].pk)
        self.ids = Ids(random)
        self.platform_ids = itertools.count(7_000_000_000)
        self.cursor = connection.cursor().cursor
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
        self.drafts = table(AIResponse, "chat_id in_reply_to_id requested_by_id provider model prompt_version "
            "prompt_tokens completion_tokens cost latency_ms draft_text final_text status edit_distance "
            "sent_message_id revenue")  # fmt: skip

    def fill(self, chats: int, messages_per_chat: int) -> Seeded:
        """Write `chats` conversations of `messages_per_chat` messages each, spread over the creators."""
        made = [self._chat(n, messages_per_chat) for n in range(chats)]
        for table in (self.chats, self.messages, self.media, self.notes, self.subscriptions, self.transactions,
                      self.drafts):  # fmt: skip
            table.flush()
        show_off(made)
        # Without statistics of the new rows the planner would walk whole tables for each chat.
        self.cursor.execute("ANALYZE chats_chat, chats_message")
        for start in range(0, len(made), CHATS_A_REFRESH):
            refresh_summaries(self.team.agency.pk, made[start : start + CHATS_A_REFRESH])
        announce_all(self.team.agency.pk)
        know_all_media(self.team.agency.pk)
        self._audit()
        return Seeded(self.chats.count, self.messages.count)

    def _chat(self, number: int, length: int) -> Any:
        random, talk = self.random, converse(self.random, now=self.now, length=length)
        creator = self.team.creators[number % len(self.team.creators)]
        started = talk.lines[0].sent_at
        chat = self.ids.at(started)
        first, last = random.choice(content.FIRST_NAMES), random.choice(content.SURNAMES)
        is_active = random.random() < 0.8
        expires = self.now + MONTH * random.random() * (1 if is_active else -1)
        tags = sorted({random.choice(content.TAGS) for _ in range(random.choice((0, 0, 1, 2)))})
        fan = (
            900_000 + number, f"{first}{last}{number % 97}".lower(), f"{first} {last}" if random.random() < 0.7 else "",
            f"{first} (regular)" if random.random() < 0.1 else "", "", fan_zone(number),
        )  # fmt: skip
        # Every now and then a fan writes to two creators.
        self.fan = fan = self.fan if number % FANS_OF_TWO == 1 else fan
        self.chats.add(
            chat, self.agency, started, creator.pk, *fan, is_active, creator.subscription_price, expires, "", "", 0,
            talk.read_until, "{" + ",".join(f'"{tag}"' for tag in tags) + "}",
        )  # fmt: skip
        messages = self._talk(chat, creator, talk)
        self._around(chat, creator, talk, expires, is_active)
        self._draft(chat, talk, messages)
        return chat

    def _talk(self, chat: str, creator: Creator, talk: Conversation) -> list[str]:
        """Write the messages with their media and sales; return the messages' ids."""
        ids = []
        for line in talk.lines:
            message = self.ids.at(line.sent_at)
            ours = line.direction == "out"
            bought_at = line.sent_at + dt.timedelta(minutes=3) if line.unlocked else None
            self.messages.add(
                message, self.agency, line.sent_at, chat, next(self.platform_ids), line.direction, line.text,
                line.price > 0, line.price, line.unlocked, bought_at, line.tip is not None, line.tip, line.sent_at,
                line.sent_at if ours else None, self.sender if ours else None, "demo", "sent",
            )  # fmt: skip
            for kind, seconds in line.media:
                self.media.add(
                    self.ids.at(line.sent_at), self.agency, line.sent_at, message, next(self.platform_ids), kind,
                    "", "", seconds, False,
                )  # fmt: skip
            if line.unlocked or line.tip:
                kind, gross = ("tip", line.tip) if line.tip else ("ppv", line.price)
                self._transaction(chat, creator, kind, gross, bought_at or line.sent_at, message)
            ids.append(message)
        return ids

    def _transaction(
        self, chat: str, creator: Creator, kind: str, gross: Any, at: dt.datetime, message: str | None
    ) -> None:
        fee = (gross * FEE).quantize(Decimal("0.01"))
        self.transactions.add(
            self.ids.at(at), self.agency, at, creator.pk, chat, f"demo-{next(self.platform_ids)}", kind, gross, fee,
            gross - fee, at, message,
        )  # fmt: skip

    def _around(self, chat: str, creator: Creator, talk: Conversation, expires: dt.datetime, is_active: bool) -> None:
        """What belongs to the chat beside its messages."""
        random, started = self.random, talk.lines[0].sent_at
        price = Decimal(creator.subscription_price)
        months = random.choice(MONTHS_BEFORE) + max(1, math.ceil((expires - started) / MONTH))
        renews = is_active and random.random() < 0.7
        for left in range(months - 1, -1, -1):
            begun, end = expires - (left + 1) * MONTH, expires - left * MONTH
            state = (None, "expired") if left else (renews, "active" if is_active else "expired")
            self.subscriptions.add(self.ids.at(begun), self.agency, begun, chat, begun, end, price, *state)
            if price:
                kind = "subscription" if left == months - 1 else "renewal"
                self._transaction(chat, creator, kind, price, begun, None)
        if random.random() < 0.3:
            self.notes.add(
                self.ids.at(self.now), self.agency, talk.lines[-1].sent_at, chat, self.sender,
                random.choice(content.NOTES), self.now,
            )  # fmt: skip

    def _draft(self, chat: str, talk: Conversation, ids: list[str]) -> None:
        """An AI draft for the last answer, or one that waits for a person."""
        answered = [n for n, line in enumerate(talk.lines) if line.direction == "out" and line.text and n]
        if not answered or self.random.random() < 0.5:
            return
        number = answered[-1]
        final, waits = talk.lines[number].text, talk.lines[-1].direction == "in"
        status = "suggested" if waits else self.random.choice(("accepted", "accepted", "edited"))
        draft = "Thanks for asking! Tell me more?" if waits else final if status == "accepted" else f"Hey! {final}"
        at = talk.lines[-1].sent_at if waits else talk.lines[number].sent_at
        self.drafts.add(
            self.ids.at(at), self.agency, at, chat, ids[-1] if waits else ids[number - 1], self.sender, "playbook", "",
            "1", 0, 0, 0, self.random.randint(8, 60), draft, "" if waits else final, status,
            None if waits else len(draft) - len(final), None if waits else ids[number], 0,
        )  # fmt: skip

    def _audit(self) -> None:
        owner = self.team.members[Role.OWNER]
        agency = self.team.agency
        for hours, creator in enumerate(self.team.creators, start=1):
            AuditEvent.objects.create(
                agency=agency, membership=owner, actor_label=str(owner.user), action="added",
                object_type="agencies.creator", object_id=str(creator.pk), object_label=str(creator),
                created_at=self.now - dt.timedelta(hours=hours),
            )  # fmt: skip
        Shift.objects.create(
            agency=agency, membership=self.team.members[Role.CHATTER], started_at=self.now - dt.timedelta(hours=3)
        )
