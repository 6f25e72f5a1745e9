"""Connecting creators' accounts, and keeping an eye on them."""

from __future__ import annotations

import datetime as dt
import logging

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agencies.models import Creator
from agencies.scope import Actor
from agencies.services import record_audit
from integrations.models import Connection
from integrations.providers.base import Ability, Limits, NoAccessError, Profile
from integrations.providers.registry import provider_of
from integrations.services.signing import renew_webhook_secret

log = logging.getLogger(__name__)
Status = Connection.Status


def save_connection(*, actor: Actor, connection: Connection, api_key: str = "", webhook_secret: str = "") -> str:
    """Save a connection, with its key and the secret of its events if they are given; return that secret if it has just
    got one of ours.

    The key is sealed and can never be read again, only replaced.
    """
    is_new = connection._state.adding
    if actor.agency_id is None or not actor.may("add" if is_new else "change", connection):
        raise PermissionDenied
    connection.agency_id = actor.agency_id
    if Ability.SEND not in provider_of(connection).abilities(connection.settings):
        # It must not be taken for a way out for replies.
        connection.sends_messages = False
    if api_key:
        connection.api_key = api_key
        connection.status, connection.status_reason = Status.NEW, ""
    if webhook_secret:
        connection.renew_webhook_secret(webhook_secret)
    secret = "" if connection.sealed_webhook_secret else connection.renew_webhook_secret()
    connection.save()
    action = "connected account" if is_new else "replaced key of connection" if api_key else "changed connection"
    record_audit(actor=actor, action=action, row=connection, changes={"account_id": connection.account_id})
    return secret


def pause_connection(*, actor: Actor, connection: Connection) -> None:
    """Fetch, send and work off nothing more; events are still taken and kept."""
    _switch(actor, connection, is_active=False)


def resume_connection(*, actor: Actor, connection: Connection) -> None:
    """Go on, with what came meanwhile first. Raises `ValidationError` if replies leave by another one meanwhile."""
    _switch(actor, connection, is_active=True)


def _switch(actor: Actor, connection: Connection, *, is_active: bool) -> None:
    if not actor.may("change", connection):
        raise PermissionDenied
    connection.is_active = is_active
    connection.validate_constraints()
    connection.save(update_fields=["is_active"])
    record_audit(actor=actor, action="resumed connection" if is_active else "paused connection", row=connection)


def check_connection(*, connection: Connection) -> Profile:
    """Ask the service whether the account can be used, and write down the answer; return the creator if it can.

    Raises `ServiceError` with the sentence for the person who asked. It waits for the service, half a minute at most.
    """
    at = timezone.now()
    try:
        service = provider_of(connection).open(connection)
        try:
            profile = service.profile()
        finally:
            note_limits(connection, service.limits)
            service.close()
    except NoAccessError as error:
        note_status(connection, problem=str(error), at=at)
        raise
    note_status(connection, problem="", at=at)
    return profile


def subscribe_to_events(*, actor: Actor, connection: Connection, address: str) -> None:
    """Have the service deliver the account's events to `address`, signed with a new secret that only it and we know.

    Raises `ServiceError`, and then the secret stays as it was. It waits for the service, half a minute at most.
    """
    if not actor.may("change", connection):
        raise PermissionDenied
    with transaction.atomic():
        secret = renew_webhook_secret(actor=actor, row=connection)
        service = provider_of(connection).open(connection)
        try:
            service.tell_events_to(address, secret)
        finally:
            service.close()


def note_status(connection: Connection, *, problem: str, at: dt.datetime) -> bool:
    """The account can be used, or needs attention because of `problem`, as of `at`; False if that is out of date."""
    status = Status.ATTENTION if problem else Status.ACTIVE
    older = Q(status_at__isnull=True) | Q(status_at__lte=at)
    rows = Connection.objects.filter(older, agency_id=connection.agency_id, pk=connection.pk)
    changed = rows.update(status=status, status_reason=problem[:300], status_at=at)
    if changed:
        if problem and connection.status != status:
            log.warning("connection needs attention", extra={"connection": str(connection.pk)})
        connection.status, connection.status_reason, connection.status_at = status, problem[:300], at
    return bool(changed)


def note_limits(connection: Connection, limits: Limits) -> None:
    """Remember what the service said of the calls and credits that are left."""
    if limits.counted_at is None:
        return
    Connection.objects.filter(agency_id=connection.agency_id, pk=connection.pk).update(
        credits_left=limits.credits_left,
        calls_per_minute=limits.per_minute,
        calls_left=limits.left,
        calls_counted_at=limits.counted_at,
    )


def save_profile(*, connection: Connection, profile: Profile) -> None:
    """Bring the creator up to date with what the platform shows of them. Call in the agency's scope."""
    told = {
        "of_user_id": profile.of_user_id,
        "display_name": profile.display_name[:200],
        "avatar_url": profile.avatar_url[:500],
        "header_url": profile.header_url[:500],
        "subscription_price": profile.subscription_price,
        "is_verified": profile.is_verified,
    }
    creator = Creator.objects.filter(agency_id=connection.agency_id, pk=connection.creator_id)
    with transaction.atomic():
        creator.update(**{name: value for name, value in told.items() if value not in (None, "")})
