"""The secrets that webhooks are signed with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from agencies.scope import Actor
from agencies.services import record_audit
from integrations.models import Connection, WebhookEndpoint


def renew_webhook_secret(*, actor: Actor, row: Connection | WebhookEndpoint) -> str:
    """Give a connection's events, or what an endpoint is sent, a new secret and return it; for a day both count."""
    if not actor.may("change", row):
        raise PermissionDenied
    secret = row.renew_webhook_secret()
    row.save(update_fields=["sealed_webhook_secret", "sealed_previous_secret", "previous_secret_until"])
    record_audit(actor=actor, action="renewed webhook secret", row=row)
    return secret
