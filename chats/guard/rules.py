"""An agency's rules of the guard: its copies of the built-in ones, and its own."""

from __future__ import annotations

import functools
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.scope import Actor
from agencies.services import record_audit
from agencies.statements import Slot, Statement, compiled
from chats.guard.built_in import BUILT_IN, BY_KEY, BuiltIn
from chats.models import GuardRule

_NAMES = [field.attname for field in GuardRule._meta.concrete_fields]


# Looked at with each message that is sent.
@functools.cache
def _read() -> Statement:
    own = GuardRule.objects.filter(agency_id=Slot("agency", GuardRule._meta.get_field("agency")))
    return cast(Statement, compiled(own.values_list(*_NAMES)))


def rules_in_force(agency_id: UUID) -> list[GuardRule]:
    """The active rules; one query. Call in the agency's scope. An agency without the built-in rules gets them here."""
    return [rule for rule in ensure_rules(agency_id) if rule.is_active]


def ensure_rules(agency_id: UUID) -> list[GuardRule]:
    """All rules of the agency. It is given those built-in ones that it has not got yet; what it has changed stays."""
    rules = [GuardRule.from_db("default", _NAMES, row) for row in _read().run({"agency": agency_id})]
    missing = BY_KEY.keys() - {rule.key for rule in rules}
    if not missing:
        return rules
    titles = {rule.title for rule in rules}
    new = [_row(agency_id, rule, titles) for rule in BUILT_IN if rule.key in missing]
    # Somebody may do the same at this moment.
    GuardRule.objects.bulk_create(new, ignore_conflicts=True)
    return list(GuardRule.objects.filter(agency_id=agency_id))


def _row(agency_id: UUID, rule: BuiltIn, titles: set[str]) -> GuardRule:
    told = _told(rule)
    # The agency may have called a rule of its own the same.
    told["title"] = f"{rule.title} (built in)" if rule.title in titles else rule.title
    return GuardRule(agency_id=agency_id, key=rule.key, **told)


def _told(rule: BuiltIn) -> dict[str, Any]:
    told = rule._asdict()
    del told["key"]
    return told


def restore_rule(*, actor: Actor, rule: GuardRule) -> None:
    """Give a built-in rule its text back, and all else as it comes with the product; it is active then.

    Raises `PermissionDenied`, and `ValidationError` for a rule that is the agency's own.
    """
    if not actor.may("change", rule):
        raise PermissionDenied
    if rule.key not in BY_KEY:
        raise ValidationError("This rule is your own: there is no built-in text to restore.")
    titles = set(GuardRule.objects.filter(agency_id=rule.agency_id).exclude(pk=rule.pk).values_list("title", flat=True))
    built_in = BY_KEY[rule.key]
    for name, value in _told(built_in).items():
        setattr(rule, name, value)
    if rule.title in titles:
        rule.title = f"{built_in.title} (built in)"
    rule.is_active = True
    rule.save()
    record_audit(actor=actor, action="restored guard rule", row=rule)
