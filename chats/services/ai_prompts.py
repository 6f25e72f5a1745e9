"""Versions of prompts: the next one, and which one is in use."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from agencies.models import Agency
from agencies.scope import Actor
from agencies.services import record_audit
from chats.models import PromptVersion


def make_prompt_version(
    *, actor: Actor, kind: str, template: str, remark: str = "", use: bool = False
) -> PromptVersion:  # fmt: skip
    """Keep `template` as the next version of its kind; `use`: in place of the current one. Old ones stay as they are.

    Raises `PermissionDenied`, and `ValidationError` for a template that does not work.
    """
    if actor.agency_id is None or not actor.may("add", PromptVersion):
        raise PermissionDenied
    with transaction.atomic():
        _one_at_a_time(actor.agency_id)
        rows = PromptVersion.objects.filter(agency_id=actor.agency_id, kind=kind)
        version = PromptVersion(
            agency_id=actor.agency_id, kind=kind, number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
            template=template, remark=remark, created_by_id=actor.membership_id,
        )  # fmt: skip
        version.full_clean(exclude=["agency", "created_by"])
        version.save()
        record_audit(actor=actor, action="added", row=version)
        if use:
            use_prompt_version(actor=actor, version=version)
    return version


def use_prompt_version(*, actor: Actor, version: PromptVersion | None, kind: str = "") -> None:
    """Make `version` the one in use; None: the product's own prompt of `kind`.

    Raises `PermissionDenied`, and `ValidationError` for a version that does not work any more.
    """
    if actor.agency_id is None or not actor.may("change", PromptVersion):
        raise PermissionDenied
    if version is not None:
        if version.agency_id != actor.agency_id:
            raise ValidationError("There is no such version.")
        version.clean()
    with transaction.atomic():
        _one_at_a_time(actor.agency_id)
        of_kind = PromptVersion.objects.filter(agency_id=actor.agency_id, kind=version.kind if version else kind)
        replaced = list(of_kind.filter(is_current=True))
        of_kind.filter(is_current=True).update(is_current=False)
        if version is not None:
            version.is_current = True
            version.save(update_fields=["is_current"])
            record_audit(actor=actor, action="put into use", row=version)
        else:
            for row in replaced:
                record_audit(actor=actor, action="taken out of use", row=row)


def _one_at_a_time(agency_id: UUID) -> None:
    """Two who make a version at once wait here for each other, so that numbers have no gaps and one is current."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency_id)
