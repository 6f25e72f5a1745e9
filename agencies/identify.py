"""From a request to whoever sent it: a session with an active agency, or an API key."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from agencies.models import Agency, ApiKey, Membership, User
from agencies.scope import Actor
from agencies.statements import Slot, Statement, compiled

#: Where the session keeps the id of the agency the user works in.
ACTIVE_AGENCY = "active_agency"
API_PREFIX = "/api/"
#: How exact `ApiKey.last_used_at` is: a busy key costs one write in this time.
LAST_USED_STEP = dt.timedelta(minutes=1)
KEY_COLUMNS = (
    "id", "agency_id", "name", "role", "limited_to_creators", "hashed_key", "last_used_at", "rate_per_minute",
)  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """Known before the scope is; becomes an `Actor` inside it."""

    agency_id: UUID | None
    source: Membership | ApiKey | User
    agency: Agency | None = None

    def actor(self) -> Actor:
        """Build the actor; call inside `agency_scope(self.agency_id)`."""
        if isinstance(self.source, Membership):
            return Actor.from_membership(self.source)
        if isinstance(self.source, ApiKey):
            return Actor.from_api_key(self.source)
        return Actor.operator(self.source, self.agency)


def identify(request: HttpRequest) -> Identity | None:
    """Who is asking, or None for a stranger. A key opens the API only, and goes before the session."""
    if request.path.startswith(API_PREFIX) and (key := presented_key(request)) is not None:
        return _by_key(key)
    user: Any = request.user
    if not user.is_authenticated:
        return None
    chosen = request.session.get(ACTIVE_AGENCY)
    return _operator(user, chosen) if user.is_superuser else _by_membership(user, chosen)


def presented_key(request: HttpRequest) -> str | None:
    """The key in `Authorization: Api-Key …` (or `Bearer …`), None without one."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() in ("api-key", "bearer") else None


def _by_key(key: str) -> Identity | None:
    prefix, _, secret = key.partition(".")
    if not prefix or not secret:
        return None
    found = _usable_key().run({"prefix": prefix})
    if not found:
        return None
    *columns, agency_name = found[0]
    candidate = ApiKey(**dict(zip(KEY_COLUMNS, columns, strict=True)))
    candidate.agency = Agency(id=candidate.agency_id, name=agency_name)
    if not ApiKey.objects.key_generator.verify(key, candidate.hashed_key):
        return None
    _note_use(candidate)
    return Identity(candidate.agency_id, candidate)


@functools.cache
def _usable_key() -> Statement:
    keys = ApiKey.objects.get_usable_keys().filter(prefix=Slot("prefix", ApiKey._meta.get_field("prefix")))
    return cast(Statement, compiled(keys.values_list(*KEY_COLUMNS, "agency__name")))


def _note_use(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at >= LAST_USED_STEP:
        ApiKey.objects.filter(pk=key.pk, agency_id=key.agency_id).update(last_used_at=now)


def _by_membership(user: User, chosen: str | None) -> Identity | None:
    memberships = Membership.objects.filter(user=user, is_active=True, agency__is_active=True).select_related("agency")
    candidates = list(memberships.order_by("created_at"))
    if not candidates:
        return None
    membership = next((m for m in candidates if str(m.agency_id) == chosen), candidates[0])
    membership.user = user
    return Identity(membership.agency_id, membership)


def _operator(user: User, chosen: str | None) -> Identity:
    agency = Agency.objects.filter(pk=chosen).first() if chosen else None
    return Identity(agency.pk if agency else None, user, agency)
