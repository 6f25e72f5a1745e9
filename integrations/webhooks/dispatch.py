"""From what has changed to what is to be delivered to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Q
from django.utils import timezone

from agencies.api_pages import rows_by_id
from agencies.api_shape import told_endpoints
from agencies.changes import Horizon, horizon
from agencies.models import Change
from agencies.scope import Actor, Role
from agencies.tenancy import agency_scope
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.webhooks.events import BY_CHANGE, Event

#: Changes that one transaction looks at for an endpoint, and rows of which it looks up the data at once.
CHANGES_AT_ONCE, ROWS_AT_ONCE = 200, 500
#: What happened on the platform longer ago is history, and not told.
NEWS = dt.timedelta(hours=24)
#: How long deliveries can be looked up and sent again.
KEPT = dt.timedelta(days=30)


def dispatch(agency_id: UUID) -> tuple[set[UUID], bool]:
    """Write the deliveries that come of the latest changes, each once.

    Returns the endpoints that have some, and whether it should be called again soon: there is more, or something that
    cannot be read yet.
    """
    busy, is_behind = set(), False
    with agency_scope(agency_id):
        reached = horizon()
        endpoints = WebhookEndpoint.objects.filter(agency_id=agency_id, is_active=True).order_by("pk")
        for endpoint in endpoints.select_for_update(no_key=True, of=("self",)):
            made, more = _catch_up(endpoint, reached)
            is_behind |= more
            if made:
                busy.add(endpoint.pk)
        is_behind |= (
            bool(endpoints) and Change.objects.filter(agency_id=agency_id, transaction__gte=reached.below).exists()
        )
    return busy, is_behind


def _catch_up(endpoint: WebhookEndpoint, reached: Horizon) -> tuple[int, bool]:
    until = reached.seen_from(endpoint.told_transaction)
    if until is None:
        # The numbers are those of another server, whose data were restored here: what comes from now on is told.
        endpoint.told_transaction = until = reached.below
    at = {"transaction": endpoint.told_transaction}
    behind = Q(transaction__gt=endpoint.told_transaction) | Q(**at, id__gt=endpoint.told_change)
    changes = list(
        Change.objects.filter(
            behind, agency_id=endpoint.agency_id, transaction__gte=endpoint.told_transaction, transaction__lt=until
        ).order_by("transaction", "id")[:CHANGES_AT_ONCE]
    )
    more = len(changes) == CHANGES_AT_ONCE
    made = WebhookDelivery.objects.bulk_create(_deliveries(endpoint, changes), batch_size=ROWS_AT_ONCE)
    endpoint.told_transaction = changes[-1].transaction if more else until
    endpoint.told_change = changes[-1].pk if more else UUID(int=0)
    endpoint.save(update_fields=["told_transaction", "told_change"])
    return len(made), more


def _deliveries(endpoint: WebhookEndpoint, changes: list[Change]) -> Iterator[WebhookDelivery]:
    actor = Actor(
        role=Role.ADMIN,
        agency_id=endpoint.agency_id,
        creator_ids=frozenset([endpoint.creator_id]) if endpoint.creator_id else None,
    )
    for change in changes:
        event = BY_CHANGE.get((change.told_as, change.event))
        if event is None or not endpoint.wants(event.name):
            continue
        for start in range(0, len(change.object_ids), ROWS_AT_ONCE):
            ids = change.object_ids[start : start + ROWS_AT_ONCE]
            for pk, data in _news(actor, event, ids, change.created_at).items():
                body = body_of(event.name, change.created_at, orjson.Fragment(data))
                yield WebhookDelivery(
                    agency_id=endpoint.agency_id, endpoint=endpoint, event=event.name, object_id=pk, body=body
                )


def _news(actor: Actor, event: Event, ids: list[UUID], at: dt.datetime) -> dict[UUID, str]:
    """The rows, as far as they are no history and not gone again, as the API shows them."""
    view = told_endpoints()[event.kind]
    if event.news:
        is_news = Q((f"{event.news}__gte", at - NEWS)) | Q((f"{event.news}__isnull", True))
        ids = list(
            view.queryset.model.objects.filter(is_news, agency_id=actor.agency_id, pk__in=ids).values_list(
                "pk", flat=True
            )
        )
    return rows_by_id(actor, view, ids) if ids else {}


def body_of(event: str, at: dt.datetime, data: Any) -> str:
    """What is sent (https://www.standardwebhooks.com: type, timestamp, data)."""
    return orjson.dumps({"type": event, "timestamp": at, "data": data}, option=orjson.OPT_UTC_Z).decode()


def has_endpoints(agency_id: UUID) -> bool:
    """Whether anybody is to be told."""
    with agency_scope(agency_id):
        return WebhookEndpoint.objects.filter(agency_id=agency_id, is_active=True).exists()


def due(agency_id: UUID) -> list[UUID]:
    """The endpoints with deliveries whose time has come. Call in the agency's scope."""
    now = timezone.now()
    waiting = WebhookDelivery.objects.filter(
        agency_id=agency_id, status=WebhookDelivery.Status.WAITING, next_try_at__lte=now, endpoint__is_active=True
    )
    rested = Q(endpoint__rests_until__isnull=True) | Q(endpoint__rests_until__lte=now)
    return list(waiting.filter(rested).order_by().values_list("endpoint_id", flat=True).distinct())


def forget(agency_id: UUID) -> int:
    """Delete deliveries that are over for long; return how many. Call in the agency's scope."""
    over = WebhookDelivery.objects.filter(agency_id=agency_id, created_at__lt=timezone.now() - KEPT)
    return int(over.exclude(status=WebhookDelivery.Status.WAITING).delete()[0])
