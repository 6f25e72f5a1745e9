"""Statements are drawn up, adjusted, locked and unlocked here, whoever asks.

Whoever writes a member's statements holds their membership, so that two never do so at once. A draft can be drawn up
again at any time and then says what is true by then; what was added by hand stays. A locked statement never changes:
what changes behind it goes into the next draft as a correction. A month that ends below zero stays so, and the member
owes it: to settle it later, an adjustment moves it into another month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, Membership
from agencies.scope import RANK, Actor, Role
from agencies.services import record_audit
from analytics.models import PlanAssignment, Statement, StatementLine
from analytics.payroll.drafts import Draft, draft
from analytics.payroll.terms import month_at, next_month

#: There was no platform before.
EARLIEST = dt.date(2016, 1, 1)
#: What makes two lines the same, so that a draft of which nothing changed is not written again.
_SAID = ("position", "kind", "description", "quantity", "base", "rate", "amount", "corrects_id")


def draw_up(*, actor: Actor, month: dt.date, members: Collection[UUID] | None = None) -> list[Statement]:
    """Make or renew the drafts of a month, and return its statements; locked ones stay as they are.

    `members` None: of everybody who has a plan in that month or a statement already. Raises `ValidationError` for a
    month that has not begun, or in which there was no platform.
    """
    agency = _agency_of(actor, "add")
    month, now = month.replace(day=1), timezone.now()
    if not EARLIEST <= month <= month_at(agency, now):
        raise ValidationError({"month": "Name a month that has begun."})
    wanted = _paid(agency, month) if members is None else members
    with transaction.atomic():
        held = _hold(agency.pk, Membership.objects.visible_to(actor).filter(pk__in=wanted).values("pk"))
        rows = Statement.objects.filter(agency_id=agency.pk, month=month, membership_id__in=held)
        known = {row.membership_id: row for row in rows.select_related("membership__user").prefetch_related("lines")}
        open_ = [member for member in held if member not in known or not known[member].is_locked]
        drafts = draft(agency=agency, members=open_, month=month, now=now)
        for member, drawn in drafts.items():
            row = known.setdefault(member, Statement(agency_id=agency.pk, membership=held[member], month=month))
            _write(actor, row, drawn, now)
        rows.filter(status=Statement.Status.DRAFT).update(drawn_up_at=now)
    return sorted(known.values(), key=lambda row: str(row.membership))


def lock(*, actor: Actor, statement: Statement) -> Statement:
    """Bring it up to date and let it never change again. Raises `ValidationError` while the month is not over."""
    agency = _agency_of(actor, "change")
    if statement.month >= month_at(agency, timezone.now()):
        raise ValidationError(f"{statement.month:%B} is not over yet: it can be locked when nothing is added any more.")
    with transaction.atomic():
        held_draft(statement)
        (row,) = draw_up(actor=actor, month=statement.month, members=[statement.membership_id])
        row.status, row.locked_at, row.locked_by = Statement.Status.LOCKED, timezone.now(), actor.label[:200]
        row.save(update_fields=["status", "locked_at", "locked_by"])
        record_audit(actor=actor, action="locked statement", row=row, changes={"total": str(row.total)})
    return row


def unlock(*, actor: Actor, statement: Statement, reason: str) -> Statement:
    """Make it a draft again, which then says what is true by now. For owners.

    Raises `PermissionDenied` for others, and `ValidationError` without a reason, for a draft, and while a statement
    that is locked corrects this one.
    """
    agency = _agency_of(actor, "change")
    if actor.rank < RANK[Role.OWNER]:
        raise PermissionDenied("Only an owner unlocks statements.")
    if not reason.strip():
        raise ValidationError("Say why it is unlocked: the audit keeps it.")
    with transaction.atomic():
        _hold(agency.pk, [statement.membership_id])
        row: Statement = Statement.objects.select_related("membership__user").get(pk=statement.pk, agency_id=agency.pk)
        if not row.is_locked:
            raise ValidationError("This statement is a draft already.")
        later = row.corrections.filter(statement__status=Statement.Status.LOCKED).select_related("statement").first()
        if later:
            raise ValidationError(f"{later.statement.month:%B %Y} is locked and corrects it: unlock that one first.")
        row.status, row.locked_at, row.locked_by = Statement.Status.DRAFT, None, ""
        row.save(update_fields=["status", "locked_at", "locked_by"])
        record_audit(actor=actor, action="unlocked statement", row=row, changes={"reason": reason.strip()})
        # What the drafts of later months have carried is its own again.
        for month in sorted({row.month, *row.corrections.values_list("statement__month", flat=True)}):
            draw_up(actor=actor, month=month, members=[row.membership_id])
    row.refresh_from_db(fields=["total", "drawn_up_at"])
    return row


def held_draft(statement: Statement) -> None:
    """Hold a draft until the end of the transaction, so that nobody locks it meanwhile; call before it is written to.

    Raises `ValidationError` if it is locked.
    """
    _hold(statement.agency_id, [statement.membership_id])
    rows = Statement.objects.filter(pk=statement.pk, agency_id=statement.agency_id)
    if rows.filter(status=Statement.Status.LOCKED).exists():
        raise ValidationError("This statement is locked and does not change any more.")


def so_far(*, agency: Agency, membership_id: UUID) -> tuple[dt.date, Draft]:
    """The current month of a member, and what it brings by now; nothing is written. Call in the scope."""
    now = timezone.now()
    month = month_at(agency, now)
    return month, draft(agency=agency, members=[membership_id], month=month, now=now)[membership_id]


def _agency_of(actor: Actor, action: str) -> Agency:
    """The actor's agency. Raises `PermissionDenied` for who may not, or does not see the sales of all creators."""
    if actor.agency_id is None or actor.creator_ids is not None or not actor.may(action, Statement):
        raise PermissionDenied
    agency: Agency = Agency.objects.get(pk=actor.agency_id)
    return agency


def _paid(agency: Agency, month: dt.date) -> set[UUID]:
    """Who has a plan at some time of the month, or a statement for it."""
    assigned = PlanAssignment.objects.filter(agency_id=agency.pk, starts_on__lt=next_month(month))
    last_before: dict[UUID, PlanAssignment] = {}
    members: set[UUID] = set(
        Statement.objects.filter(agency_id=agency.pk, month=month).values_list("membership_id", flat=True)
    )
    for one in assigned.order_by("starts_on"):
        if one.starts_on > month and one.plan_id:
            members.add(one.membership_id)
        elif one.starts_on <= month:
            last_before[one.membership_id] = one
    return members | {member for member, one in last_before.items() if one.plan_id}


def _hold(agency_id: UUID, members: Any) -> dict[UUID, Membership]:
    rows = Membership.objects.filter(agency_id=agency_id, pk__in=members).select_related("user")
    return {row.pk: row for row in rows.order_by("pk").select_for_update(no_key=True, of=("self",))}


def _write(actor: Actor, row: Statement, drawn: Draft, now: dt.datetime) -> None:
    """Save a draft if anything of it is new."""
    is_new, terms = row._state.adding, drawn.terms.as_json()
    worked_out = [line for line in drawn.lines if line.kind != StatementLine.Kind.ADJUSTMENT]
    before = [] if is_new else [line for line in row.lines.all() if line.kind != StatementLine.Kind.ADJUSTMENT]
    is_same = list(map(_said, before)) == list(map(_said, worked_out))
    if is_new or not is_same or (row.total, row.terms) != (drawn.total, terms):
        row.terms, row.total, row.drawn_up_at = terms, drawn.total, now
        row.save()
    if is_new:
        record_audit(actor=actor, action="drew up statement", row=row)
    if not is_same:
        StatementLine.objects.filter(agency_id=row.agency_id, pk__in=[line.pk for line in before]).delete()
        for line in worked_out:
            line.agency_id, line.statement = row.agency_id, row
        StatementLine.objects.bulk_create(worked_out)


def _said(line: StatementLine) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in _SAID)
