"""Delivers, tries again for days, and gives up with a word to the owners."""

from __future__ import annotations

import datetime as dt
import email.utils
import logging
import random
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

import httpcore
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.utils import timezone
from standardwebhooks import Webhook

from agencies.models import AuditEvent, Membership
from agencies.scope import Role
from agencies.tenancy import agency_scope
from integrations.guard import GuardedBackend, beginning
from integrations.models import WebhookDelivery, WebhookEndpoint

log = logging.getLogger(__name__)
Status = WebhookDelivery.Status

#: Between one attempt and the next; after the last of them a delivery is given up, three days after the first.
PAUSES = [
    *(dt.timedelta(seconds=5), dt.timedelta(minutes=5), dt.timedelta(minutes=30)),
    *(dt.timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]  # fmt: skip
#: An endpoint where nothing has arrived for so long is switched off.
PATIENCE = dt.timedelta(days=5)
#: How long an endpoint is left alone that has refused everything: while that is new, and later.
REST, LONG_REST = dt.timedelta(minutes=1), dt.timedelta(minutes=15)
#: Deliveries under way at once to one endpoint, and in one go.
AT_ONCE, IN_ONE_GO = 8, 40
#: Seconds to connect, and until the answer is there.
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 15.0
#: How long deliveries are one job's: longer than any attempt at all of them lasts.
HOLD = dt.timedelta(minutes=5)
#: Characters of an answer that are kept.
KEPT = 500
#: Seconds that one job works for an endpoint before others have their turn.
TURN_SECONDS = 60


class Outcome(NamedTuple):
    """What came of an attempt: the status of the answer, or None and why there was none."""

    status: int | None
    text: str
    took_ms: int
    retry_after: dt.timedelta | None = None

    @property
    def is_delivered(self) -> bool:
        """Any answer of the 2xx."""
        return self.status is not None and 200 <= self.status < 300


def deliver(*, agency_id: UUID, endpoint_id: UUID) -> dt.datetime | None:
    """Send what is due to an endpoint; returns when there is more, if that is soon."""
    ends = time.monotonic() + TURN_SECONDS
    pool = httpcore.ConnectionPool(network_backend=GuardedBackend(), max_connections=AT_ONCE)
    with pool, ThreadPoolExecutor(AT_ONCE) as threads:
        while time.monotonic() < ends:
            with agency_scope(agency_id):
                endpoint = WebhookEndpoint.objects.filter(agency_id=agency_id, pk=endpoint_id, is_active=True).first()
                some = _take(endpoint) if endpoint else []
                if endpoint is None or not some:
                    return _next(endpoint) if endpoint else None
            outcomes = list(threads.map(lambda one, to=endpoint: attempt(pool, to, one), some))
            with agency_scope(agency_id):
                _note(endpoint, list(zip(some, outcomes, strict=True)))
    return timezone.now()


def _take(endpoint: WebhookEndpoint) -> list[WebhookDelivery]:
    """Some deliveries whose time has come. Nobody else takes them for a while, nor after us if we die."""
    now = timezone.now()
    if endpoint.rests_until and endpoint.rests_until > now:
        return []
    waiting = endpoint.deliveries.filter(agency_id=endpoint.agency_id, status=Status.WAITING, next_try_at__lte=now)
    some = list(waiting.order_by("next_try_at", "id").select_for_update(of=("self",), skip_locked=True)[:IN_ONE_GO])
    held = endpoint.deliveries.filter(agency_id=endpoint.agency_id, pk__in=[one.pk for one in some])
    held.update(next_try_at=now + HOLD)
    return some


def _next(endpoint: WebhookEndpoint) -> dt.datetime | None:
    """When the next delivery is due, if that is before somebody looks after all of them anyway."""
    soon = timezone.now() + dt.timedelta(minutes=1)
    waiting = endpoint.deliveries.filter(agency_id=endpoint.agency_id, status=Status.WAITING, next_try_at__lte=soon)
    first = waiting.order_by("next_try_at").values_list("next_try_at", flat=True).first()
    return max(first, endpoint.rests_until or first) if first else None


def attempt(pool: httpcore.ConnectionPool, endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> Outcome:
    """Send it once, signed (https://www.standardwebhooks.com). Never raises."""
    begun = time.monotonic()
    at = timezone.now()
    try:
        signatures = [
            Webhook(secret).sign(delivery.message_id, at, delivery.body) for secret in endpoint.webhook_secrets
        ]
        headers: dict[bytes | str, bytes | str] = {
            "Content-Type": "application/json",
            "User-Agent": "ofagency",
            "webhook-id": delivery.message_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(signatures),
        }
        limits = {"connect": CONNECT_SECONDS, "pool": None, "read": ANSWER_SECONDS, "write": ANSWER_SECONDS}
        with pool.stream(
            "POST", endpoint.url, headers=headers, content=delivery.body.encode(), extensions={"timeout": limits}
        ) as answer:
            text = _readable(beginning(answer.iter_stream(), 4 * KEPT, begun + ANSWER_SECONDS))
            told = {name.lower(): value for name, value in answer.headers}
            return Outcome(answer.status, text, _since(begun), _retry_after(told.get(b"retry-after", b"")))
    except httpcore.TimeoutException:
        return Outcome(None, "No answer in time.", _since(begun))
    except Exception as error:
        # Whatever it is, the next endpoint has its turn, and the reason can be read.
        return Outcome(None, f"{error or type(error).__name__}"[:KEPT], _since(begun))


def _since(begun: float) -> int:
    return int(1000 * (time.monotonic() - begun))


def _readable(read: bytes) -> str:
    return read.decode(errors="replace").replace("\x00", "")[:KEPT]


def _retry_after(header: bytes) -> dt.timedelta | None:
    """What the answer asks for, in seconds or as a date, a day at most."""
    text = header.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(dt.timedelta(days=1), dt.timedelta(seconds=int(text[:9])))
    try:
        wait = email.utils.parsedate_to_datetime(text) - timezone.now()
    except (ValueError, TypeError):
        return None
    return min(dt.timedelta(days=1), max(wait, dt.timedelta(0)))


def _note(endpoint: WebhookEndpoint, tried: list[tuple[WebhookDelivery, Outcome]]) -> None:
    """Write down what came of it, for each delivery and for the endpoint."""
    now = timezone.now()
    for delivery, outcome in tried:
        _note_delivery(delivery, outcome, now)
    fields = ["status", "attempts", "next_try_at", "last_tried_at", "took_ms", "response_status", "response"]
    WebhookDelivery.objects.filter(agency_id=endpoint.agency_id).bulk_update([one for one, _ in tried], fields)
    row = (
        WebhookEndpoint.objects.select_for_update(no_key=True, of=("self",))
        .filter(agency_id=endpoint.agency_id, pk=endpoint.pk)
        .first()
    )
    if row is None:
        return
    if any(outcome.is_delivered for _, outcome in tried):
        row.last_delivery_at, row.failing_since, row.rests_until = now, None, None
    else:
        row.failing_since = row.failing_since or now
        is_new = now - row.failing_since < dt.timedelta(hours=1)
        # One that fails may be at fault itself; if they all do, it is the endpoint.
        row.rests_until = now + (REST if is_new else LONG_REST) if len(tried) > 2 else None
    row.save(update_fields=["last_delivery_at", "failing_since", "rests_until"])
    if any(outcome.status == HTTPStatus.GONE for _, outcome in tried):
        disable(row, "It has answered that it is gone (410).")
    elif row.failing_since and now - row.failing_since >= PATIENCE:
        disable(row, f"Nothing has arrived there for {PATIENCE.days} days.")


def _note_delivery(delivery: WebhookDelivery, outcome: Outcome, now: dt.datetime) -> None:
    delivery.attempts += 1
    delivery.last_tried_at, delivery.took_ms = now, outcome.took_ms
    delivery.response_status, delivery.response = outcome.status, outcome.text
    if outcome.is_delivered:
        delivery.status, delivery.next_try_at = Status.DELIVERED, None
    elif delivery.attempts > len(PAUSES):
        delivery.status, delivery.next_try_at = Status.FAILED, None
    else:
        # Not all at the same moment, when an endpoint is back.
        pause = PAUSES[delivery.attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311
        delivery.next_try_at = now + max(pause, outcome.retry_after or dt.timedelta(0))


def disable(endpoint: WebhookEndpoint, reason: str) -> None:
    """Switch an endpoint off and tell the agency's owners. Call in the agency's scope."""
    endpoint.is_active, endpoint.disabled_reason = False, reason
    endpoint.save(update_fields=["is_active", "disabled_reason"])
    AuditEvent.objects.create(
        agency_id=endpoint.agency_id,
        actor_label="OF Agency Platform",
        action="switched off webhook endpoint",
        object_type=endpoint._meta.label_lower,
        object_id=str(endpoint.pk),
        object_label=str(endpoint)[:200],
        changes={"reason": reason},
    )
    log.warning("webhook endpoint was switched off", extra={"endpoint": str(endpoint.pk)})
    _mail_owners(endpoint, reason)


def _mail_owners(endpoint: WebhookEndpoint, reason: str) -> None:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return
    owners = Membership.objects.filter(
        Q(role=Role.OWNER, is_active=True, user__is_active=True), agency_id=endpoint.agency_id
    )
    try:
        send_mail(
            f"Events are no longer sent to {endpoint}",
            f"{reason}\n\nWhat happens meanwhile is kept for 30 days, and follows when you switch the endpoint on "
            "again: in the admin, under Webhooks.\n",
            None,
            list(owners.values_list("user__email", flat=True)),
        )
    except OSError:
        log.exception("owners could not be told")
