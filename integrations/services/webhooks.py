"""What people do with webhook endpoints."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.changes import horizon
from agencies.scope import Actor
from agencies.services import record_audit
from integrations import tasks
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.webhooks import dispatch
from integrations.webhooks.events import EVENTS, TEST


def save_endpoint(*, actor: Actor, endpoint: WebhookEndpoint) -> str:
    """Save an endpoint; return its secret if it is new, which is told of what happens from now on.

    Switched on again, it begins with a clean slate. Raises `PermissionDenied`; also for an actor who is limited to
    creators and would be told of others.
    """
    is_new = endpoint._state.adding
    may = actor.agency_id is not None and actor.may("add" if is_new else "change", endpoint)
    if not may or not (actor.creator_ids is None or endpoint.creator_id in actor.creator_ids):
        raise PermissionDenied
    secret = ""
    if is_new and actor.agency_id is not None:
        endpoint.agency_id = actor.agency_id
        endpoint.told_transaction = horizon().below
        secret = endpoint.renew_webhook_secret()
    endpoint.events = [name for name in EVENTS if name in endpoint.events]
    if endpoint.is_active:
        endpoint.disabled_reason, endpoint.failing_since, endpoint.rests_until = "", None, None
    endpoint.save()
    action = "added webhook endpoint" if is_new else "changed webhook endpoint"
    record_audit(actor=actor, action=action, row=endpoint, changes={"events": endpoint.events or ["all"]})
    tasks.follow_changes(endpoint.agency_id)
    return secret


def send_test(*, actor: Actor, endpoint: WebhookEndpoint) -> WebhookDelivery:
    """Have a test event delivered; what comes of it shows in the delivery that is returned."""
    if not actor.may("change", endpoint):
        raise PermissionDenied
    data = {"endpoint": endpoint.pk, "sent_by": actor.label}
    delivery: WebhookDelivery = WebhookDelivery.objects.create(
        agency_id=endpoint.agency_id, endpoint=endpoint, event=TEST, body=dispatch.body_of(TEST, timezone.now(), data)
    )
    tasks.defer_webhooks(endpoint.agency_id, endpoint.pk)
    return delivery


def replay_deliveries(*, actor: Actor, deliveries: Any) -> int:
    """Have deliveries sent once more, word for word; return how many."""
    if actor.agency_id is None or not actor.may("change", WebhookDelivery):
        raise PermissionDenied
    rows = deliveries.filter(agency_id=actor.agency_id)
    endpoints = WebhookEndpoint.objects.filter(
        agency_id=actor.agency_id, pk__in=rows.order_by().values_list("endpoint_id", flat=True).distinct()
    )
    with transaction.atomic():
        touched = list(endpoints)
        number = int(rows.update(status=WebhookDelivery.Status.WAITING, attempts=0, next_try_at=timezone.now()))
        for endpoint in touched:
            record_audit(actor=actor, action="replayed deliveries", row=endpoint, changes={"deliveries": number})
            tasks.defer_webhooks(endpoint.agency_id, endpoint.pk)
    return number
