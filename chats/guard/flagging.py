"""What a rule has seen is kept as an event, and an open event flags its chat."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from agencies.statements import Slot, Statement, compiled
from agencies.tenancy import agency_scope
from chats.guard.looking import Seen
from chats.guard.rules import ensure_rules
from chats.live import announce as live
from chats.models import AIResponse, Chat, GuardEvent, Message

#: Kinds that keep drafts off even when an owner or admin has confirmed them: the chat is not to go on as before.
STAY_STOPPED = ("minor",)
Status = GuardEvent.Status


def flag(
    *,
    chat: Chat,
    seen: Iterable[Seen],
    origin: str,
    message: Message | None = None,
    ai_response: AIResponse | None = None,
    member_id: UUID | None = None,
) -> list[GuardEvent]:
    """Keep what was seen, and flag the chat; return the events that are new. Call in the agency's scope.

    A rule tells of a message, or of a draft, once, however often it is read, and of the same refused words of the same
    member once as long as the event is open. Open inboxes are told.
    """
    with transaction.atomic():
        written = [event for one in seen if (event := _written(chat, one, origin, message, ai_response, member_id))]
        if written:
            live.announce(chat=chat, kind=live.CHAT)
    return written


def _written(
    chat: Chat, seen: Seen, origin: str, message: Message | None, ai_response: AIResponse | None, member_id: UUID | None
) -> GuardEvent | None:
    told: dict[str, Any] = {
        "chat": chat,
        "kind": seen.rule.kind,
        "title": seen.rule.title,
        "origin": origin,
        "stops_drafts": seen.rule.stops_drafts,
        "ai_response": ai_response,
        "member_id": member_id,
        "excerpt": seen.excerpt,
    }
    of_rule = GuardEvent.objects.filter(agency_id=chat.agency_id, rule=seen.rule)
    if message is not None:
        event, is_new = of_rule.get_or_create(agency_id=chat.agency_id, rule=seen.rule, message=message, defaults=told)
        return event if is_new else None
    same = {name: told[name] for name in ("chat", "origin", "ai_response", "member_id", "excerpt")}
    if ai_response is None:
        same["status"] = Status.OPEN
    if of_rule.filter(message__isnull=True, **same).exists():
        return None
    return GuardEvent.objects.create(agency_id=chat.agency_id, rule=seen.rule, **told)


def flag_for_good(*, chat: Chat, seen: list[Seen], origin: str, member_id: UUID | None = None) -> None:
    """As `flag`, for words that are refused: the events outlast the transaction that the refusal may undo.

    They are written at once, so that whoever looks next in this transaction finds them, and again behind its end if
    they went with it.
    """
    write = partial(flag, chat=chat, origin=origin, member_id=member_id)
    if write(seen=seen):
        cast(Any, connection).after_end.append(partial(_write_again, chat, seen, write))


def _write_again(chat: Chat, seen: list[Seen], write: Callable[..., object]) -> None:
    with agency_scope(chat.agency_id):
        if not Chat.objects.filter(agency_id=chat.agency_id, pk=chat.pk).exists():
            return
        # The rules may have been made in the transaction that is undone.
        rules = ensure_rules(chat.agency_id)
        known = {rule.pk: rule for rule in rules} | {rule.key: rule for rule in rules if rule.key}
        found = [(known.get(one.rule.pk) or known.get(one.rule.key), one.excerpt) for one in seen]
        write(seen=[Seen(rule, excerpt) for rule, excerpt in found if rule])


def without_false_alarms(chat: Chat, seen: list[Seen]) -> list[Seen]:
    """Without those words of the team that somebody has dismissed as a false alarm in this chat. A query if there are
    any."""
    if not seen:
        return []
    dismissed = GuardEvent.objects.filter(
        agency_id=chat.agency_id, chat=chat, status=Status.DISMISSED, rule__in=[one.rule.pk for one in seen]
    ).exclude(origin=GuardEvent.Origin.FAN)
    known = set(dismissed.values_list("rule_id", "excerpt"))
    return [one for one in seen if (one.rule.pk, one.excerpt) not in known]


# Whoever asks for a draft waits for this.
@functools.cache
def _stopping() -> Statement:
    meta: Any = GuardEvent._meta
    slots = {f"{name}_id": Slot(name, meta.get_field(name)) for name in ("agency", "chat")}
    stops = GuardEvent.objects.filter(**slots, stops_drafts=True)
    stopping = stops.filter(Q(status=Status.OPEN) | Q(status=Status.CONFIRMED, kind__in=STAY_STOPPED))
    return cast(Statement, compiled(stopping.order_by("-status", "created_at").values_list("status", "title")[:1]))


def why_no_drafts(chat: Chat) -> str:
    """Why no drafts are made in this chat, for the chatter; "" if they may be. One query, in the agency's scope."""
    stopping = _stopping().run({"agency": chat.agency_id, "chat": chat.pk})
    if not stopping:
        return ""
    status, title = stopping[0]
    if status == Status.OPEN:
        return f"No drafts here for now: “{title}” waits for an owner or admin to look at it."
    return f"No drafts here any more: an owner or admin has confirmed “{title}”."
