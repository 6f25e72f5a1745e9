"""The page of the AI: what became of drafts, by whatever they have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from agencies.models import Creator, Membership
from analytics.ai.drafts import GROUPS, REASONS, STATUSES, Key, added_up, draft_sums, empty
from analytics.ai.intervals import CONFIDENCE
from analytics.ai.metrics import AI_METRICS, interval_of
from analytics.dashboards.ai import effect, providers
from analytics.dashboards.ai.words import as_range
from analytics.dashboards.blocks import Chart, Column, Figure, Page, Section, Series, Table
from analytics.dashboards.steps import step_name, steps_of
from analytics.metrics import Unit
from analytics.reports import Question
from chats.models import AIExperiment, AIResponse

FIGURES = [
    "drafts", "taken", "acceptance", "edited_share", "reply_rate", "revenue", "revenue_per_draft", "cost",
    "cost_per_sent", "first_token_median", "latency_median",
]  # fmt: skip
#: Metrics of the tables; what is a share has its interval beside it.
SHOWN = [
    "drafts", "taken", "acceptance", "edited_share", "edit_distance", "edit_share", "reply_rate", "revenue",
    "revenue_per_draft", "revenue_per_message", "cost", "cost_per_sent", "first_token_median", "first_token_p90",
    "latency_median", "latency_p90",
]  # fmt: skip
WITH_INTERVAL = {"acceptance", "reply_rate"}
NOTHING = "No AI has drafted a reply in these days. Choose others, or ask for a draft in the inbox."
#: Bars that a picture has room for.
DRAWN = 12
Names = Mapping[Any, str]


def page(question: Question) -> Page:
    """Drafts and their fates, against messages without AI, by all they have in common; then providers and money."""
    found = draft_sums(question, GROUPS)
    now, before = added_up(found).get((), empty()), draft_sums(question.before()).get((), empty())
    metrics = [AI_METRICS[name] for name in FIGURES]
    names = Who(question)
    return Page(
        [*(Figure(metric, metric.of(now), metric.of(before)) for metric in metrics), *providers.figures(question)],
        [
            *effect.sections(question, names.of),
            _over_time(question, added_up(found, GROUPS.index("day"))),
            _by("By model", ["Provider", "Model", "Prompt"], _sums(found, "provider", "model", "prompt_version")),
            _by("By creator", ["Creator"], _sums(found, "creator"), names.creators),
            _by("By member", ["Who asked"], _sums(found, "member"), names.members),
            _by("By arm", ["Experiment"], _sums(found, "arm", but=""), names.arms, _NO_TRIAL),
            _reasons(now),
            providers.calls(question),
            providers.spending(question),
        ],
    )


_NO_TRIAL = (
    "No experiment has run in these days. Start one under “AI experiments” to try a model or a prompt on some chats."
)


class Who:
    """What creators, members and arms are called, as far as the actor may see them."""

    def __init__(self, question: Question) -> None:
        actor = question.actor
        members = Membership.objects.visible_to(actor).select_related("user")
        self.creators: Names = {row.pk: str(row) for row in Creator.objects.visible_to(actor)}
        self.members: Names = {row.pk: str(row) for row in members}
        trials = AIExperiment.objects.visible_to(actor) if actor.may("view", AIExperiment) else []
        self.arms: Names = {f"{row.pk} {arm}": f"{row}: {arm.upper()}" for row in trials for arm in "ab"}

    def of(self, kind: str, name: str) -> str:
        """What a group of `analytics.ai.beside` is called."""
        if kind == "all":
            return "All messages with AI"
        known = {"creator": self.creators, "member": self.members, "arm": self.arms}.get(kind)
        return name if known is None else {str(pk): label for pk, label in known.items()}.get(name, "–")


def _sums(found: Mapping[Key, Any], *groups: str, but: str | None = None) -> dict[Key, dict[str, Any]]:
    """By these of `GROUPS`, most drafts first; `but` is the key that does not count."""
    sums = added_up(found, *(GROUPS.index(group) for group in groups))
    kept = {key: one for key, one in sums.items() if key != (but,)}
    return dict(sorted(kept.items(), key=lambda item: (-item[1]["drafts"], str(item[0]))))


def _by(
    title: str, labels: list[str], sums: dict[Key, dict[str, Any]], names: Names | None = None, nothing: str = NOTHING
) -> Section:
    columns = [*map(Column, labels), *(column for name in SHOWN for column in _columns(name))]
    shown = [[_called(part, names) for part in key] for key in sums]
    rows = [
        [*key, *(cell for name in SHOWN for cell in _cells(name, one))]
        for key, one in zip(shown, sums.values(), strict=True)
    ]
    acceptance = [AI_METRICS["acceptance"].of(one) for one in sums.values()][:DRAWN]
    chart = Chart(
        "bars",
        [" · ".join(part for part in key if part != "–") or "–" for key in shown][:DRAWN],
        [Series(AI_METRICS["acceptance"].label, acceptance)],
        Unit.RATIO,
    )
    return Section(title, Table(title, columns, rows), chart, nothing=nothing)


def _called(part: Any, names: Names | None) -> str:
    return (names.get(part, "–") if names is not None else str(part or "")) or "–"


def _columns(name: str) -> list[Column]:
    metric = AI_METRICS[name]
    meaning = f"With {CONFIDENCE:.0%} confidence it lies in there (Wilson); drafts are taken for independent cases."
    return [Column.of(metric), *([Column(f"{metric.label}, from–to", definition=meaning)] * (name in WITH_INTERVAL))]


def _cells(name: str, sums: Any) -> list[Any]:
    metric = AI_METRICS[name]
    return [metric.of(sums), *([as_range(interval_of(name, sums), metric.unit)] * (name in WITH_INTERVAL))]


def _over_time(question: Question, by_day: Mapping[Key, Any]) -> Section:
    def count(days: list[dt.date], status: str) -> int:
        return sum(by_day[(day,)][status] for day in days if (day,) in by_day)

    steps = steps_of(question)
    sums = [{status: count(step.days, status) for status in STATUSES} for step in steps]
    labels = dict(AIResponse.Status.choices)
    series = [Series(str(labels[s]).capitalize(), [one[s] for one in sums]) for s in STATUSES]
    table = Table(
        "Drafts over time",
        [Column(step_name(question)), *(Column(one.label, Unit.COUNT) for one in series)],
        [[step.label, *one.values()] for step, one in zip(steps, sums, strict=True)],
    )
    chart = Chart("stacked", [step.label for step in steps], series, Unit.COUNT)
    return Section("Drafts over time", table, chart, nothing=NOTHING)


def _reasons(now: Mapping[str, Any]) -> Section:
    labels: dict[str, str] = dict(AIResponse.RejectReason.choices)
    counts = {labels[reason].capitalize(): now[f"reason {reason}"] for reason in REASONS}
    counts["No reason given"] = now["rejected"] - now["held_back"] - sum(counts.values())
    counts[labels["guard"].capitalize()] = now["held_back"]
    shown = sorted(((name, number) for name, number in counts.items() if number), key=lambda item: -item[1])
    rejected = now["rejected"] or 1
    table = Table(
        "Why drafts were rejected",
        [Column("Reason"), Column("Drafts", Unit.COUNT), Column("Of those rejected", Unit.RATIO)],
        [[name, number, number / rejected] for name, number in shown],
    )
    chart = Chart("bars", [name for name, _ in shown], [Series("Drafts", [n for _, n in shown])], Unit.COUNT)
    return Section(table.title, table, chart, nothing="No draft was rejected in these days.")
