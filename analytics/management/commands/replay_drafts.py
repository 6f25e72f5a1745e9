from __future__ import annotations

import copy
import os
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from agencies.downloads import csv_lines
from agencies.models import Agency, Creator
from agencies.tenancy import agency_scope
from analytics.ai.intervals import LEAST_CASES, Interval, Ratio
from analytics.ai.metrics import percentile
from analytics.ai.replaying import BudgetSpentError, Past, Replay, past_answers, replay
from chats.ai.providers.base import ProviderError
from chats.models import AIProvider, PromptVersion

CSV_COLUMNS = [
    "Chat", "Message", "Sent at", "Fan wrote", "Was sent", "Was a draft", "Drafted again", "Outcome", "Prompt",
    "Similarity", "Characters changed", "Prompt tokens", "Draft tokens", "Cost ($)", "First words (ms)", "Whole (ms)",
]  # fmt: skip


class Command(BaseCommand):
    help = (
        "Drafts past answers again with another provider, model or prompt, and compares with what was really sent. "
        "Sends nothing and changes no draft; the calls count for the budget."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, help="The slug of the agency.")
        parser.add_argument("--provider", required=True, help="The name of the provider, as in the admin.")
        parser.add_argument("--model", help="Another model than the provider's own.")
        parser.add_argument("--prompt", help='A version such as "reply 3"; the one in use if not said.')
        parser.add_argument("--last", type=int, default=50, help="How many answers, the latest first; 50 if not said.")
        parser.add_argument("--creator", action="append", help="The user name of a creator; may be given again.")
        parser.add_argument("--csv", help="A file for all of it, with the texts: keep it as you keep the chats.")

    def handle(self, *args: Any, agency: str, last: int, csv: str | None, **options: Any) -> None:
        own = Agency.objects.filter(slug=agency).first()
        if own is None:
            raise CommandError(f"There is no agency “{agency}”.")
        if last < 1:
            raise CommandError("--last must be at least 1.")
        with agency_scope(own.pk):
            provider = _provider(own, options["provider"], options["model"])
            prompt = _prompt(own, options["prompt"])
            pasts = past_answers(own.pk, last=last, creator_ids=_creators(own, options["creator"]))
        if not pasts:
            raise CommandError("Nobody has answered a fan yet, so there is nothing to draft again.")
        console = Console(file=self.stdout, width=None if self.stdout.isatty() else 160)  # type: ignore[arg-type]
        made = self._made(provider, pasts, prompt)
        console.print(_table(made, provider))
        for line in _summary(made):
            console.print(line, highlight=False)
        if csv:
            _write(csv, made)
            console.print(f"Written to {csv}.", highlight=False, markup=False)

    def _made(self, provider: AIProvider, pasts: list[Past], prompt: PromptVersion | None) -> list[Replay]:
        made: list[Replay] = []
        try:
            for one in replay(provider, pasts, prompt):
                made.append(one)
                self.stderr.write(f"\r{len(made)} of {len(pasts)} …", ending="")
        except BudgetSpentError as error:
            if not made:
                raise CommandError(str(error)) from error
            self.stderr.write(self.style.WARNING(f"\n{error} What was drafted until then follows."))
        except ProviderError as error:
            raise CommandError(error.words) from error
        self.stderr.write("")
        return made


def _provider(agency: Agency, name: str, model: str | None) -> AIProvider:
    rows = {row.name: row for row in AIProvider.objects.filter(agency_id=agency.pk)}
    # The playbook is always there, also where nobody has set it up.
    rows.setdefault("playbook", AIProvider(agency_id=agency.pk, name="playbook", kind=AIProvider.Kind.PLAYBOOK))
    if name not in rows:
        raise CommandError(f"There is no provider “{name}”. There are: {', '.join(sorted(rows))}.")
    provider = copy.copy(rows[name])
    provider.model = model or provider.model
    return provider


def _prompt(agency: Agency, label: str | None) -> PromptVersion | None:
    if label is None:
        return None
    rows = {row.label: row for row in PromptVersion.objects.filter(agency_id=agency.pk, kind="reply")}
    if label not in rows:
        known = ", ".join(rows) or "none but the built-in one"
        raise CommandError(f"There is no prompt “{label}”. There are: {known}.")
    return rows[label]


def _creators(agency: Agency, names: list[str] | None) -> list[UUID] | None:
    if not names:
        return None
    found = {row.username: row.pk for row in Creator.objects.filter(agency_id=agency.pk, username__in=names)}
    if missing := sorted(set(names) - set(found)):
        raise CommandError(f"There is no creator “{missing[0]}” in this agency.")
    return list(found.values())


def _table(made: list[Replay], provider: AIProvider) -> Table:
    """Numbers only: what was said stays in the chats, and in the file if one is asked for."""
    name = f"{provider.name} {provider.model}".strip()
    table = Table(title=f"{len(made)} past answers, drafted again by {name} with {made[0].prompt_version}")
    for column in ("Sent at (UTC)", "Chat", "Outcome"):
        table.add_column(column)
    for column in ("Similarity", "Changed", "Length", "Sent length", "Tokens", "Cost $", "First ms", "Whole ms"):
        table.add_column(column, justify="right")
    for one in made:
        table.add_row(
            f"{one.past.sent_at:%Y-%m-%d %H:%M}", str(one.past.chat_id)[-12:], one.outcome, _share(one.similarity),
            _plain(one.edit_distance), _plain(len(one.text) or None), str(len(one.past.sent)),
            f"{one.prompt_tokens}+{one.completion_tokens}", f"{one.cost:.6f}", _plain(one.first_token_ms),
            str(one.latency_ms),
        )  # fmt: skip
    return table


def _summary(made: list[Replay]) -> list[str]:
    drafted = [one for one in made if one.similarity is not None]
    chats: dict[UUID, list[float]] = {}
    for one in drafted:
        chats.setdefault(one.past.chat_id, []).append(one.similarity or 0)
    mean = Ratio.of((sum(values), len(values)) for values in chats.values())
    waits = [one.latency_ms for one in drafted]
    lines = [f"{len(drafted)} of {len(made)} were drafted; the others say why not."]
    if mean:
        lines.append(f"Similarity to what was sent: {mean.value:.1%} on average, {_interval(mean)}")
        lengths = sum(len(one.text) for one in drafted) / sum(len(one.past.sent) for one in drafted)
        lines.append(f"Length: {lengths:.2f} × what was sent.")
        lines.append(f"Whole draft: {percentile(waits, 0.5)} ms median, {percentile(waits, 0.9)} ms for nine of ten.")
    tokens = sum(one.prompt_tokens for one in made), sum(one.completion_tokens for one in made)
    cost = sum(one.cost for one in made)
    lines.append(f"Tokens: {tokens[0]:,} asked, {tokens[1]:,} answered. Cost: ${cost:.4f}.")
    if were := sum(one.past.was_draft for one in made):
        lines.append(f"{were} of what was sent had begun as a draft, which is more like whoever drafted it.")
    return lines


def _interval(mean: Ratio) -> str:
    interval: Interval | None = mean.interval
    if interval is None:
        return f"of {mean.clusters} chats: too few for an interval, which takes {LEAST_CASES}."
    return f"{interval.low:.1%} to {interval.high:.1%} with 95 % confidence ({mean.clusters} chats)."


def _write(path: str, made: list[Replay]) -> None:
    rows = (
        [
            str(one.past.chat_id), str(one.past.message_id), one.past.sent_at, one.question, one.past.sent,
            "yes" if one.past.was_draft else "no", one.text, one.outcome, one.prompt_version,
            None if one.similarity is None else round(one.similarity, 4), one.edit_distance, one.prompt_tokens,
            one.completion_tokens, one.cost, one.first_token_ms, one.latency_ms,
        ]
        for one in made
    )  # fmt: skip
    # What fans wrote is for nobody else on this machine.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", newline="", encoding="utf-8") as file:
        file.writelines(csv_lines(CSV_COLUMNS, rows))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _plain(value: int | None) -> str:
    return "–" if value is None else str(value)
