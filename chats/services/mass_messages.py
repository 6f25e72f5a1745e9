"""The life of a mass message: written, started now or later, paused, resumed, cancelled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from agencies.scope import Actor, Role
from agencies.services import record_audit
from chats import audience, tasks
from chats.live import announce as live
from chats.models import Chat, CreatorMedia, MassMessage, MassRecipient, Message, SentMedia
from chats.models.message import Status as MessageStatus
from chats.placeholders import placeholder_problem
from chats.services.outgoing_rules import check_limits, check_offer, check_words_of_mass
from chats.services.settings import settings_of
from chats.summary import refresh_summaries

#: Messages that one transaction takes back.
TAKEN_BACK_AT_ONCE = 500
Status = MassMessage.Status


@dataclass(frozen=True)
class Results:
    """What a mass message has brought so far."""

    unlocked: int
    earned: Decimal


def may_send_mass(actor: Actor | None) -> bool:
    """Owners and admins, and chatters if the agency lets them."""
    if actor is None or actor.agency_id is None or not actor.may("add", MassMessage):
        return False
    if actor.role != Role.CHATTER:
        return True
    return settings_of(actor.agency_id).chatters_send_mass


def _must_be_allowed(actor: Actor, mass: MassMessage) -> None:
    if not may_send_mass(actor) or not actor.may("change", mass):
        raise PermissionDenied


def save_mass_message(*, actor: Actor, mass: MassMessage) -> MassMessage:
    """Keep what was written, as a draft that nobody gets yet.

    Raises `ValidationError` for what `send_message` would refuse, for media that are not the creator's, for unknown
    placeholders, for filters that `AudienceForm` refuses, and once it has been started.
    """
    _must_be_allowed(actor, mass)
    mass.agency_id = actor.agency_id  # type: ignore[assignment]
    if mass._state.adding and mass.created_by_id is None:
        mass.created_by_id = actor.membership_id
    mass.text = mass.text.strip()
    mass.clean_fields(exclude=["agency", "creator", "created_by"])
    _check_content(mass)
    chosen_fans(mass)
    with transaction.atomic():
        if not mass._state.adding and not _locked(mass).is_written:
            raise ValidationError("It has been started already, so it cannot be changed any more.")
        is_new = mass._state.adding
        mass.save()
        record_audit(actor=actor, action="wrote mass message" if is_new else "changed mass message", row=mass)
    return mass


def _check_content(mass: MassMessage) -> None:
    check_limits(mass.text, mass.price, mass.of_media_ids)
    check_offer(mass, mass.price, mass.of_media_ids)
    check_words_of_mass(mass)
    if problem := placeholder_problem(mass.text):
        raise ValidationError({"text": problem})
    wanted = set(mass.of_media_ids)
    known = CreatorMedia.objects.filter(
        agency_id=mass.agency_id, creator_id=mass.creator_id, of_media_id__in=wanted
    ).values_list("of_media_id", flat=True)
    if missing := wanted - set(known):
        raise ValidationError({"of_media_ids": f"{mass.creator} has no media {', '.join(map(str, sorted(missing)))}."})


def chosen_fans(mass: MassMessage) -> dict[str, Any]:
    """The filters of `mass`, checked. Raises `ValidationError`."""
    form = audience.AudienceForm(mass.filters)
    if not isinstance(mass.filters, dict) or not form.is_valid():
        raise ValidationError({"filters": [f"{n}: {' '.join(map(str, why))}" for n, why in form.errors.items()]})
    return form.cleaned_data


def start_mass_message(*, actor: Actor, mass: MassMessage, at: dt.datetime | None = None) -> None:
    """Begin to send, or at `at`. Who gets it is decided at the beginning, all at once.

    Raises `ValidationError` if it has been started, has no author, or nobody would get it, and for what
    `save_mass_message` refuses: rules may be newer than the draft.
    """
    _must_be_allowed(actor, mass)
    with transaction.atomic():
        row = _locked(mass)
        if not row.is_written:
            raise ValidationError("It has been started already.")
        if row.created_by_id is None:
            raise ValidationError("It needs an author: a member of the team in whose name it is sent.")
        _check_content(row)
        if at is not None and at > timezone.now():
            row.status, row.scheduled_for = Status.SCHEDULED, at
            row.save(update_fields=["status", "scheduled_for"])
            record_audit(actor=actor, action="scheduled mass message", row=row)
        else:
            _begin(actor, row)
    mass.refresh_from_db()


def _begin(actor: Actor, row: MassMessage) -> None:
    row.total = _fix_recipients(actor, row)
    if not row.total:
        raise ValidationError("Nobody would get it: no fan fits what you have chosen.")
    row.status, row.status_reason, row.started_at = Status.RUNNING, "", timezone.now()
    row.next_batch_at = row.started_at
    row.save(update_fields=["total", "status", "status_reason", "started_at", "next_batch_at"])
    record_audit(actor=actor, action="started mass message", row=row, changes={"fans": row.total})
    tasks.defer_mass_batch(row.agency_id, row.pk)


def _fix_recipients(actor: Actor, row: MassMessage) -> int:
    """Write down who gets it, in one statement however many they are."""
    chats = audience.recipients(audience_of(actor, row.creator_id), chosen_fans(row), row.of_media_ids)
    select, parameters = chats.order_by().values_list("pk", flat=True).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO chats_massrecipient (id, agency_id, created_at, mass_message_id, chat_id, status, reason) "
            "SELECT gen_random_uuid(), %s, now(), %s, fan.id, %s, '' "
            f"FROM ({select}) AS fan (id) ON CONFLICT (agency_id, mass_message_id, chat_id) DO NOTHING",
            [row.agency_id, row.pk, MassRecipient.Status.WAITING, *parameters],
        )
    return int(MassRecipient.objects.filter(agency_id=row.agency_id, mass_message_id=row.pk).count())


def audience_of(actor: Actor, creator_id: UUID) -> Any:
    """The chats of a creator that the actor may see: of whom `chats.audience` chooses."""
    return Chat.objects.visible_to(actor).filter(creator_id=creator_id)


def pause_mass_message(*, actor: Actor, mass: MassMessage) -> None:
    """Send nothing more for now."""
    _must_be_allowed(actor, mass)
    with transaction.atomic():
        row = _locked(mass)
        if row.status not in (Status.RUNNING, Status.SCHEDULED):
            raise ValidationError(f"It is {row.get_status_display()}, so there is nothing to pause.")
        # One that has not begun goes back to being a draft.
        row.status = Status.PAUSED if row.started_at else Status.DRAFT
        row.status_reason = ""
        row.save(update_fields=["status", "status_reason"])
        record_audit(actor=actor, action="paused mass message", row=row)
    mass.refresh_from_db()


def resume_mass_message(*, actor: Actor, mass: MassMessage) -> None:
    """Go on where it was paused."""
    _must_be_allowed(actor, mass)
    with transaction.atomic():
        row = _locked(mass)
        if row.status != Status.PAUSED:
            raise ValidationError(f"It is {row.get_status_display()}, so it cannot be resumed.")
        if row.started_at is None:
            _begin(actor, row)
            return
        row.status, row.status_reason, row.next_batch_at = Status.RUNNING, "", timezone.now()
        row.save(update_fields=["status", "status_reason", "next_batch_at"])
        record_audit(actor=actor, action="resumed mass message", row=row)
        tasks.defer_mass_batch(row.agency_id, row.pk)
    mass.refresh_from_db()


def cancel_mass_message(*, actor: Actor, mass: MassMessage) -> None:
    """Stop for good; a job takes back what has not left yet."""
    _must_be_allowed(actor, mass)
    with transaction.atomic():
        row = _locked(mass)
        if not row.is_open:
            raise ValidationError(f"It is {row.get_status_display()} already.")
        waiting = row.recipients.filter(status=MassRecipient.Status.WAITING)
        row.skipped += waiting.update(status=MassRecipient.Status.SKIPPED, reason="cancelled")
        row.status, row.status_reason, row.finished_at = Status.CANCELLED, "", timezone.now()
        row.save(update_fields=["skipped", "status", "status_reason", "finished_at"])
        record_audit(actor=actor, action="cancelled mass message", row=row)
        tasks.take_back_mass.defer(agency_id=str(row.agency_id), mass_id=str(row.pk))
    mass.refresh_from_db()


def take_back_queued(*, agency_id: UUID, mass_id: UUID) -> int:
    """Remove some messages of a cancelled mass message that still wait to be sent; return how many.

    Call it in the agency's scope until it returns 0.
    """
    with transaction.atomic():
        row = MassMessage.objects.select_for_update(no_key=True).get(agency_id=agency_id, pk=mass_id)
        if row.status != Status.CANCELLED:
            return 0
        queued = Message.objects.filter(
            agency_id=agency_id, status=MessageStatus.QUEUED, mass_recipients__mass_message_id=mass_id
        )
        messages = list(
            queued.order_by("chat_id").select_for_update(of=("self",), skip_locked=True)[:TAKEN_BACK_AT_ONCE]
        )
        ids, chats = [m.pk for m in messages], [m.chat_id for m in messages]
        row.recipients.filter(message_id__in=ids).update(
            status=MassRecipient.Status.SKIPPED, reason="cancelled, taken back", message=None
        )
        Message.objects.filter(agency_id=agency_id, pk__in=ids).delete()
        SentMedia.objects.filter(
            agency_id=agency_id,
            chat_id__in=chats,
            of_media_id__in=row.of_media_ids,
            bought_at__isnull=True,
            sent_at__gte=row.started_at,
        ).delete()
        refresh_summaries(agency_id, chats)
        taken_back = list(zip(chats, ids, strict=True))
        live.announce_messages(agency_id=agency_id, creator_id=row.creator_id, messages=taken_back, kind=live.REMOVED)
        row.sent, row.skipped = row.sent - len(ids), row.skipped + len(ids)
        row.save(update_fields=["sent", "skipped"])
    return len(ids)


def results_of(mass: MassMessage) -> Results:
    """What was bought of it. One query that costs as much as it has recipients, whatever else was sent."""
    bought = Q(message__unlocked=True, message__deleted_at__isnull=True)
    found = mass.recipients.filter(status=MassRecipient.Status.SENT).aggregate(
        unlocked=Count("pk", filter=bought), earned=Sum("message__price", filter=bought)
    )
    return Results(found["unlocked"], found["earned"] or Decimal(0))


def _locked(mass: MassMessage) -> MassMessage:
    """The row as it is now. Whoever changes or sends a mass message holds this lock first."""
    row: MassMessage = (
        MassMessage.objects.select_for_update(no_key=True, of=("self",))
        .select_related("creator")
        .get(agency_id=mass.agency_id, pk=mass.pk)
    )
    return row
