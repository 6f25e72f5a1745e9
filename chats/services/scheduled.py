"""Replies for later: they leave as the replies that they then are, under the rules of that moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.models import Membership
from agencies.scope import RANK, Actor, Role
from agencies.services import record_audit
from agencies.tenancy import agency_scope
from chats import tasks
from chats.models import Chat, Message, ScheduledMessage
from chats.services.drafts import discard_draft, known_draft_id
from chats.services.messages import send_message
from chats.services.outgoing_rules import (
    MAX_TEXT_LENGTH,
    check_limits,
    check_offer,
    check_words_and_media,
    media_to_send,
)

#: Replies that one run of the job hands over in an agency.
AT_ONCE = 200
MOST_DAYS_AHEAD = 365


def schedule_message(
    *,
    actor: Actor,
    chat: Chat,
    text: str,
    send_at: dt.datetime,
    price: Decimal | None = None,
    of_media_ids: Collection[int] = (),
    confirmed: bool = False,
    author: Membership | None = None,
    ai_response_id: UUID | None = None,
    typed_text: str = "",
) -> ScheduledMessage:
    """Send a reply at `send_at`, in the name of who writes it; an API key, which is nobody, names an `author`.
    `ai_response_id` is the AI draft that it began as, `typed_text` what was typed where the text is its translation.

    Raises as `send_message` does, and `ValidationError` for a time that is past or an author who cannot be.
    """
    if not actor.may("add", ScheduledMessage):
        raise PermissionDenied
    author_id = _author_id(actor, author)
    row = ScheduledMessage(agency_id=chat.agency_id, chat=chat, author_id=author_id)
    row.ai_response_id = known_draft_id(chat, ai_response_id)
    row.typed_text = typed_text.strip()[:MAX_TEXT_LENGTH]
    _write(row, text, send_at, price, of_media_ids, confirmed)
    with transaction.atomic():
        row.save()
        tasks.defer_scheduled(row.agency_id, row.pk, row.send_at)
        discard_draft(actor=actor, chat=chat)
        if actor.membership_id is None:
            record_audit(actor=actor, action="scheduled message", row=row)
    return row


def change_scheduled(
    *,
    actor: Actor,
    row: ScheduledMessage,
    text: str,
    send_at: dt.datetime,
    price: Decimal | None,
    of_media_ids: Collection[int],
    confirmed: bool = False,
) -> ScheduledMessage:
    """Write a reply for later anew; one that failed waits again.

    Raises as `schedule_message` and `cancel_scheduled` do.
    """
    _own_or_refuse(actor, row)
    with transaction.atomic():
        locked = _locked(row.agency_id, row.pk)
        if locked is None:
            raise ValidationError("Too late: this reply has left already.")
        _write(locked, text, send_at, price, of_media_ids, confirmed)
        locked.status, locked.failure_reason = ScheduledMessage.Status.WAITING, ""
        locked.save()
        tasks.defer_scheduled(locked.agency_id, locked.pk, locked.send_at)
        record_audit(actor=actor, action="changed scheduled message", row=locked)
    return locked


def _write(
    row: ScheduledMessage,
    text: str,
    send_at: dt.datetime,
    price: Decimal | None,
    of_media_ids: Collection[int],
    confirmed: bool,
) -> None:
    """Put into the row what holds to the rules."""
    text, now = text.strip(), timezone.now()
    if not now < send_at < now + dt.timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError({"send_at": "Choose a time that is still to come, within a year."})
    check_limits(text, price, of_media_ids)
    media_to_send(row.chat, of_media_ids)
    check_offer(row.chat, price, of_media_ids)
    # What only flags the chat does so when the message leaves.
    check_words_and_media(row.chat, text, of_media_ids, confirmed=confirmed, member_id=row.author_id)
    row.text, row.send_at, row.price = text, send_at, price or None
    row.of_media_ids = list(dict.fromkeys(of_media_ids))


def _author_id(actor: Actor, author: Membership | None) -> UUID:
    if actor.membership_id is not None:
        if author is not None and author.pk != actor.membership_id:
            raise ValidationError({"author": "You write in your own name: leave the author out."})
        return actor.membership_id
    if actor.api_key_id is None:
        raise PermissionDenied
    if author is None:
        raise ValidationError({"author": "A key is nobody: name the member in whose name the message will be sent."})
    if RANK[author.role] > actor.rank:
        raise ValidationError({"author": "Name a member whose role is not above the key's."})
    return author.pk  # type: ignore[no-any-return]


def cancel_scheduled(*, actor: Actor, row: ScheduledMessage) -> None:
    """Cancel a reply for later. Raises `PermissionDenied` for a colleague's, `ValidationError` if it has left."""
    _own_or_refuse(actor, row)
    with transaction.atomic():
        rows = ScheduledMessage.objects.select_for_update().filter(agency_id=row.agency_id, pk=row.pk)
        if not rows.exclude(status=ScheduledMessage.Status.SENT).exists():
            raise ValidationError("Too late: this reply has left already.")
        record_audit(actor=actor, action="cancelled scheduled message", row=row)
        row.delete()


def send_scheduled_now(*, actor: Actor, row: ScheduledMessage) -> Message:
    """Do not wait any longer. Raises as `send_message` does."""
    _own_or_refuse(actor, row)
    with transaction.atomic():
        locked = _locked(row.agency_id, row.pk)
        if locked is None:
            raise ValidationError("Too late: this reply has left already.")
        return _hand_over(actor, locked)


def send_due(*, agency_id: UUID) -> int:
    """Hand over what is due in the agency, each exactly once however many workers do it; return how many were tried."""
    with agency_scope(agency_id):
        due = ScheduledMessage.objects.filter(
            agency_id=agency_id, status=ScheduledMessage.Status.WAITING, send_at__lte=timezone.now()
        )
        ids = list(due.order_by("send_at").values_list("pk", flat=True)[:AT_ONCE])
    for pk in ids:
        with agency_scope(agency_id):
            _send_due(agency_id, pk)
    return len(ids)


def send_if_due(*, agency_id: UUID, scheduled_id: UUID) -> None:
    """Hand this one over if its time has come; what was cancelled, put off or sent meanwhile is left alone."""
    with agency_scope(agency_id):
        _send_due(agency_id, scheduled_id)


def _send_due(agency_id: UUID, pk: UUID) -> None:
    row = _locked(agency_id, pk)
    if row is None or row.status != ScheduledMessage.Status.WAITING or row.send_at > timezone.now():
        return
    try:
        with transaction.atomic():
            _hand_over(_author_of(row), row)
    except ValidationError as error:
        _fail(row, " ".join(error.messages))
    except PermissionDenied:
        _fail(row, "Its author may not write in this chat any more.")


def _locked(agency_id: UUID, pk: UUID) -> ScheduledMessage | None:
    """The row, if nobody else is at it and it has not left."""
    rows = ScheduledMessage.objects.select_for_update(skip_locked=True, of=("self",))
    found: ScheduledMessage | None = (
        rows.filter(agency_id=agency_id, pk=pk).exclude(status=ScheduledMessage.Status.SENT).first()
    )
    return found


def _author_of(row: ScheduledMessage) -> Actor:
    """The author as they are now. Raises `PermissionDenied` if they left, or lost the creator."""
    author = Membership.objects.select_related("agency", "user").get(agency_id=row.agency_id, pk=row.author_id)
    actor = Actor.from_membership(author)
    works_here = author.is_active and author.user.is_active
    if not works_here or not Chat.objects.visible_to(actor).filter(pk=row.chat_id).exists():
        raise PermissionDenied
    return actor


def _hand_over(actor: Actor, row: ScheduledMessage) -> Message:
    """Warnings were answered when it was written; blocked words and lost media still stop it."""
    message = send_message(
        actor=actor,
        chat=row.chat,
        text=row.text,
        price=row.price,
        of_media_ids=row.of_media_ids,
        confirmed=True,
        message_id=uuid5(row.pk, "message"),
        ai_response_id=row.ai_response_id,
        typed_text=row.typed_text,
    )
    row.status, row.failure_reason, row.message = ScheduledMessage.Status.SENT, "", message
    row.save(update_fields=["status", "failure_reason", "message"])
    return message


def _fail(row: ScheduledMessage, reason: str) -> None:
    row.status, row.failure_reason = ScheduledMessage.Status.FAILED, reason[:300]
    row.save(update_fields=["status", "failure_reason"])


def _own_or_refuse(actor: Actor, row: ScheduledMessage) -> None:
    is_own = actor.membership_id is not None and row.author_id == actor.membership_id
    if not (is_own or (actor.role != Role.CHATTER and actor.may("delete", row))):
        raise PermissionDenied
