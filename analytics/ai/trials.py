"""What came of a trial of two ways to make drafts (`AIExperiment`): each measure of A and of B, and the difference.

Chats were drawn by lot, not drafts, so chats are the cases: see `intervals.Ratio`. A draft counts for the arm of its
request, also where another provider had to step in: people who choose A get A's failures, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from analytics.ai.drafts import ANSWERED
from analytics.ai.intervals import LEAST_CASES, Difference, Ratio, difference
from analytics.ai.metrics import AI_METRICS
from analytics.metrics import Metric
from chats.models import AIExperiment

_PERSON = "(draft.status IN ('accepted', 'edited') OR (draft.status = 'rejected' AND draft.reject_reason <> 'guard'))"
_EDITED = "FILTER (WHERE draft.status = 'edited' AND draft.edit_distance IS NOT NULL)"
#: Each measure by the metric that it is, with the sums of a chat that are divided.
MEASURES = {
    "acceptance": ("count(*) FILTER (WHERE draft.status IN ('accepted', 'edited'))",
                   f"count(*) FILTER (WHERE {_PERSON})"),
    "edit_distance": (f"COALESCE(sum(draft.edit_distance) {_EDITED}, 0)", f"count(*) {_EDITED}"),
    "revenue_per_draft": ("sum(draft.revenue)", "count(*)"),
    "reply_rate": ("count(*) FILTER (WHERE next.direction = 'in')", "count(draft.sent_message_id)"),
    "cost": ("sum(draft.cost)", "count(*)"),
}  # fmt: skip
_STATEMENT = f"""
SELECT request.arm, {", ".join(f"({above})::float8, ({below})::float8" for above, below in MEASURES.values())}
FROM chats_draftrequest AS request
JOIN chats_airesponse AS draft ON draft.agency_id = %(agency)s AND draft.request_id = request.id
{ANSWERED}
WHERE request.agency_id = %(agency)s AND request.experiment_id = %(experiment)s AND request.arm IN ('a', 'b')
GROUP BY request.arm, draft.chat_id
"""
_MADE = """
SELECT request.arm, draft.provider, draft.model, draft.prompt_version, count(*)
FROM chats_draftrequest AS request
JOIN chats_airesponse AS draft ON draft.agency_id = %(agency)s AND draft.request_id = request.id
WHERE request.agency_id = %(agency)s AND request.experiment_id = %(experiment)s AND request.arm IN ('a', 'b')
GROUP BY 1, 2, 3, 4 ORDER BY 1, 5 DESC, 2, 3, 4
"""


def _cost_metric() -> Metric:
    return AI_METRICS["cost"]._replace(label="Cost per draft", definition="Cost of all drafts ÷ drafts, sent or not.")


@dataclass(frozen=True)
class Measure:
    """One number of both arms; None where there is nothing to divide by."""

    metric: Metric
    a: Ratio | None
    b: Ratio | None

    @property
    def difference(self) -> Difference | None:
        """What B has more than A."""
        return difference(self.b, self.a)

    @property
    def words(self) -> str:
        """What it says, without a claim where nothing can be claimed."""
        found = self.difference
        chats = [ratio.clusters if ratio else 0 for ratio in (self.a, self.b)]
        if found is None or found.interval is None:
            return f"Too few yet: {chats[0]} chats with A, {chats[1]} with B; {LEAST_CASES} of each are needed."
        if not found.is_clear:
            return "No clear difference."
        winner = "B" if (found.value > 0) == bool(self.metric.more_is_better) else "A"
        return f"{winner} is better: the difference is larger than chance explains."


@dataclass(frozen=True)
class Made:
    """Drafts of an arm that were made in one way; more than one way means that something has changed meanwhile."""

    arm: str
    provider: str
    model: str
    prompt_version: str
    drafts: int


@dataclass(frozen=True)
class Result:
    """All of a trial: measures, and how many chats and drafts each arm has had, and by what they were made."""

    measures: list[Measure]
    chats: dict[str, int]
    drafts: dict[str, int]
    made: list[Made]


def result_of(experiment: AIExperiment) -> Result:
    """What has come of it so far. Call in the scope; two queries."""
    values = {"agency": experiment.agency_id, "experiment": experiment.pk}
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        rows = cursor.fetchall()
        cursor.execute(_MADE, values)
        made = [Made(*row) for row in cursor.fetchall()]
    by_arm: dict[str, list[Any]] = {letter: [row[1:] for row in rows if row[0] == letter] for letter in "ab"}
    measures = []
    for place, name in enumerate(MEASURES):
        metric = _cost_metric() if name == "cost" else AI_METRICS[name]
        a, b = (Ratio.of(row[2 * place : 2 * place + 2] for row in by_arm[letter]) for letter in "ab")
        measures.append(Measure(metric, a, b))
    return Result(
        measures,
        {letter: len(chats) for letter, chats in by_arm.items()},
        {letter: sum(one.drafts for one in made if one.arm == letter) for letter in "ab"},
        made,
    )
