"""What can be asked about chats and messages. Everything starts from `visible_to(actor)`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import timezone

from agencies import changes
from agencies.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from chats.models import Chat, Message

#: What decides where a message stands.
MOVING = frozenset({"sent_at", "chat", "chat_id"})
#: Media of one message that a thread shows as tiles; the rest is counted.
MEDIA_SHOWN = 8
#: Who has drafted, as in "Hosted · small-model".
DRAFTER = Case(
    When(model="", then=F("provider")),
    default=Concat(F("provider"), Value(" · "), F("model")),
    output_field=CharField(),
)
#: Parts of the inbox's order (`InboxRank`): the read chats begin at the one, and behind each part's beginning those
#: that wait end at the other.
READ_FROM, WAITING_BELOW = 1e10, 5e9


class ChatQuerySet(ScopedQuerySet):
    """Questions about chats; they read summary columns and never count messages."""

    def unread(self) -> Self:
        """Chats with messages of the fan that we have not read."""
        return self.filter(unread_count__gt=0)

    def awaiting_reply(self) -> Self:
        """Chats whose fan spoke last."""
        return self.filter(awaiting_reply_since__isnull=False)

    def waiting_since(self, moment: dt.datetime) -> Self:
        """Chats whose fan began to wait at `moment` or later: two stretches of the inbox's order."""
        since, rank = moment.timestamp(), "inbox_rank__range"
        unread = Q((rank, (since, WAITING_BELOW)))
        return self.filter(unread | Q((rank, (READ_FROM + since, READ_FROM + WAITING_BELOW))))

    def written_since(self, moment: dt.datetime) -> Self:
        """Chats in which somebody wrote at `moment` or later, save those whose fan waits since before it: two stretches
        of the inbox's order. Every chat that was answered since `moment` is among them."""
        since, rank = int(moment.timestamp()), "inbox_rank__range"
        unread = Q((rank, (since, READ_FROM - since)))
        return self.filter(unread | Q((rank, (READ_FROM + since, 2 * READ_FROM - since))))

    def tagged(self, tag: str) -> Self:
        """Chats that carry `tag`."""
        return self.filter(tags__contains=[tag])

    def fan_named(self, words: str) -> Self:
        """Chats whose fan's names contain `words`, or whose fan has that id."""
        names = (
            Q(fan_username__icontains=words)
            | Q(fan_display_name__icontains=words)
            | Q(fan_custom_name__icontains=words)
        )
        return self.filter(names | Q(fan_of_id=int(words)) if words.isdecimal() and len(words) < 19 else names)

    def in_inbox_order(self) -> Self:
        """Unread first, then who waits longest, then the latest (see `InboxRank`)."""
        return self.order_by("inbox_rank", "id")

    def after(self, chat: Chat) -> Self:
        """Those behind `chat` in inbox order: the next page. The first bound lets the index seek."""
        behind = Q(inbox_rank__gt=chat.inbox_rank) | Q(inbox_rank=chat.inbox_rank, id__gt=chat.pk)
        return self.filter(behind, inbox_rank__gte=chat.inbox_rank)

    def in_queue(self) -> Self:
        """Chats that wait for an answer now, the most deserving first (see `chats.queue`)."""
        return self.filter(queue_rank__isnull=False).order_by("queue_rank", "id")

    def open_to(self, membership_id: UUID) -> Self:
        """Chats that nobody else is answering, and that are assigned to nobody else. Claims are few."""
        own = Q(assigned_to__isnull=True) | Q(assigned_to_id=membership_id)
        of_others = self._claims().exclude(membership_id=membership_id)
        return self.filter(own, ~Exists(of_others.filter(agency_id=OuterRef("agency_id"), chat_id=OuterRef("pk"))))

    def _claims(self) -> Any:
        claims = self.model._meta.get_field("claim").related_model._default_manager
        return claims.filter(expires_at__gt=timezone.now())

    def for_list(self) -> Self:
        """With what a row of the inbox shows."""
        return self.select_related("creator", "claim__membership__user").with_flags()

    def for_card(self) -> Self:
        """With what the fan card shows and what AI can do here; `fan_stats` is the reverse relation of analytics."""
        return (
            self.select_related("creator", "assigned_to__user", "fan_stats", "fan_summary", "claim__membership__user")
            .with_flags()
            .with_reading()
        )

    def with_reading(self) -> Self:
        """With `translates` (there is a provider that can) and `keeps_summaries` (the agency wants them)."""
        providers = apps.get_model("chats", "AIProvider").objects.filter(agency_id=OuterRef("agency_id"))
        settings = apps.get_model("chats", "AISettings").objects.filter(agency_id=OuterRef("agency_id"))
        return self.annotate(
            translates=Exists(providers.filter(is_active=True).exclude(kind="playbook")),
            keeps_summaries=Exists(settings.filter(writes_summaries=True)),
        )

    def flagged(self) -> Self:
        """Chats in which the guard has seen something that nobody has decided yet. Those are few."""
        return self.filter(pk__in=self._open_events().values("chat_id"))

    def not_flagged(self) -> Self:
        """All other chats."""
        return self.exclude(pk__in=self._open_events().values("chat_id"))

    def with_flags(self) -> Self:
        """With `flags`: id and title, as one text, of each open event of the guard."""
        events = self._open_events().filter(agency_id=OuterRef("agency_id"), chat_id=OuterRef("pk")).order_by("id")
        told = Concat(Cast("id", TextField()), Value(" "), "title", output_field=TextField())
        return self.annotate(flags=ArraySubquery(events.values_list(told)))

    def _open_events(self) -> Any:
        events = self.model._meta.get_field("guard_events").related_model._default_manager
        return events.filter(status="open")


class WordRuleQuerySet(ScopedQuerySet):
    """Questions about an agency's word rules."""

    def in_force(self, creator_id: UUID) -> Self:
        """Those that a reply of this creator has to keep."""
        return self.filter(Q(creator_id=creator_id) | Q(creator__isnull=True), is_active=True)


class MessageQuerySet(ScopedQuerySet):
    """Questions about messages, along the index of a thread.

    Whoever counts messages is told where one has left its place (`agencies.changes.RECOUNT`).
    """

    def update(self, **values: Any) -> int:
        if not MOVING.isdisjoint(values):
            self._note_chats()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._note_chats()
        return super().delete()

    def _note_chats(self) -> None:
        chats = defaultdict(set)
        for agency_id, chat_id in self.order_by().values_list("agency_id", "chat_id").distinct():
            chats[agency_id].add(chat_id)
        chat = self.model._meta.get_field("chat").related_model
        for agency_id, ids in chats.items():
            changes.note(model=chat, agency_id=agency_id, ids=ids, event=changes.RECOUNT)

    def in_chat(self, chat: Chat) -> Self:
        """The messages of one chat, along its index."""
        return self.filter(agency_id=chat.agency_id, chat_id=chat.pk)

    def before(self, message: Message) -> Self:
        """Older than `message` in thread order: the page above. The first bound lets the index seek."""
        older = Q(sent_at__lt=message.sent_at) | Q(sent_at=message.sent_at, id__lt=message.pk)
        return self.filter(older, sent_at__lte=message.sent_at)

    def after(self, message: Message, *, inclusive: bool = False) -> Self:
        """Newer than `message` in thread order (or that one too): the page below."""
        is_newer = Q(id__gte=message.pk) if inclusive else Q(id__gt=message.pk)
        newer = Q(sent_at__gt=message.sent_at) | Q(is_newer, sent_at=message.sent_at)
        return self.filter(newer, sent_at__gte=message.sent_at)

    def for_thread(self) -> Self:
        """With what a thread shows: who of the team sent it, its first media and how many there are of each kind.

        A message may carry hundreds of media: `tiles` holds only the first, `media_kinds` {"kind", "count"} for all.
        """
        return (
            self.select_related("sent_by__user")
            .prefetch_related(self.tiles())
            .with_media_kinds()
            .with_drafter()
            .with_translations()
        )

    def with_drafter(self) -> Self:
        """With `drafted_by`: provider and model of the AI draft that the message began as, None if it did not."""
        drafts = self.model._meta.get_field("drafted").related_model._default_manager
        own = drafts.filter(agency_id=OuterRef("agency_id"), sent_message_id=OuterRef("pk")).order_by("created_at")
        return self.annotate(drafted_by=Subquery(own.values(said=DRAFTER)[:1]))

    def with_translations(self) -> Self:
        """With `told_translations`: {"language", "text", "is_original"} of each translation that is made."""
        rows = self.model._meta.get_field("translations").related_model._default_manager
        own = rows.filter(agency_id=OuterRef("agency_id"), message_id=OuterRef("pk")).exclude(text="")
        told = JSONObject(language="language", text="text", is_original="is_original")
        return self.annotate(told_translations=ArraySubquery(own.order_by("created_at").values(item=told)))

    def with_media_kinds(self) -> Self:
        """With `media_kinds`: {"kind", "count"} for each kind of media in the message."""
        kinds = self._media().filter(agency_id=OuterRef("agency_id"), message_id=OuterRef("pk")).order_by("media_type")
        counted = kinds.values("media_type").annotate(count=Count("pk"))
        return self.annotate(
            media_kinds=ArraySubquery(counted.values(item=JSONObject(kind="media_type", count="count")))
        )

    def tiles(self) -> Prefetch:
        """The first media of each message, as `tiles`."""
        return Prefetch("media", self._media().order_by("id")[:MEDIA_SHOWN], to_attr="tiles")

    def _media(self) -> Any:
        return self.model._meta.get_field("media").related_model._default_manager

    def oldest_first(self) -> Self:
        """Thread order from the start."""
        return self.order_by("sent_at", "id")

    def latest_first(self) -> Self:
        """Thread order from the end."""
        return self.order_by("-sent_at", "-id")
