"""Starting, ending and watching shifts. What counts as idle is the agency's choice and comes as `idle_after`."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from agencies.models import Shift
from agencies.scope import Actor
from agencies.services import record_audit

#: Whoever has not touched a key for so long has gone home without a word.
FORGOTTEN_AFTER = dt.timedelta(minutes=60)


def open_shift_of(actor: Actor | None) -> Shift | None:
    """The shift that the actor is in, if any; programs and operators have none."""
    if actor is None or actor.membership_id is None:
        return None
    found: Shift | None = _open(actor.agency_id, actor.membership_id).first()
    return found


def start_shift(*, actor: Actor) -> Shift:
    """Begin a shift; the one that is open already, if any (a second tab, a second click)."""
    if actor.membership_id is None or actor.agency_id is None:
        raise PermissionDenied
    found = open_shift_of(actor)
    if found is not None:
        return found
    now = timezone.now()
    try:
        with transaction.atomic():
            shift: Shift = Shift.objects.create(
                agency_id=actor.agency_id, membership_id=actor.membership_id, started_at=now, last_active_at=now
            )
    except IntegrityError:
        return _open(actor.agency_id, actor.membership_id).get()
    record_audit(actor=actor, action="started shift", row=shift)
    return shift


def end_shift(*, actor: Actor, idle_after: dt.timedelta) -> Shift:
    """End the actor's shift now. Raises `ValidationError` if none is open."""
    with transaction.atomic():
        shift = _open(actor.agency_id, actor.membership_id).select_for_update(no_key=True).first()
        if shift is None:
            raise ValidationError("No shift of yours is open; it may have been ended in another window.")
        _fold(shift, timezone.now(), idle_after)
        # A clock that was set back must not end a shift before it began.
        shift.ended_at = max(timezone.now(), shift.started_at)
        shift.save(update_fields=["ended_at", "last_active_at", "idle_seconds"])
        record_audit(actor=actor, action="ended shift", row=shift)
    return shift  # type: ignore[no-any-return]


def note_activity(*, agency_id: UUID, membership_id: UUID | None, idle_after: dt.timedelta) -> Shift | None:
    """Somebody pressed a key: their open shift goes on, and a long pause before this counts as idle."""
    if membership_id is None:
        return None
    with transaction.atomic():
        shift: Shift | None = _open(agency_id, membership_id).select_for_update(no_key=True).first()
        if shift is not None:
            _fold(shift, timezone.now(), idle_after)
            shift.save(update_fields=["last_active_at", "idle_seconds"])
    return shift


def _fold(shift: Shift, now: dt.datetime, idle_after: dt.timedelta) -> None:
    """Count the time since the last sign of life. Two tabs may report in any order, so time only goes forward."""
    gap = now - shift.last_sign
    if gap > idle_after:
        shift.idle_seconds += int(gap.total_seconds())
    shift.last_active_at = max(now, shift.last_sign)


def end_forgotten_shifts(*, agency_id: UUID) -> int:
    """End shifts that nobody has touched for long, at the last sign of life; return how many. Call in the scope."""
    forgotten = (
        Shift.objects.filter(agency_id=agency_id, ended_at__isnull=True)
        .annotate(seen=Coalesce("last_active_at", "started_at"))
        .filter(seen__lt=timezone.now() - FORGOTTEN_AFTER)
    )
    clock = Actor(role="clock", agency_id=agency_id, label="Automatic")
    shifts = list(forgotten.select_related("membership__user").select_for_update(of=("self",), skip_locked=True))
    for shift in shifts:
        shift.ended_at = max(shift.last_sign, shift.started_at)
        shift.save(update_fields=["ended_at"])
        minutes = int(FORGOTTEN_AFTER.total_seconds() // 60)
        record_audit(
            actor=clock, action="ended shift", row=shift, changes={"reason": f"idle for more than {minutes} minutes"}
        )
    return len(shifts)


def _open(agency_id: UUID | None, membership_id: UUID | None) -> Any:
    own = {"agency_id": agency_id, "membership_id": membership_id}
    return Shift.objects.filter(**own, ended_at__isnull=True)
