"""Messages that an AI drafted beside those without, of the same creators in the same hours of the week.

Evenings sell better than mornings, one creator more than another, and drafts are not asked for everywhere alike. So
messages are compared within strata, creator × hour of the week on the agency's clocks, and the strata are weighted by
the messages with AI: what these brought more than those without would have, had they been sent in their place. What a
member sends with AI is compared with what the same member sends without. That is
subclassification: W. G. Cochran, "The Effectiveness of Adjustment by Subclassification in Removing Bias in
Observational Studies", Biometrics 24 (1968). It takes out the hour and the creator, and nothing else: people may ask
for drafts where they expect less, or more. Only a trial (`analytics.ai.trials`) takes that out.

Left out are mass messages, and messages with AI in whose stratum there is none without; the number used is told.

With x of a message its net dollars, or 1 if the fan answered, m₀ the mean without AI in stratum h, N the messages with
AI that are used, N_h those of them in h, and n_h those without:

    difference   d = Σ (x − m₀ of its stratum) ÷ N, over the messages with AI
    variance     Σ over chats (Σ (x − m₀ − d))² ÷ N² · k/(k−1)                    of those with AI, in k chats
                 + Σ over strata (N_h/N)² · Σ over chats (Σ (x − m₀))² ÷ n_h² · j/(j−1)       of those without, in j

so the messages of a chat count as one case each, not as so many, as in `intervals.Ratio`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from analytics.ai.drafts import scope_values
from analytics.ai.intervals import LEAST_CASES, Difference, between
from analytics.counted import COUNTED
from analytics.models import SalesRules
from analytics.reports import Question

#: What a message is measured by.
REVENUE, ANSWER = "revenue", "answer"
#: What groups of messages with AI there are.
KINDS = ("all", "model", "creator", "member", "arm")
#: So many messages on each side must have earned something, or been answered, and so many not: the usual rule of thumb
#: for taking a mean for normal (W. G. Cochran, "Some Methods for Strengthening the Common χ² Tests", 1954).
LEAST_HITS = 5

_TALK = f"{COUNTED} AND direction IN ('in', 'out')"
# A stratum is a number: the creator's place in the list × 256 + the hour of the week, and for members their own number
# before it. Texts would take three times as long.
_WRITTEN = """
WITH chat AS MATERIALIZED (
    SELECT id, array_position(%(creators)s::uuid[], creator_id) * 256 AS base FROM chats_chat
    WHERE agency_id = %(agency)s AND creator_id = ANY(%(creators)s::uuid[]) AND last_message_at >= %(start)s
), drafted AS MATERIALIZED (
    SELECT DISTINCT ON (draft.sent_message_id) draft.sent_message_id AS id, draft.provider, draft.model,
           draft.prompt_version,
           CASE WHEN request.arm <> '' THEN request.experiment_id::text || ' ' || request.arm ELSE '' END AS arm
    FROM chat CROSS JOIN LATERAL (
        SELECT * FROM chats_airesponse
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND sent_message_id IS NOT NULL OFFSET 0
    ) AS draft
    LEFT JOIN LATERAL (
        SELECT experiment_id, arm FROM chats_draftrequest WHERE agency_id = %(agency)s AND id = draft.request_id
        OFFSET 0
    ) AS request ON draft.request_id IS NOT NULL
    ORDER BY draft.sent_message_id, draft.id
)"""
# Tips are those of our last message before, as in `folding.ai_revenue`, which says it of the drafts alone.
_SOLD = """, sale AS MATERIALIZED (
    SELECT sale.* FROM chat CROSS JOIN LATERAL (
        SELECT id, chat_id, message_id, kind, of_transaction_id, occurred_at, net FROM analytics_transaction
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND occurred_at >= %(start)s OFFSET 0
    ) AS sale
), reversal AS MATERIALIZED (
    SELECT id, 'reversal of ' || of_transaction_id AS name FROM sale
    WHERE kind IN ('ppv', 'tip') AND of_transaction_id IS NOT NULL
), taken_back AS MATERIALIZED (
    SELECT reversal.id, sum(back.net) AS net
    FROM reversal JOIN sale AS back ON back.of_transaction_id = reversal.name AND back.kind = 'chargeback'
    GROUP BY reversal.id
), earned AS MATERIALIZED (
    SELECT CASE WHEN sale.kind = 'tip' THEN writer.id ELSE sale.message_id END AS message_id,
           sum(sale.net + CASE WHEN taken_back.net IS NULL THEN 0 ELSE taken_back.net END)::float8 AS net
    FROM sale
    LEFT JOIN taken_back ON taken_back.id = sale.id
    LEFT JOIN LATERAL (
        SELECT id FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = sale.chat_id AND direction = 'out' AND deleted_at IS NULL
          AND status <> 'failed' AND sent_at <= sale.occurred_at AND sent_at > sale.occurred_at - %(window)s
        ORDER BY sent_at DESC, id DESC LIMIT 1
    ) AS writer ON sale.kind = 'tip'
    WHERE sale.kind IN ('ppv', 'tip')
    GROUP BY 1
)"""
_MEASURED = f""", line AS MATERIALIZED (
    SELECT chat.id AS chat_id, told.id, told.sent_by_id, chat.base + told.slot AS place,
           (told.next = 'in') IS TRUE AS is_answered
    FROM chat CROSS JOIN LATERAL (
        SELECT id, sent_at, sent_by_id, direction, source, lead(direction) OVER (ORDER BY sent_at, id) AS next,
               (EXTRACT(ISODOW FROM sent_at AT TIME ZONE %(timezone)s) * 24
                + EXTRACT(HOUR FROM sent_at AT TIME ZONE %(timezone)s))::int AS slot
        FROM chats_message
        WHERE agency_id = %(agency)s AND chat_id = chat.id AND {_TALK} AND sent_at >= %(start)s
    ) AS told
    WHERE told.direction = 'out' AND told.source <> 'mass' AND told.sent_at < %(end)s
      AND (%(of_all)s OR told.sent_by_id = ANY(%(members)s::uuid[]))
), ai AS MATERIALIZED (
    SELECT line.*, drafted.provider, drafted.model, drafted.prompt_version, drafted.arm
    FROM line JOIN drafted ON drafted.id = line.id
), member AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY id) * 100000000 AS base
    FROM (SELECT DISTINCT sent_by_id AS id FROM ai WHERE sent_by_id IS NOT NULL) AS writer
), plain AS MATERIALIZED (
    SELECT line.chat_id, line.place, member.base,
           CASE WHEN earned.net IS NULL THEN 0 ELSE earned.net END AS revenue, line.is_answered
    FROM line
    JOIN (SELECT DISTINCT place FROM ai) AS wanted ON wanted.place = line.place
    LEFT JOIN drafted ON drafted.id = line.id
    LEFT JOIN earned ON earned.message_id = line.id
    LEFT JOIN member ON member.id = line.sent_by_id
    WHERE drafted.id IS NULL
), beside AS MATERIALIZED (
    SELECT stratum, chat_id, count(*)::float8 AS cases,
           sum(revenue) AS revenue, count(*) FILTER (WHERE revenue > 0) AS revenue_hits,
           (count(*) FILTER (WHERE is_answered))::float8 AS answer, count(*) FILTER (WHERE is_answered) AS answer_hits
    FROM (
        SELECT place::bigint AS stratum, chat_id, revenue, is_answered FROM plain
        UNION ALL SELECT base + place, chat_id, revenue, is_answered FROM plain WHERE base IS NOT NULL
    ) AS both_ways
    GROUP BY stratum, chat_id
), part AS MATERIALIZED (
    SELECT kind, name, chat_id, stratum, count(*)::float8 AS cases,
           sum(revenue) AS revenue, count(*) FILTER (WHERE revenue > 0) AS revenue_hits,
           (count(*) FILTER (WHERE is_answered))::float8 AS answer, count(*) FILTER (WHERE is_answered) AS answer_hits
    FROM (
        SELECT ai.*, member.base, CASE WHEN earned.net IS NULL THEN 0 ELSE earned.net END AS revenue
        FROM ai LEFT JOIN earned ON earned.message_id = ai.id LEFT JOIN member ON member.id = ai.sent_by_id
    ) AS message
    CROSS JOIN LATERAL (VALUES
        ('all', '', place::bigint),
        ('model', concat_ws(' · ', provider, NULLIF(model, ''), NULLIF(prompt_version, '')), place),
        ('creator', (%(creators)s::uuid[])[place / 256]::text, place),
        ('member', CASE WHEN base IS NULL THEN '' ELSE sent_by_id::text END, base + place),
        ('arm', arm, place)
    ) AS named (kind, name, stratum)
    WHERE kind = 'all' OR name <> ''
    GROUP BY kind, name, chat_id, stratum
)"""


def _of(outcome: str) -> str:
    """One line for each group: cases, means, difference, and both parts of the variance."""
    x, hits = outcome, f"{outcome}_hits"
    return f"""(WITH mean AS MATERIALIZED (
        SELECT stratum, sum(cases) AS cases, sum({x}) / sum(cases) AS value, sum({hits}) AS hits
        FROM beside GROUP BY stratum
    ), spread AS MATERIALIZED (
        SELECT beside.stratum, count(*) AS chats, sum((beside.{x} - beside.cases * mean.value) ^ 2) AS squares
        FROM beside JOIN mean ON mean.stratum = beside.stratum GROUP BY beside.stratum
    ), given AS MATERIALIZED (
        SELECT part.kind, part.name, part.chat_id, part.stratum, part.cases, part.{x} AS x, part.{hits} AS hits,
               mean.value AS mean
        FROM part JOIN mean ON mean.stratum = part.stratum
    ), effect AS MATERIALIZED (
        SELECT kind, name, sum(cases) AS cases, sum(x) / sum(cases) AS with_ai, sum(hits) AS hits,
               sum(cases * mean) / sum(cases) AS without_ai, (sum(x) - sum(cases * mean)) / sum(cases) AS value
        FROM given GROUP BY kind, name
    ), by_chat AS (
        SELECT kind, name, sum(x - cases * mean - cases * value) AS rest
        FROM given JOIN (SELECT kind, name, value FROM effect) AS of_group USING (kind, name)
        GROUP BY kind, name, chat_id
    ), one AS (
        SELECT kind, name, count(*) AS chats, sum(rest ^ 2) AS squares FROM by_chat GROUP BY kind, name
    ), other AS (
        SELECT kind, name, sum(mean.cases) AS cases, sum(mean.hits) AS hits, sum(spread.chats) AS parts,
               sum(weight.cases ^ 2 * spread.squares / mean.cases ^ 2) AS squares
        FROM (SELECT kind, name, stratum, sum(cases) AS cases FROM given GROUP BY kind, name, stratum) AS weight
        JOIN mean USING (stratum) JOIN spread USING (stratum)
        GROUP BY kind, name
    )
    SELECT '{outcome}' AS outcome, kind, name, effect.cases::int, whole.cases::int, effect.hits::int,
           other.cases::int, other.hits::int, one.chats::int, other.parts::int, effect.with_ai, effect.without_ai,
           one.squares / effect.cases ^ 2 AS variance, other.squares / effect.cases ^ 2 AS other_variance
    FROM effect JOIN one USING (kind, name) JOIN other USING (kind, name)
    JOIN (SELECT kind, name, sum(cases) AS cases FROM part GROUP BY kind, name) AS whole USING (kind, name))"""


# The planner knows nothing of how many rows these parts have, and would compare each row with each. Where there is no
# other way, within one chat, it goes on to.
_STATEMENT = f"{_WRITTEN}{_SOLD}{_MEASURED} {_of(REVENUE)} UNION ALL {_of(ANSWER)} ORDER BY 1, 2, 4 DESC, 3"
_HINTS = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'"
_USUAL = "SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT"
_ANY = """
SELECT EXISTS (SELECT FROM chats_airesponse
WHERE agency_id = %(agency)s AND created_at >= %(start)s AND created_at < %(end)s AND sent_message_id IS NOT NULL)
"""


@dataclass(frozen=True)
class Beside:
    """A group of messages with AI, of a kind (`KINDS`) and name, beside those without: means in dollars, or shares.

    `cases` of `all_cases` messages with AI are compared with `other_cases` without.
    """

    outcome: str
    kind: str
    name: str
    cases: int
    all_cases: int
    hits: int
    other_cases: int
    other_hits: int
    chats: int
    other_parts: int
    with_ai: float
    without_ai: float
    variance: float
    other_variance: float

    @property
    def is_enough(self) -> bool:
        """Whether anything can be said: enough messages, chats and hits on both sides, and enough that were none."""
        sides = [(self.hits, self.cases), (self.other_hits, self.other_cases)]
        return min(self.chats, self.other_parts, self.cases, self.other_cases) >= LEAST_CASES and all(
            LEAST_HITS <= hits <= cases - LEAST_HITS for hits, cases in sides
        )

    @property
    def difference(self) -> Difference:
        """What a message with AI had more; without an interval where there are too few cases."""
        value = self.with_ai - self.without_ai
        if not self.is_enough:
            return Difference(value, None)
        parts = [(self.variance, self.chats), (self.other_variance, self.other_parts)]
        return between(value, [(part * number / (number - 1), number - 1) for part, number in parts])


def beside(question: Question) -> Iterator[Beside]:
    """Each group, those with most messages first. Members asked for are who sent the messages.

    Reads the messages of these days, of chats of these creators; nothing if no draft was sent.
    """
    rules = SalesRules.objects.filter(agency_id=str(question.actor.agency_id)).first() or SalesRules()
    values: dict[str, Any] = {**scope_values(question), "window": dt.timedelta(hours=rules.window_hours)}
    with connection.cursor() as cursor:
        cursor.execute(_ANY, values)
        if not cursor.fetchone()[0]:
            return
        cursor.execute(_HINTS)
        cursor.execute(_STATEMENT, values)
        rows = cursor.fetchall()
        cursor.execute(_USUAL)
    for row in rows:
        yield Beside(*row)
