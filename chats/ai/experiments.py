"""Trials of two ways to make drafts: which of them a chat has, beginning and ending them.

One runs at a time. Which arm a chat has follows from the two ids alone: it is the same each time, in every process,
and nobody has to write it down.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from agencies.statements import Slot, Statement, compiled
from chats.ai.prompts import prompt_in_use
from chats.models import AIExperiment, AIProvider, Chat, PromptVersion

_RELATED = ("provider_a", "provider_b", "prompt_a", "prompt_b")


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
    return running.select_related(*_RELATED).first()  # type: ignore[no-any-return]


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


@transaction.atomic
def start_experiment(*, actor: Actor, experiment: AIExperiment) -> AIExperiment:
    """Let a trial begin; nothing of it can be changed from then on.

    A prompt that was left open becomes the one in use now, so that both sides stay what they are when a new version
    comes. Raises `PermissionDenied`, and `ValidationError` if it began before, another one runs, A and B are the same,
    or a provider is switched off.
    """
    row = _own(actor, experiment)
    if row.started_at:
        raise ValidationError("This experiment has begun before. Make a new one to try it again.")
    other = running_experiment(row.agency_id)
    if other:
        raise ValidationError(f"“{other}” still runs, and chats can be part of one experiment only. End it first.")
    for letter in "ab":
        if not getattr(row, f"provider_{letter}").is_active:
            raise ValidationError(f"The provider of {letter.upper()} is switched off. Switch it on, or choose another.")
        if getattr(row, f"prompt_{letter}") is None:
            in_use = prompt_in_use(row.agency_id, PromptVersion.Kind.REPLY)
            setattr(row, f"prompt_{letter}", None if in_use._state.adding else in_use)
    if (row.provider_a_id, row.prompt_a_id) == (row.provider_b_id, row.prompt_b_id):
        raise ValidationError("A and B are the same, so there is nothing to find out. Let them differ.")
    row.started_at = timezone.now()
    row.save(update_fields=["started_at", "prompt_a", "prompt_b"])
    record_audit(actor=actor, action="started", row=row)
    return row


@transaction.atomic
def end_experiment(*, actor: Actor, experiment: AIExperiment) -> AIExperiment:
    """Let a trial be over: chats get their drafts as usual again. Its result stays.

    Raises `PermissionDenied`, and `ValidationError` if it does not run.
    """
    row = _own(actor, experiment)
    if not row.is_running:
        raise ValidationError("This experiment does not run.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record_audit(actor=actor, action="ended", row=row)
    return row


def _own(actor: Actor, experiment: AIExperiment) -> AIExperiment:
    if actor.agency_id is None or not actor.may("change", experiment):
        raise PermissionDenied
    rows = AIExperiment.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    return rows.select_related(*_RELATED).get(pk=experiment.pk)  # type: ignore[no-any-return]
