"""Changes around people and access, each with its line in the audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from agencies.models import Agency, ApiKey, ApiKeyCreator, AuditEvent, Creator, Membership, User
from agencies.scope import Actor, Role
from agencies.tenancy import agency_scope


def record_audit(*, actor: Actor, action: str, row: models.Model, changes: dict[str, Any] | None = None) -> None:
    """Write down that `actor` did `action` to `row`; `changes` must hold no message text and no secret.

    The line goes to the actor's agency; an operator outside every agency leaves none here.
    """
    if actor.agency_id is None:
        return
    AuditEvent.objects.create(
        agency_id=actor.agency_id,
        membership_id=actor.membership_id,
        actor_label=actor.label[:200],
        action=action,
        object_type=row._meta.label_lower,
        object_id=str(row.pk),
        object_label=str(row)[:200],
        changes=changes or {},
    )


def keep_an_owner(*, agency_id: UUID) -> None:
    """Refuse to leave an agency without an owner; call in the transaction that changed memberships.

    Two changes at once wait here for each other, so that the second counts what the first has left.
    Raises `ValidationError` if no active owner is left.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=agency_id)
    if not Membership.objects.filter(
        agency_id=agency_id, role=Role.OWNER, is_active=True, user__is_active=True
    ).exists():
        raise ValidationError("An agency needs an active owner: make somebody else owner first.")


def agencies_of(user: User) -> list[Agency]:
    """The agencies that `user` may act in, by name: as active member, or all for the platform operator."""
    agencies = Agency.objects.filter(is_active=True).order_by("name")
    if not user.is_superuser:
        agencies = agencies.filter(pk__in=Membership.objects.filter(user=user, is_active=True).values("agency_id"))
    return list(agencies)


def note_entry(*, user: User, agency: Agency) -> None:
    """Write an operator's coming into the audit of `agency`, where its owners see it."""
    if user.is_superuser:
        with agency_scope(agency.pk):
            record_audit(actor=Actor.operator(user, agency), action="operator entered", row=agency)


def create_api_key(*, actor: Actor, key: ApiKey, creators: Iterable[Creator] = ()) -> str:
    """Save a new key and return the secret, which is stored nowhere and cannot be shown again.

    `creators` limit the key to themselves. Raises `PermissionDenied` for a role above the actor's, and if an
    actor who is limited to creators makes a key that is not, or that sees others.
    """
    creators = list(creators)
    key.limited_to_creators = key.limited_to_creators or bool(creators)
    if not actor.may("add", key) or not _within(actor, key, creators):
        raise PermissionDenied
    secret = ApiKey.objects.assign_key(key)
    key.save()
    ApiKeyCreator.objects.bulk_create(
        ApiKeyCreator(agency_id=key.agency_id, api_key=key, creator=creator) for creator in creators
    )
    changes = {"role": key.role, "creators": [creator.username for creator in creators]}
    record_audit(actor=actor, action="created API key", row=key, changes=changes)
    return str(secret)


def _within(actor: Actor, key: ApiKey, creators: list[Creator]) -> bool:
    """Whether the key sees no more than the actor does."""
    if actor.creator_ids is None:
        return True
    limited = key.limited_to_creators or key.role == Role.CHATTER
    return limited and {creator.pk for creator in creators} <= actor.creator_ids


def rotate_api_key(*, actor: Actor, key: ApiKey, overlap: dt.timedelta) -> tuple[ApiKey, str]:
    """Make a key like `key` and return it with its secret; `key` itself opens nothing after `overlap`.

    A key that was made to last for a time is followed by one that lasts as long. Raises `PermissionDenied` as
    `create_api_key` does, and `ValidationError` for a key that opens nothing any more.
    """
    if not actor.may("change", key):
        raise PermissionDenied
    with transaction.atomic():
        old = ApiKey.objects.select_for_update(no_key=True).get(pk=key.pk, agency_id=key.agency_id)
        now = timezone.now()
        if old.revoked or (old.expiry_date and old.expiry_date <= now):
            raise ValidationError("This key opens nothing any more, so there is nothing to hand over: make a new one.")
        new = ApiKey(
            agency_id=old.agency_id,
            name=old.name,
            role=old.role,
            limited_to_creators=old.limited_to_creators,
            rate_per_minute=old.rate_per_minute,
            expiry_date=old.expiry_date and now + (old.expiry_date - old.created_at),
        )
        limits = old.creator_limits.filter(agency_id=old.agency_id).select_related("creator")
        secret = create_api_key(actor=actor, key=new, creators=[limit.creator for limit in limits])
        old.expiry_date = min(filter(None, (old.expiry_date, now + overlap)))
        old.save(update_fields=["expiry_date"])
        changes = {"replaced_by": str(new.pk), "expires": old.expiry_date.isoformat()}
        record_audit(actor=actor, action="rotated API key", row=old, changes=changes)
    return new, secret


def revoke_api_key(*, actor: Actor, key: ApiKey) -> None:
    """Stop a key for good."""
    if not actor.may("delete", key):
        raise PermissionDenied
    key.revoked = True
    key.save(update_fields=["revoked"])
    record_audit(actor=actor, action="revoked API key", row=key)
