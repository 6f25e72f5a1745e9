"""Who is subscribed, since when and until when: the history, and what a chat shows of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from agencies import changes
from agencies.tenancy import agency_scope
from analytics.models import Subscription
from chats.ingest import IncomingFan, record_messages
from chats.live import announce as live
from chats.models import Chat

#: Two sources tell of the same beginning by clocks that differ by less.
SAME = dt.timedelta(minutes=10)

# The chat shows its latest subscription. `subscription_active` is as of now; who reads it later asks for the end too.
_REFRESH = """
UPDATE chats_chat AS chat SET
    subscription_active = latest.status = 'active' AND (latest.expires_at IS NULL OR latest.expires_at > now()),
    subscription_price = latest.price, subscription_expires_at = latest.expires_at
FROM unnest(%(chats)s::uuid[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT status, expires_at, price FROM analytics_subscription
    WHERE agency_id = %(agency)s AND chat_id = wanted.id ORDER BY started_at DESC LIMIT 1
) AS latest
WHERE chat.agency_id = %(agency)s AND chat.id = wanted.id
  AND (chat.subscription_active, chat.subscription_price, chat.subscription_expires_at) IS DISTINCT FROM
      (latest.status = 'active' AND (latest.expires_at IS NULL OR latest.expires_at > now()), latest.price,
       latest.expires_at)
RETURNING chat.id
"""
_END_OVERDUE = """
UPDATE chats_chat SET subscription_active = false
WHERE agency_id = %(agency)s AND subscription_active AND subscription_expires_at <= now()
RETURNING id
"""


class IncomingSubscription(NamedTuple):
    """One period of a fan's subscription as its source tells it; `price` in dollars, None where it is not told."""

    fan: IncomingFan
    started_at: dt.datetime
    price: Decimal | None = None
    expires_at: dt.datetime | None = None
    auto_renew: bool | None = None


def record_subscriptions(
    *, agency_id: UUID, creator_id: UUID, subscriptions: Iterable[IncomingSubscription], source: str
) -> int:
    """Write periods that are new, add to known ones what was not known, and return how many are new."""
    told = sorted(subscriptions, key=lambda one: (one.fan.of_id, one.started_at))
    if not told:
        return 0
    with agency_scope(agency_id):
        fans = {one.fan.of_id: one.fan for one in told}
        record_messages(agency_id=agency_id, creator_id=creator_id, messages=[], source=source, fans=fans.values())
        chats = _lock_chats(agency_id, creator_id, fans)
        known = _known(agency_id, chats.values())
        new = sum(_record(agency_id, chats[one.fan.of_id], one, known) for one in told)
        refresh_chats(agency_id, chats.values())
        return new


def end_subscription(*, agency_id: UUID, creator_id: UUID, fan_of_id: int, expired_at: dt.datetime) -> bool:
    """Write down that the period which ran then has ended; False if no such period is known."""
    with agency_scope(agency_id):
        chats = _lock_chats(agency_id, creator_id, [fan_of_id])
        running = Subscription.objects.filter(agency_id=agency_id, chat_id__in=chats.values())
        latest = running.filter(started_at__lte=expired_at).order_by("-started_at").first()
        if latest is None:
            return False
        latest.expires_at, latest.status = expired_at, Subscription.Status.EXPIRED
        latest.save(update_fields=["expires_at", "status"])
        refresh_chats(agency_id, chats.values())
        return True


def refresh_chats(agency_id: UUID, chat_ids: Collection[UUID]) -> None:
    """Show in the chats their latest subscription; open fan cards follow."""
    _show(_REFRESH, agency_id, chats=list(chat_ids))


def end_overdue(agency_id: UUID) -> int:
    """Show in the chats whose subscription has come to its end that it is over; return how many those are."""
    with agency_scope(agency_id):
        return _show(_END_OVERDUE, agency_id)


def _show(statement: str, agency_id: UUID, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"agency": agency_id, **values})
        changed = [row[0] for row in cursor.fetchall()]
    changes.note(model=Chat, agency_id=agency_id, ids=changed, event=changes.CHANGED)
    if len(changed) <= live.MESSAGES_TOLD:
        for chat in Chat.objects.filter(agency_id=agency_id, pk__in=changed):
            live.announce(chat=chat, kind=live.CARD)
    return len(changed)


def _lock_chats(agency_id: UUID, creator_id: UUID, fan_of_ids: Iterable[int]) -> dict[int, UUID]:
    """The chats of the fans; who writes their subscriptions does so one after the other."""
    chats = Chat.objects.filter(agency_id=agency_id, creator_id=creator_id, fan_of_id__in=list(fan_of_ids))
    locked = chats.select_for_update(no_key=True).order_by("pk")
    return dict(locked.values_list("fan_of_id", "pk"))


def _known(agency_id: UUID, chat_ids: Iterable[UUID]) -> dict[UUID, list[Subscription]]:
    known: dict[UUID, list[Subscription]] = {}
    for row in Subscription.objects.filter(agency_id=agency_id, chat_id__in=list(chat_ids)):
        known.setdefault(row.chat_id, []).append(row)
    return known


def _record(agency_id: UUID, chat_id: UUID, told: IncomingSubscription, known: dict[UUID, list[Subscription]]) -> bool:
    rows = known.setdefault(chat_id, [])
    same = next((row for row in rows if abs(row.started_at - told.started_at) < SAME), None)
    row = same or Subscription(agency_id=agency_id, chat_id=chat_id, started_at=told.started_at)
    before = (row.price, row.expires_at, row.auto_renew)
    if told.price is not None:
        row.price = told.price
    # An end that a source has told as a fact stands against one that was only planned.
    if row.status == Subscription.Status.ACTIVE and told.expires_at and told.expires_at >= row.started_at:
        row.expires_at = told.expires_at
    row.auto_renew = row.auto_renew if told.auto_renew is None else told.auto_renew
    if same is None or before != (row.price, row.expires_at, row.auto_renew):
        row.save()
    if same is None:
        rows.append(row)
    return same is None
