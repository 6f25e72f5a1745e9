"""Trials of two ways to make drafts: which of them a chat has.

One runs at a time. Which arm a chat has follows from the two ids alone: it is the same each time, in every process,
and nobody has to write it down.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from agencies.statements import Slot, Statement, compiled
from chats.models import AIExperiment, AIProvider, Chat, PromptVersion

RELATED = ("provider_a", "provider_b", "prompt_a", "prompt_b")


@dataclass(frozen=True)
class Arm:
    """One side of a trial. `prompt` None: the one in use."""

    experiment: AIExperiment
    #: "a" or "b".
    letter: str
    provider: AIProvider
    prompt: PromptVersion | None


def letter_of(experiment_id: UUID, chat_id: UUID, percent_b: int) -> str:
    """Which arm the chat has: "b" for `percent_b` of a hundred chats, told by a hash of both ids."""
    digest = hashlib.sha256(experiment_id.bytes + chat_id.bytes).digest()
    return "b" if int.from_bytes(digest[:8]) * 100 < percent_b * 2**64 else "a"


def running_experiment(agency_id: UUID) -> AIExperiment | None:
    """The trial that runs now. Call in the scope."""
    running = AIExperiment.objects.filter(agency_id=agency_id, started_at__isnull=False, ended_at=None)
    return running.select_related(*RELATED).first()  # type: ignore[no-any-return]


# Mostly there is none, and whoever asks for a draft waits for this.
@functools.cache
def _any_running() -> Statement:
    running = AIExperiment.objects.filter(
        agency_id=Slot("agency", AIExperiment._meta.get_field("agency")), started_at__isnull=False, ended_at=None
    )
    return cast(Statement, compiled(running.order_by().values_list("pk")[:1]))


def arm_of(chat: Chat) -> Arm | None:
    """The arm of this chat in the trial that runs, None while none does. One query if there is none, else two; call in
    the scope."""
    if not _any_running().run({"agency": chat.agency_id}):
        return None
    experiment = running_experiment(chat.agency_id)
    if experiment is None:
        return None
    letter = letter_of(experiment.pk, chat.pk, experiment.percent_b)
    return Arm(
        experiment,
        letter,
        getattr(experiment, f"provider_{letter}"),
        getattr(experiment, f"prompt_{letter}"),
    )
