"""Trials of two ways to make drafts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from chats.models import AIExperiment, AIProvider, Chat, PromptVersion


@dataclass(frozen=True)
class Arm:
    """One of the two ways of an experiment."""

    experiment: AIExperiment
    letter: str
    provider: AIProvider
    prompt: PromptVersion | None


def arm_of(chat: Chat) -> Arm | None:
    """Which way the chat has in the experiment that runs, always the same; None if none runs. Call in scope."""
    running = AIExperiment.objects.filter(agency_id=chat.agency_id, started_at__isnull=False, ended_at__isnull=True)
    trial = running.select_related("provider_a", "provider_b", "prompt_a", "prompt_b").first()
    if trial is None:
        return None
    share = int.from_bytes(hashlib.sha256(trial.pk.bytes + chat.pk.bytes).digest()[:8], "big") / 2**64
    if share * 100 < trial.percent_b:
        return Arm(trial, "b", trial.provider_b, trial.prompt_b)
    return Arm(trial, "a", trial.provider_a, trial.prompt_a)
