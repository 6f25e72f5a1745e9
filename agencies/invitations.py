"""Joining an agency: the invitation, its link, and its acceptance."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from agencies.models import Invitation, Membership, User
from agencies.scope import Actor
from agencies.services import record_audit
from agencies.tenancy import agency_scope

VALID_FOR = dt.timedelta(days=7)


def invite(*, actor: Actor, invitation: Invitation) -> str:
    """Save a new invitation (its email and role are set) and return the token of its link, stored nowhere.

    An open invitation of the same address is replaced. Raises `PermissionDenied` for a role above the
    actor's, `ValidationError` if the person is a member already.
    """
    if not actor.may("add", invitation) or actor.agency_id is None:
        raise PermissionDenied
    invitation.email = invitation.email.lower()
    refuse_member(email=invitation.email, agency_id=actor.agency_id)
    token = secrets.token_urlsafe(32)
    invitation.agency_id = actor.agency_id
    invitation.invited_by_id = actor.membership_id
    invitation.token_hash, invitation.expires_at = _hash(token), timezone.now() + VALID_FOR
    with transaction.atomic():
        Invitation.objects.filter(agency_id=actor.agency_id, email=invitation.email, accepted_at=None).delete()
        invitation.save()
        record_audit(actor=actor, action="invited", row=invitation, changes={"role": invitation.role})
    return token


def refuse_member(*, email: str, agency_id: UUID) -> None:
    """Raise `ValidationError` if the person with this address works in the agency already."""
    if Membership.objects.filter(agency_id=agency_id, user__email=email, is_active=True).exists():
        raise ValidationError("This person is in the agency already.")


def send_invitation(*, invitation: Invitation, link: str) -> bool:
    """Mail the link; False if no mail server is set up.

    Raises `OSError` if the server does not take it. The invitation stands all the same.
    """
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return False
    send_mail(
        f"Join {invitation.agency} on OF Agency Platform",
        f"You are invited to {invitation.agency} as {invitation.get_role_display().lower()}.\n\n"  # type: ignore[attr-defined]
        f"Open this link within {VALID_FOR.days} days:\n{link}\n",
        None,
        [invitation.email],
    )
    return True


def open_invitation(token: str) -> Invitation | None:
    """The invitation that the token of a link belongs to, if it still stands."""
    found = Invitation.objects.select_related("agency").filter(token_hash=_hash(token), agency__is_active=True).first()
    return found if found and found.is_open else None


def accept(*, invitation: Invitation, user: User) -> Membership:
    """Make `user` a member, as invited. Raises `PermissionDenied` if the invitation names somebody else."""
    if user.email != invitation.email:
        raise PermissionDenied
    with agency_scope(invitation.agency_id):
        still_open = Invitation.objects.select_for_update().filter(
            pk=invitation.pk, agency_id=invitation.agency_id, accepted_at=None
        )
        if not still_open.update(accepted_at=timezone.now()):
            raise PermissionDenied
        membership, is_new = Membership.objects.get_or_create(
            agency_id=invitation.agency_id, user=user, defaults={"role": invitation.role}
        )
        if not is_new:
            membership.role, membership.is_active = invitation.role, True
            membership.save(update_fields=["role", "is_active"])
        record_audit(actor=Actor.from_membership(membership), action="accepted invitation", row=invitation)
    return membership


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
