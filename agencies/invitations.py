"""Joining an agency: the invitation, its link, and its acceptance."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

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
    refuse_member(actor=actor, email=invitation.email)
    token = secrets.token_urlsafe(32)
    invitation.agency_id = actor.agency_id
    invitation.invited_by_id = actor.membership_id
    invitation.token_hash, invitation.expires_at = _hash(token), timezone.now() + VALID_FOR
    with transaction.atomic():
        Invitation.objects.filter(agency_id=actor.agency_id, email=invitation.email, accepted_at=None).delete()
        invitation.save()
        record_audit(actor=actor, action="invited", row=invitation, changes={"role": invitation.role})
    return token


def refuse_member(*, actor: Actor, email: str) -> None:
    """Raise `ValidationError` if the person with this address is in the agency, or was, above the actor's rank."""
    known = Membership.objects.visible_to(actor).filter(user__email=email).first()
    if known and known.is_active:
        raise ValidationError("This person is in the agency already.")
    if known and not actor.may("change", known):
        raise ValidationError("Only an owner can bring this person back.")


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
    invitations = Invitation.objects.select_related("agency", "invited_by__user")
    found = invitations.filter(token_hash=_hash(token), agency__is_active=True).first()
    return found if found and found.is_open else None


def hold(invitation: Invitation) -> bool:
    """Keep others from accepting it until this transaction ends; False if one of them already has."""
    held = Invitation.objects.select_for_update().filter(
        pk=invitation.pk, agency_id=invitation.agency_id, accepted_at=None
    )
    return held.first() is not None


def accept(*, invitation: Invitation, user: User) -> Membership:
    """Make `user` a member, as invited; whoever is one by now stays as they are.

    Raises `PermissionDenied` if the invitation names somebody else.
    """
    if user.email != invitation.email:
        raise PermissionDenied
    with agency_scope(invitation.agency_id):
        if not hold(invitation):
            raise PermissionDenied
        Invitation.objects.filter(pk=invitation.pk, agency_id=invitation.agency_id).update(accepted_at=timezone.now())
        membership, is_new = Membership.objects.get_or_create(
            agency_id=invitation.agency_id, user=user, defaults={"role": invitation.role}
        )
        if not is_new and not membership.is_active:
            membership.role, membership.is_active = invitation.role, True
            membership.save(update_fields=["role", "is_active"])
        record_audit(actor=Actor.from_membership(membership), action="accepted invitation", row=invitation)
    return membership


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
