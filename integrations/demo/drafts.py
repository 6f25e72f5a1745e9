"""What AIs proposed for demo messages, and what became of it; and the trial of two prompts that its owner ran."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from agencies.models import Agency
from chats.ai.experiments import letter_of
from chats.models import AIExperiment, AIProvider, AIResponse, AISettings, ModelPrice, PromptVersion
from integrations.demo import content

#: Replies for which there was a draft.
SHARE = 0.25
#: Over so many days all models have come into use.
HISTORY = dt.timedelta(days=75)
FATES = ["accepted", "edited", "rejected", "rejected", "expired"]
BETTER_FATES = ["accepted", "accepted", "accepted", "edited", "rejected"]
NOT_TAKEN = "Thanks for asking! Tell me more?"
REASONS = ["tone", "tone", "tone", "off topic", "off topic", "pushy", "wrong", "other", "guard", ""]
#: The version of the prompt that turned out better.
BETTER = "reply 3"
#: Calls before an answer that went wrong, and how.
FAULT_SHARE, FAULTS = 0.03, ["timeout", "timeout", "limited", "failed", "unreachable", "cut"]
#: The trial began and ended so long ago, and compared these two of `content.AI_MODELS`.
TRIAL = dt.timedelta(days=55), dt.timedelta(days=4)
ARMS = {"a": 2, "b": 3}
BUDGET = Decimal("5.00")


class Draft(NamedTuple):
    """One draft; costs in dollars. `faults` are the outcomes of calls before it, `arm` that of the trial."""

    provider: str
    model: str
    prompt_version: str
    prompt_tokens: int
    completion_tokens: int
    cost: Decimal
    first_token_ms: int
    latency_ms: int
    text: str = ""
    final_text: str = ""
    status: str = "suggested"
    edit_distance: int | None = None
    reject_reason: str = ""
    faults: tuple[str, ...] = ()
    arm: str = ""

    @property
    def is_decided(self) -> bool:
        """Whether a person has said what should become of it."""
        return self.status in ("accepted", "edited", "rejected")


class Trial(NamedTuple):
    """The trial of two prompts: who has which follows from its id, as everywhere."""

    id: UUID
    began: dt.datetime
    ended: dt.datetime

    def arm(self, chat: str, at: dt.datetime) -> str:
        """The arm of a draft made then; "" outside of the trial."""
        return letter_of(self.id, UUID(chat), 50) if self.began <= at < self.ended else ""


def set_up(agency: Agency, now: dt.datetime, trial_id: UUID) -> Trial:
    """The providers, prices, prompts and budget behind the drafts, and the trial.

    Only the playbook is switched on: the others are services that nobody has a key for here.
    """
    AISettings.objects.create(agency=agency, monthly_budget=BUDGET, writes_summaries=True)
    rows: dict[str, AIProvider] = {}
    for place, (name, model, _, asked, told) in enumerate(content.AI_MODELS, start=1):
        is_playbook = name == "playbook"
        kind = AIProvider.Kind.PLAYBOOK if is_playbook else AIProvider.Kind.OPENAI
        if name not in rows:
            rows[name] = AIProvider.objects.create(
                agency=agency, name=name, kind=kind, model=model, place=place, is_active=is_playbook
            )
        if model:
            prices = {"input_per_million": asked, "output_per_million": told}
            ModelPrice.objects.update_or_create(agency=agency, model=model, defaults=prices)
    prompts = [
        PromptVersion.objects.create(agency=agency, number=number, template=template, remark=remark)
        for number, (template, remark) in enumerate(content.PROMPTS, start=1)
    ]
    trial = Trial(trial_id, *(now - ago for ago in TRIAL))
    AIExperiment.objects.create(
        id=trial.id, agency=agency, name="Prompt 3 against prompt 2", provider_a=rows["openai"], prompt_a=prompts[1],
        provider_b=rows["openai"], prompt_b=prompts[2], started_at=trial.began, ended_at=trial.ended,
        created_at=trial.began,
    )  # fmt: skip
    return trial


def draft(random: Random, *, sent: str, ago: dt.timedelta, arm: str) -> Draft:
    """A draft made so long `ago`, in place of which, or as which, `sent` went to the fan."""
    newest = len(content.AI_MODELS) * max(0.0, 1 - ago / HISTORY)
    usual = int(newest * (0.55 + 0.45 * random.random()))
    made = _costed(random, *content.AI_MODELS[ARMS[arm] if arm else usual])
    # As much chance for each way, so that the chats come out the same whatever is drafted.
    status, reason = random.choice(BETTER_FATES if made.prompt_version == BETTER else FATES), random.choice(REASONS)
    text = {"accepted": sent, "edited": f"Hey! {sent}"}.get(status, NOT_TAKEN)
    final = sent if text != NOT_TAKEN else ""
    return made._replace(
        text=text, final_text=final, status=status, arm=arm,
        edit_distance=len(text) - len(final) if status == "edited" else None,
        reject_reason=reason if status == "rejected" else "",
    )  # fmt: skip


def waiting(random: Random) -> Draft:
    """A draft that nobody has decided on."""
    return _costed(random, *content.AI_MODELS[0])._replace(text=NOT_TAKEN)


def _costed(
    random: Random, provider: str, model: str, version: str, asked_price: Decimal, told_price: Decimal
) -> Draft:
    if not model:
        took = random.randint(8, 60)
        return Draft(provider, model, version, 0, 0, Decimal(0), took, took)
    asked, told = random.randint(400, 1_400), random.randint(10, 60)
    cost = ((asked * asked_price + told * told_price) / 1_000_000).quantize(Decimal("0.000001"))
    took = random.randint(400, 3_500)
    first, fault = int(took * (0.2 + 0.3 * random.random())), random.choice(FAULTS)
    faults = (fault,) if random.random() < FAULT_SHARE else ()
    return Draft(provider, model, version, asked, told, cost, first, took, faults=faults)


REQUEST_COLUMNS = (
    "chat_id in_reply_to_id requested_by_id wanted status problem prompt_version experiment_id arm started_at "
    "finished_at"
)
DRAFT_COLUMNS = (
    "chat_id request_id number in_reply_to_id requested_by_id provider model prompt_version prompt_tokens "
    "completion_tokens cost first_token_ms latency_ms origin price of_media_ids draft_text final_text status "
    "edit_distance reject_reason reject_note decided_at decided_by_id sent_message_id revenue"
)
CALL_COLUMNS = (
    "chat_id request_id purpose provider model outcome prompt_tokens completion_tokens is_estimated cost "
    "first_token_ms latency_ms"
)


def request_values(made: Draft, trial: Trial, chat: str, answered: str, by: str | None, at: dt.datetime) -> list[Any]:
    """What stands in `REQUEST_COLUMNS`."""
    experiment = trial.id if made.arm else None
    return [chat, answered, by, 1, "done", "", made.prompt_version, experiment, made.arm, at, at]


def draft_values(
    made: Draft, *, chat: str, request: str, answered: str, by: str | None, at: dt.datetime, sent: str | None
) -> list[Any]:
    """What stands in `DRAFT_COLUMNS`."""
    decided = (
        (at, None if made.reject_reason == AIResponse.RejectReason.GUARD else by) if made.is_decided else (None,) * 2
    )
    return [
        chat, request, 1, answered, by, made.provider, made.model, made.prompt_version, made.prompt_tokens,
        made.completion_tokens, made.cost, made.first_token_ms, made.latency_ms, "{}", None, "{}", made.text,
        made.final_text, made.status, made.edit_distance, made.reject_reason, "", *decided, sent, 0,
    ]  # fmt: skip


def calls_values(made: Draft, chat: str, request: str) -> list[list[Any]]:
    """What stands in `CALL_COLUMNS`, for each call: those that went wrong, and the one that answered."""
    common = [chat, request, "draft", made.provider, made.model]
    failed = [[*common, fault, 0, 0, False, 0, None, made.latency_ms] for fault in made.faults]
    answered = [
        *common, "ok", made.prompt_tokens, made.completion_tokens, False, made.cost, made.first_token_ms,
        made.latency_ms,
    ]  # fmt: skip
    return [*failed, answered]
