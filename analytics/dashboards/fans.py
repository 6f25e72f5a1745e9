"""Which fans to look after: who pays, who pays more, who has gone quiet, whose subscription ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from analytics.dashboards.blocks import MOMENT, Chart, Column, Link, Page, Section, Series, Table
from analytics.dashboards.subscriptions import ending_soon
from analytics.metrics import Unit
from analytics.models import FanStats, Transaction
from analytics.reports import Question
from chats.models import Chat

SHOWN, CHARTED = 25, 10
#: Of interest is who has spent so many dollars, and has not written for so long.
QUIET_SPENT, QUIET_AFTER = 50, dt.timedelta(days=14)
_SPENT = "Gross, less what was taken back."
_FAN, _CREATOR = Column("Fan", "link"), Column("Creator")
_TOTAL = Column("Spent in all", Unit.DOLLARS, _SPENT)
_SCORE = Column("Engagement", Unit.COUNT, "0 to 100 among the creator's fans; the fan card shows of what it consists.")


def page(question: Question) -> Page:
    """Four lists of fans; the first two are of the days chosen, the others as of now."""
    return Page(sections=[_top(question), _rising(question), _quiet(question), ending_soon(question)])


def _chats(question: Question) -> Any:
    chats = Chat.objects.visible_to(question.actor).select_related("creator", "fan_stats")
    return chats.filter(creator_id__in=question.creators) if question.creators else chats


def _spent(question: Question) -> Any:
    """Chats with what was spent in the days asked for, most first."""
    sales = question.rows(Transaction).filter(chat__isnull=False)
    return sales.order_by().values("chat_id").annotate(spent=Sum("gross")).order_by("-spent", "chat_id")


def _link(chat: Chat) -> Link:
    return Link(chat.fan_name, reverse("inbox_chat", args=[chat.pk]))


def _stats(chat: Any) -> list[Any]:
    stats = getattr(chat, "fan_stats", None)
    return [stats.total_spent, stats.engagement_score] if stats else [None, None]


def _top(question: Question) -> Section:
    spent = {row["chat_id"]: row["spent"] for row in _spent(question).filter(spent__gt=0)[:SHOWN]}
    chats = {chat.pk: chat for chat in _chats(question).filter(pk__in=spent)}
    order = [chats[pk] for pk in spent if pk in chats]
    columns = [_FAN, _CREATOR, Column("Spent in these days", Unit.DOLLARS, _SPENT), _TOTAL, _SCORE]
    rows = [[_link(chat), str(chat.creator), spent[chat.pk], *_stats(chat)] for chat in order]
    first = order[:CHARTED]
    chart = Chart("bars", [c.fan_name for c in first], [Series("Spent", [spent[c.pk] for c in first])], Unit.DOLLARS)
    return Section("Top spenders", Table("Top spenders", columns, rows), chart, is_open=True)


def _rising(question: Question) -> Section:
    now = {row["chat_id"]: row["spent"] for row in _spent(question).filter(spent__gt=0)}
    before = {row["chat_id"]: row["spent"] for row in _spent(question.before())}
    gains = sorted(((spent - before.get(pk, 0), pk) for pk, spent in now.items()), reverse=True)[:SHOWN]
    chats = {chat.pk: chat for chat in _chats(question).filter(pk__in=[pk for _, pk in gains])}
    columns = [
        _FAN, _CREATOR, Column("Spent in these days", Unit.DOLLARS, _SPENT), Column("In the days before", Unit.DOLLARS),
        Column("More by", Unit.DOLLARS), _TOTAL, _SCORE,
    ]  # fmt: skip
    rows = [
        [_link(chats[pk]), str(chats[pk].creator), now[pk], before.get(pk, 0), gain, *_stats(chats[pk])]
        for gain, pk in gains
        if gain > 0 and pk in chats
    ]
    hint = f"Who has spent more than in the {question.days} days before."
    return Section("Rising", Table("Rising", columns, rows), hint=hint)


def _quiet(question: Question) -> Section:
    since = timezone.now() - QUIET_AFTER
    stats = FanStats.objects.visible_to(question.actor).select_related("chat__creator")
    if question.creators:
        stats = stats.filter(chat__creator_id__in=question.creators)
    quiet = stats.filter(total_spent__gte=QUIET_SPENT, chat__last_message_at__lt=since).order_by("-total_spent")[:SHOWN]
    columns = [_FAN, _CREATOR, _TOTAL, Column("Last purchase", MOMENT), Column("Last message", MOMENT), _SCORE]
    rows = [
        [_link(row.chat), str(row.chat.creator), row.total_spent, row.last_purchase_at, row.chat.last_message_at,
         row.engagement_score]
        for row in quiet
    ]  # fmt: skip
    hint = f"Fans who have spent ${QUIET_SPENT} or more, and no word either way for {QUIET_AFTER.days} days."
    nothing = "Nobody who has spent something has gone quiet."
    return Section("Going quiet", Table("Going quiet", columns, rows), hint=hint, nothing=nothing)
