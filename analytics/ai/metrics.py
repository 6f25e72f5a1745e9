"""The numbers about drafts: what they are called, what they mean, and how they come of sums (`analytics.ai.drafts`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from analytics.ai.drafts import Sums
from analytics.ai.intervals import Interval, wilson
from analytics.metrics import Metric, Unit, Value


def taken(sums: Sums) -> int:
    """Drafts that were sent, as they were or edited."""
    return int(sums["accepted"] + sums["edited"])


def decided(sums: Sums) -> int:
    """Drafts that a person has decided about."""
    return taken(sums) + int(sums["rejected"] - sums["held_back"])


def _share(part: Callable[[Sums], Any], whole: Callable[[Sums], Any]) -> Callable[[Sums], Value]:
    return lambda sums: part(sums) / whole(sums) if whole(sums) else None


def _sum(name: str) -> Callable[[Sums], Any]:
    return lambda sums: sums[name]


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest of `values` that at least `share` of them do not exceed ("nearest rank"); None of none."""
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else None


def _time(name: str, share: float) -> Callable[[Sums], Value]:
    return lambda sums: percentile(sums[name], share)


_C, _D, _R, _S = Unit.COUNT, Unit.DOLLARS, Unit.RATIO, Unit.MILLISECONDS
_TIME = "from our call to the {} token, of drafts by which it was told"
_EARNED = (
    "Net: what fans paid to unlock it, and tips while it was our last message within the window of the sales rules, "
    "less what was taken back"
)
_ALL = [
    Metric("drafts", "Drafts", "Replies that an AI proposed.", _C, _sum("drafts"), None),
    Metric("taken", "Drafts sent", "Those that were sent, as they were or edited.", _C, taken),
    Metric("acceptance", "Acceptance", "Drafts sent ÷ drafts that somebody has decided about; those that expired, "
           "still wait, or were held back by the guard are left out.", _R, _share(taken, decided)),
    Metric("edited_share", "Edited", "Of those sent, those that were edited before.", _R,
           _share(_sum("edited"), taken), False),
    Metric("edit_distance", "Characters changed", "On average, in those that were edited: letters to put in, take out "
           "or replace (Levenshtein).", _C, _share(_sum("edits"), _sum("edits_known")), False),
    Metric("edit_share", "Part changed", "Characters changed ÷ characters of the drafts that were edited.", _R,
           _share(_sum("edits"), _sum("edited_length")), False),
    Metric("reply_rate", "Answered", "Of the drafts sent, those after which the fan wrote before our next message.",
           _R, _share(_sum("answered"), _sum("sent"))),
    Metric("revenue", "Revenue", f"{_EARNED}.", _D, _sum("revenue")),
    Metric("revenue_per_draft", "Revenue per draft", "Revenue ÷ drafts, sent or not.", _D,
           _share(_sum("revenue"), _sum("drafts"))),
    Metric("revenue_per_message", "Revenue per message", "Revenue ÷ drafts sent.", _D,
           _share(_sum("revenue"), _sum("sent"))),
    Metric("cost", "Cost", "What the providers asked for these drafts, by the prices at that time.", _D, _sum("cost"),
           False),
    Metric("cost_per_sent", "Cost per draft sent", "Cost of all drafts ÷ drafts sent.", _D,
           _share(_sum("cost"), taken), False),
    Metric("first_token_median", "First words, median", f"Half of the drafts began within this time, "
           f"{_TIME.format('first')}.", _S, _time("first_tokens", 0.5), False),
    Metric("first_token_p90", "First words, 90 %", f"Nine of ten began within this time, {_TIME.format('first')}.", _S,
           _time("first_tokens", 0.9), False),
    Metric("latency_median", "Whole draft, median", f"Half of the drafts were whole within this time, "
           f"{_TIME.format('last')}.", _S, _time("latencies", 0.5), False),
    Metric("latency_p90", "Whole draft, 90 %", f"Nine of ten were whole within this time, {_TIME.format('last')}.", _S,
           _time("latencies", 0.9), False),
]  # fmt: skip
AI_METRICS = {metric.name: metric for metric in _ALL}

#: Shares with their interval: of what, out of what.
_SHARES: dict[str, tuple[Callable[[Sums], int], Callable[[Sums], int]]] = {
    "acceptance": (taken, decided),
    "edited_share": (_sum("edited"), taken),
    "reply_rate": (_sum("answered"), _sum("sent")),
}


def interval_of(name: str, sums: Sums) -> Interval | None:
    """Where the share lies with 95 % confidence (Wilson); None for what is no share, or of nothing.

    It takes the drafts for independent, which drafts of one chat are not quite: see `intervals.Ratio` for differences.
    """
    if name not in _SHARES:
        return None
    part, whole = _SHARES[name]
    return wilson(int(part(sums)), int(whole(sums)))
