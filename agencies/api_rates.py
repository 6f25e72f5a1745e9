"""How many requests an API key may send in a minute, counted for all web processes together.

A process takes requests out of a key's minute by the block, in a statement of its own that locks nothing for longer,
and spends them from memory. So the limit is never exceeded, and one request in many asks the database. What a process
has not spent when the minute ends, or when it dies, is lost: a key may get a twentieth less for each further process
that serves it. A sender's minute begins with its first request, by the database's clock; within it a process goes by
its own, which nobody sets.

It is no throttle of REST framework's, because those run inside the request's transaction: the count would be undone
with a refusal, and hold up the key's other requests until the transaction ends.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import Any, NamedTuple, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agencies.api_errors import problem_response
from agencies.identify import API_PREFIX, Identity, presented_key
from agencies.models import ApiKey, RequestRate

log = logging.getLogger(__name__)
#: Seconds in which requests are counted.
WINDOW = 60
#: In how many blocks a process takes them.
BLOCKS = 20
#: Seconds in which nothing is counted after the database has refused to.
PAUSE = 10
#: Pages about the API, which are for everybody.
FREE = {"schema", "api-docs"}

TAKE = """
INSERT INTO agencies_requestrate AS rate (sender, begun_at, taken)
VALUES (%(sender)s, statement_timestamp(), %(block)s)
ON CONFLICT (sender) DO UPDATE SET (begun_at, taken) = (
    SELECT CASE WHEN goes_on THEN rate.begun_at ELSE statement_timestamp() END,
        CASE WHEN goes_on THEN rate.taken ELSE 0 END + %(block)s
    FROM (SELECT abs(extract(epoch FROM statement_timestamp() - rate.begun_at)) < %(window)s AS goes_on) AS minute
)
RETURNING taken, extract(epoch FROM begun_at - statement_timestamp())::float + %(window)s
"""


class Rate(NamedTuple):
    """Of `limit` requests in the window, `left` may follow this one within `seconds`, or it is refused itself."""

    policy: str
    limit: int
    left: int
    seconds: int
    is_refused: bool

    def headers(self) -> dict[str, str]:
        """As structured fields (draft-ietf-httpapi-ratelimit-headers)."""
        told = {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={self.left};t={self.seconds}',
        }
        return {**told, "Retry-After": str(self.seconds)} if self.is_refused else told


@dataclass(slots=True)
class Lease:
    """What this process may still spend of a sender's window (`own`), and what is left there for all (`common`)."""

    limit: int = 0
    own: int = 0
    common: int = 0
    ends: float = 0.0
    lock: Any = field(default_factory=Lock)

    def renew(self, sender: str, limit: int) -> None:
        """Take another block. Raises `django.db.Error`."""
        block = max(1, limit // BLOCKS)
        # Before the statement: the window is over here when it is over there, and never later.
        asked = time.monotonic()
        with cast(Any, connection).prepared_cursor() as cursor:
            cursor.execute(TAKE, {"sender": sender, "block": block, "window": WINDOW})
            taken, seconds = cursor.fetchone()
        self.limit, self.ends = limit, asked + seconds
        self.common = max(0, limit - taken)
        self.own = min(block, max(0, limit - (taken - block)))


class Leases:
    """This process's, by sender."""

    def __init__(self) -> None:
        self._leases: dict[str, Lease] = {}
        self._cleared_at = self._resumes_at = 0.0

    def spend(self, policy: str, sender: str, limit: int) -> Rate | None:
        """Count a request of `sender`, of whom `limit` are taken in a window; None while nothing can be counted."""
        now = time.monotonic()
        if now < self._resumes_at:
            return None
        lease = self._lease(sender, now)
        with lease.lock:
            is_over = now >= lease.ends or lease.limit != limit
            if is_over or (lease.common and not lease.own):
                try:
                    lease.renew(sender, limit)
                except Error:
                    # Who cannot count refuses nobody.
                    log.exception("requests cannot be counted")
                    self._resumes_at = now + PAUSE
                    return None
            is_refused = lease.own == 0
            lease.own -= not is_refused
            seconds = max(1, math.ceil(min(lease.ends - now, WINDOW)))
            return Rate(policy, limit, lease.own + lease.common, seconds, is_refused)

    def _lease(self, sender: str, now: float) -> Lease:
        if now - self._cleared_at > WINDOW:
            self._cleared_at = now
            for name, lease in list(self._leases.items()):
                if now >= lease.ends:
                    self._leases.pop(name, None)
        return self._leases.setdefault(sender, Lease())


leases = Leases()


def rate_of(request: HttpRequest, identity: Identity | None) -> Rate | None:
    """Count the request, if it counts: those of keys, and those of strangers by their address.

    Strangers are counted apart from keys, so that nobody's wrong keys stop the right ones at the same address.
    Call outside of a transaction.
    """
    if not request.path.startswith(API_PREFIX):
        return None
    is_free = request.resolver_match is not None and request.resolver_match.url_name in FREE
    if identity is None:
        is_counted = settings.API_STRANGERS_PER_MINUTE and (not is_free or presented_key(request) is not None)
        return leases.spend("address", _place(request), settings.API_STRANGERS_PER_MINUTE) if is_counted else None
    key = identity.source
    if is_free or not isinstance(key, ApiKey):
        return None
    limit = key.rate_per_minute or settings.API_RATE_PER_MINUTE
    return leases.spend("default", str(key.pk), limit) if limit else None


def _place(request: HttpRequest) -> str:
    """Where the request comes from; of an IPv6 address the network, in which whoever has it can choose any."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    return str(ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)


def too_many(request: HttpRequest, rate: Rate) -> HttpResponse:
    """The answer to a request that is one too many."""
    detail = f"No more than {rate.limit} requests are taken in {WINDOW} seconds. Wait {rate.seconds} seconds."
    return problem_response(request, HTTPStatus.TOO_MANY_REQUESTS, "rate_limited", detail)


def forget_rates() -> int:
    """Delete the windows that are over; returns how many."""
    over = timezone.now() - dt.timedelta(seconds=2 * WINDOW)
    return int(RequestRate.objects.filter(begun_at__lt=over).delete()[0])
