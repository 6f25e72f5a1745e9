"""How lively a fan is, from 0 to 100: `FanStats.engagement_score` and its four parts.

The measures are those of RFM analysis (recency, frequency, monetary value: Bult and Wansbeek, "Optimal Selection for
Direct Mail", Marketing Science 14 (4), 1995) and the answering that a chat has besides:

    recency     the last day on which the fan wrote or bought
    frequency   on how many of the last `WINDOW_DAYS` days, today's among them, they did
    spending    dollars spent in all, less what was taken back
    reply       (turns answered + `PRIOR_TURNS` × the creator's rate) ÷ (turns + `PRIOR_TURNS`), where the rate is turns
                answered ÷ turns of all fans: of whom we know little is taken to be like the others

Each part is the fan's percentile rank in the measure among the creator's fans who have ever written or bought: those
with less, and half of those with as much, in per cent of all. So equals are equal, and who is alone has 50. Who has
nothing of it (no such day, no dollar) has 0 in frequency and spending.

The score is the mean of the rounded parts by `WEIGHTS`, rounded, and 1 at least. It is 0 for who has never written nor
bought, and for a new fan until the next comparison.

Days are the agency's. The scores follow from the rows and the day alone. A change moves the ranks of all fans of the
creator, so they are compared at most every `EVERY`, if something has changed (`StatsProgress.unscored`), and all of
them on a new day.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from agencies import changes
from agencies.models import Creator
from agencies.tenancy import agency_scope
from analytics.folding.fold import day_of, hold_progress, timezone_of
from analytics.models import FanStats

#: Per cent of the score.
WEIGHTS = {"recency": 25, "frequency": 25, "spending": 30, "reply": 20}
WINDOW_DAYS = 30
PRIOR_TURNS = 5
EVERY = dt.timedelta(minutes=10)

_NOTHING_IS_0 = {"frequency", "spending"}


def _percentile(part: str) -> str:
    rank = (
        f"round(100.0 * (2 * (rank() OVER (ORDER BY {part}) - 1) + count(*) OVER (PARTITION BY {part}))"
        " / (2 * count(*) OVER ()))"
    )
    return f"CASE WHEN {part} > 0 THEN {rank} ELSE 0 END" if part in _NOTHING_IS_0 else rank


_MEAN = f"({' + '.join(f'{weight} * {part}_score' for part, weight in WEIGHTS.items())}) / {sum(WEIGHTS.values())}.0"
_SCORE = f"""
WITH acted AS (
    SELECT chat_id, day FROM analytics_chatday
    WHERE agency_id = %(agency)s AND creator_id = %(creator)s AND day > %(since)s AND received > 0
    UNION
    SELECT chat_id, day FROM analytics_transaction
    WHERE agency_id = %(agency)s AND creator_id = %(creator)s AND day > %(since)s AND gross > 0
), frequent AS (
    SELECT chat_id, count(*) AS days FROM acted GROUP BY chat_id
), fan AS MATERIALIZED (
    SELECT stats.id, stats.messages_received > 0 OR stats.purchases > 0 AS takes_part,
           COALESCE(GREATEST(wrote.day, (stats.last_purchase_at AT TIME ZONE %(timezone)s)::date), '-infinity')
               AS recency,
           COALESCE(frequent.days, 0) AS frequency, stats.total_spent AS spending, stats.turns, stats.turns_answered
    FROM chats_chat AS chat
    JOIN analytics_fanstats AS stats ON stats.agency_id = %(agency)s AND stats.chat_id = chat.id
    LEFT JOIN frequent ON frequent.chat_id = chat.id
    LEFT JOIN LATERAL (
        SELECT day FROM analytics_chatday
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND received > 0 ORDER BY day DESC LIMIT 1
    ) AS wrote ON stats.messages_received > 0
    WHERE chat.agency_id = %(agency)s AND chat.creator_id = %(creator)s
), creator AS (
    SELECT COALESCE(sum(turns_answered) / NULLIF(sum(turns), 0)::numeric, 0) AS rate FROM fan WHERE takes_part
), measured AS (
    SELECT fan.*, round((turns_answered + {PRIOR_TURNS} * rate) / (turns + {PRIOR_TURNS}), 6) AS reply
    FROM fan, creator WHERE takes_part
), ranked AS (
    SELECT id, {", ".join(f"{_percentile(part)} AS {part}_score" for part in WEIGHTS)} FROM measured
), fresh AS (
    SELECT fan.id, {", ".join(f"COALESCE({part}_score, 0)::int AS {part}_score" for part in WEIGHTS)},
           CASE WHEN takes_part THEN GREATEST(1, round({_MEAN})) ELSE 0 END::int AS engagement_score
    FROM fan LEFT JOIN ranked USING (id)
)
UPDATE analytics_fanstats AS old SET updated_at = now(), engagement_score = fresh.engagement_score,
       {", ".join(f"{part}_score = fresh.{part}_score" for part in WEIGHTS)}
FROM fresh
WHERE old.agency_id = %(agency)s AND old.id = fresh.id
  AND (old.engagement_score, {", ".join(f"old.{part}_score" for part in WEIGHTS)})
      IS DISTINCT FROM (fresh.engagement_score, {", ".join(f"fresh.{part}_score" for part in WEIGHTS)})
RETURNING old.id
"""


def compare_fans(agency_id: UUID, *, at_once: bool = False) -> int:
    """Compare the fans of those creators for whom it is due, or of all; return how many scores differed."""
    with agency_scope(agency_id):
        progress, now = hold_progress(agency_id), timezone.now()
        if at_once or progress.scored_at is None or day_of(agency_id, progress.scored_at) != day_of(agency_id, now):
            progress.unscored = list(Creator.objects.filter(agency_id=agency_id).values_list("pk", flat=True))
        elif not progress.unscored or now < progress.scored_at + EVERY:
            return 0
        progress.scored_at = now
        progress.save()
    # Those who count wait for one creator at most.
    return sum(_compare_fans_of(agency_id, creator_id) for creator_id in progress.unscored)


def verify_scores(agency_id: UUID) -> int:
    """Put scores in order as of the day on which fans were compared last; return how many were wrong.

    Fans who have changed since, and those of the same creators, are left out: they are compared when it is their turn.
    """
    progress = hold_progress(agency_id)
    creators = (
        Creator.objects.filter(agency_id=agency_id).exclude(pk__in=progress.unscored).values_list("pk", flat=True)
    )
    return sum(_score(agency_id, pk, progress.scored_at) for pk in creators) if progress.scored_at else 0


def _compare_fans_of(agency_id: UUID, creator_id: UUID) -> int:
    with agency_scope(agency_id):
        progress = hold_progress(agency_id)
        progress.unscored = [other for other in progress.unscored if other != creator_id]
        progress.save()
        return _score(agency_id, creator_id, progress.scored_at or timezone.now())


def _score(agency_id: UUID, creator_id: UUID, moment: dt.datetime) -> int:
    since = day_of(agency_id, moment) - dt.timedelta(days=WINDOW_DAYS)
    values: dict[str, Any] = {
        "agency": agency_id,
        "creator": creator_id,
        "timezone": timezone_of(agency_id),
        "since": since,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SCORE, values)
        written = [row[0] for row in cursor.fetchall()]
    changes.note(model=FanStats, agency_id=agency_id, ids=written, event=changes.CHANGED)
    return len(written)
