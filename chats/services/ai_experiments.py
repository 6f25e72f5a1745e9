"""Trials of two ways to make drafts: beginning and ending them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from chats.ai.experiments import RELATED, running_experiment
from chats.ai.prompts import prompt_in_use
from chats.models import AIExperiment, PromptVersion
from chats.services.ai_prompts import make_prompt_version


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
    if row.prompt_a is None or row.prompt_b is None:
        in_use = _prompt_in_use(actor, row)
        row.prompt_a, row.prompt_b = row.prompt_a or in_use, row.prompt_b or in_use
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


def _prompt_in_use(actor: Actor, experiment: AIExperiment) -> PromptVersion:
    """Kept as a version if it is the one that comes with the product, as that one's place can be taken."""
    kind = PromptVersion.Kind.REPLY
    in_use = prompt_in_use(experiment.agency_id, kind)
    if not in_use._state.adding:
        return in_use
    remark = f"The product's own, kept for “{experiment}”."[:200]
    return make_prompt_version(actor=actor, kind=kind, template=in_use.template, remark=remark)


def _own(actor: Actor, experiment: AIExperiment) -> AIExperiment:
    if actor.agency_id is None or not actor.may("change", experiment):
        raise PermissionDenied
    rows = AIExperiment.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    return rows.select_related(*RELATED).get(pk=experiment.pk)  # type: ignore[no-any-return]
