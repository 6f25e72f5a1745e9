"""What people do with AI drafts: ask for them, take them into a reply, reject them, or leave them to expire."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from rapidfuzz.distance import Levenshtein

from agencies import changes
from agencies.models import Membership
from agencies.scope import Actor
from agencies.services import record_audit
from agencies.statements import Slot, Statement, compiled
from agencies.tenancy import agency_scope
from chats import tasks
from chats.ai.experiments import arm_of
from chats.ai.settings import ai_settings_of
from chats.guard.flagging import flag, why_no_drafts
from chats.guard.looking import held_because, look
from chats.guard.rules import rules_in_force
from chats.models import (
    AIResponse,
    Chat,
    Draft,
    DraftRequest,
    GuardEvent,
    Message,
    ScheduledMessage,
    WordRule,
)
from chats.models.chat import Direction
from chats.models.message import Status as MessageStatus
from chats.services.outgoing_rules import check_limits, media_to_send
from chats.word_rules import matching

MOST_DRAFTS = 3
#: A reply that has less than this in common with the draft is one's own: 1 − edit distance ÷ length of the longer text.
LEAST_SIMILARITY = 0.2
#: The platform's clock and ours.
CLOCKS_DIFFER = dt.timedelta(minutes=5)
#: A request that was begun and has not ended by then was left by a process that died; none may take so long. One that
#: nobody has begun waits longer: there may be many before it.
STUCK_AFTER, WAITS_AT_MOST = dt.timedelta(minutes=6), dt.timedelta(hours=1)
OFF = "AI drafts are switched off for this agency. An owner or admin can switch them on under AI settings."
NOTHING_TO_ANSWER = "This fan has not written anything yet: there is nothing to answer."
LOST = "The server was restarted while this was being written. Ask again."
NOT_BEGUN = "Nobody has begun to write this in time. Ask again."
Status, Open = AIResponse.Status, DraftRequest.Status
_REQUEST = [field.attname for field in DraftRequest._meta.concrete_fields]


def request_drafts(
    *, actor: Actor, chat: Chat, wanted: int | None = None, anew: bool = True, in_worker: bool = False
) -> DraftRequest:
    """Ask for up to `wanted` drafts (at most the agency's number); they are made by whoever shows them, or `in_worker`.

    A request of the same member for the same message that is still at work is returned as it is, and unless `anew`
    also one whose drafts nobody has decided about. Raises `PermissionDenied`, and `ValidationError` with the reason
    why there are no drafts here.
    """
    if not actor.may("add", DraftRequest):
        raise PermissionDenied
    settings = ai_settings_of(chat.agency_id)
    if not settings.is_enabled:
        raise ValidationError(OFF)
    if reason := why_no_drafts(chat):
        raise ValidationError(reason)
    asked = _last_said().run({"agency": chat.agency_id, "chat": chat.pk})
    if not asked:
        raise ValidationError(NOTHING_TO_ANSWER)
    asked_id = asked[0][0]
    lifetime = dt.timedelta(minutes=settings.expire_minutes)
    if found := _same(actor, chat, asked_id, lifetime, anew=anew):
        return found
    arm = arm_of(chat)
    _expire_in(chat, lifetime)
    with transaction.atomic(savepoint=in_worker):
        request = DraftRequest(
            agency_id=chat.agency_id,
            chat=chat,
            in_reply_to_id=asked_id,
            requested_by_id=actor.membership_id,
            wanted=max(1, min(wanted or MOST_DRAFTS, settings.drafts, MOST_DRAFTS)),
            experiment=arm.experiment if arm else None,
            arm=arm.letter if arm else "",
        )
        DraftRequest.objects.insert([request])
        if in_worker:
            tasks.defer_drafts(request.agency_id, request.pk)
    return request


def _in_chat(model: Any, **more: Any) -> Any:
    slots = {f"{name}_id": Slot(name, model._meta.get_field(name)) for name in ("agency", "chat")}
    return model.objects.filter(**slots, **more)


# Whoever asks for a draft waits for these, so they are compiled once.
@functools.cache
def _last_said() -> Statement:
    said = _in_chat(Message, direction=Direction.IN, deleted_at__isnull=True)
    return cast(Statement, compiled(said.latest_first().values_list("pk")[:1]))


@functools.cache
def _last_request() -> Statement:
    own = _in_chat(DraftRequest, requested_by_id=Slot("member", Membership._meta.pk))
    return cast(Statement, compiled(own.order_by("-created_at").values_list(*_REQUEST)[:1]))


@functools.cache
def _left_alone() -> Statement:
    before = Slot("before", AIResponse._meta.get_field("created_at"))
    return cast(
        Statement, compiled(_in_chat(AIResponse, status=Status.SUGGESTED, created_at__lte=before).values_list("pk"))
    )


def _same(actor: Actor, chat: Chat, asked_id: UUID, lifetime: dt.timedelta, *, anew: bool) -> DraftRequest | None:
    """The member's own request that still serves."""
    if actor.membership_id is None:
        return None
    told = _last_request().run({"agency": chat.agency_id, "chat": chat.pk, "member": actor.membership_id})
    if not told:
        return None
    last: DraftRequest = DraftRequest.from_db(DEFAULT_DB_ALIAS, _REQUEST, told[0])
    is_over = last.status == Open.FAILED or (last.status == Open.DONE and anew)
    if is_over or last.in_reply_to_id != asked_id or last.created_at <= timezone.now() - lifetime:
        return None
    if last.status != Open.DONE:
        return last if last.created_at > timezone.now() - STUCK_AFTER else None
    drafts = AIResponse.objects.filter(agency_id=chat.agency_id, request=last, status=Status.SUGGESTED)
    return last if drafts.exists() else None


def reject_draft(
    *, actor: Actor, draft: AIResponse, reason: str = AIResponse.RejectReason.OTHER, note: str = ""
) -> AIResponse:
    """Say that a draft will not do. Raises `ValidationError` if it is decided on already, or for no such reason."""
    if not actor.may("change", draft):
        raise PermissionDenied
    if reason not in AIResponse.RejectReason.values or reason == AIResponse.RejectReason.GUARD:
        raise ValidationError({"reason": "Choose one of the reasons."})
    with transaction.atomic():
        row = _undecided(draft)
        row.status, row.reject_reason, row.reject_note = Status.REJECTED, reason, note.strip()[:300]
        _decide(row, actor)
        if actor.membership_id is None:
            record_audit(actor=actor, action="rejected draft", row=row)
    return row


def record_draft(*, actor: Actor, chat: Chat, draft_text: str, **fields: Any) -> AIResponse:
    """Keep a draft that another program has made, so that it is accounted for as our own are.

    What the guard or a word rule holds back is kept as rejected. Raises `PermissionDenied`, and `ValidationError` with
    the reason why there are no drafts here, or for what no message could be.
    """
    if not actor.may("add", AIResponse):
        raise PermissionDenied
    if reason := why_no_drafts(chat):
        raise ValidationError({"chat": reason})
    of_media_ids = fields.get("of_media_ids") or []
    check_limits(draft_text, fields.get("price"), of_media_ids)
    media_to_send(chat, of_media_ids)
    seen = look(rules_in_force(chat.agency_id), draft_text, side="team")
    row = AIResponse(
        agency_id=chat.agency_id, chat=chat, draft_text=draft_text, requested_by_id=actor.membership_id, **fields
    )
    blocked = WordRule.objects.filter(agency_id=chat.agency_id, action=WordRule.Action.BLOCK)
    if reason := held_because(seen, matching(blocked.in_force(chat.creator_id), draft_text)):
        row.hold_back(reason)
    with transaction.atomic():
        row.save()
        flag(chat=chat, seen=seen, origin=GuardEvent.Origin.DRAFT, ai_response=row, member_id=actor.membership_id)
        record_audit(actor=actor, action="added", row=row)
    return row


def accept_draft(*, actor: Actor, draft: AIResponse, message: Message) -> AIResponse:
    """The draft was sent as this message, which somebody else has brought to the fan.

    Raises `ValidationError` if it is decided on already, or cannot have become this message.
    """
    if not actor.may("change", draft):
        raise PermissionDenied
    if reason := _why_not(draft, message):
        raise ValidationError({"sent_message": reason})
    with transaction.atomic():
        row = _undecided(draft)
        _take(row, message, actor)
        record_audit(actor=actor, action="accepted draft", row=row)
    return row


def take_draft(*, actor: Actor, message: Message, ai_response_id: UUID) -> AIResponse | None:
    """Keep with a message that is sent now which draft it began as; call in its transaction.

    None, and nothing is kept, for a draft that is not this chat's, was rejected or is another message's, and where
    next to nothing of it is left; that one expires. What waited in the box past its time is taken all the same.
    """
    rows = AIResponse.objects.select_for_update(of=("self",), no_key=True).filter(
        agency_id=message.agency_id, chat_id=message.chat_id, pk=ai_response_id
    )
    draft: AIResponse | None = rows.filter(status__in=[Status.SUGGESTED, Status.EXPIRED]).first()
    if draft is None:
        return None
    if _similarity(draft, message) < LEAST_SIMILARITY:
        if draft.status == Status.SUGGESTED:
            draft.status = Status.EXPIRED
            _decide(draft, actor)
        return None
    _take(draft, message, actor)
    return draft


def give_back_draft(*, message: Message) -> UUID | None:
    """A message is taken back: its draft is undecided again. Returns the draft's id; call in the transaction."""
    taken = AIResponse.objects.select_for_update(of=("self",), no_key=True).filter(
        agency_id=message.agency_id, sent_message=message
    )
    draft = taken.first()
    if draft is None:
        return None
    draft.status, draft.sent_message, draft.final_text, draft.edit_distance = Status.SUGGESTED, None, "", None
    draft.decided_at = draft.decided_by = None
    draft.save(update_fields=["status", "sent_message", "final_text", "edit_distance", "decided_at", "decided_by"])
    return draft.pk  # type: ignore[no-any-return]


def _why_not(draft: AIResponse, message: Message) -> str:
    """Why the draft cannot have become this message; "" if it can."""
    is_gone = message.deleted_at is not None or message.status == MessageStatus.FAILED
    if message.chat_id != draft.chat_id or message.direction != Direction.OUT or is_gone:
        return "Name a message that went to the fan of this chat."
    if message.sent_at < draft.created_at - CLOCKS_DIFFER:
        return "That message was sent before there was this draft."
    if _similarity(draft, message) < LEAST_SIMILARITY:
        return "Next to nothing of the draft is in that message: it is one's own. Reject the draft, or let it expire."
    return ""


def _similarity(draft: AIResponse, message: Message) -> float:
    return float(Levenshtein.normalized_similarity(draft.draft_text.strip(), message.text))


def _take(draft: AIResponse, message: Message, actor: Actor) -> None:
    distance = Levenshtein.distance(draft.draft_text.strip(), message.text)
    draft.status = Status.EDITED if distance else Status.ACCEPTED
    draft.edit_distance, draft.final_text, draft.sent_message = distance, message.text, message
    _decide(draft, actor)


def _undecided(draft: AIResponse) -> AIResponse:
    """The draft, held. Raises `ValidationError` if somebody was faster."""
    row: AIResponse = AIResponse.objects.select_for_update(of=("self",), no_key=True).get(
        agency_id=draft.agency_id, pk=draft.pk
    )
    if row.status != Status.SUGGESTED:
        raise ValidationError(f"This draft is {row.status} already, which is final.")
    return row


def _decide(row: AIResponse, actor: Actor) -> None:
    row.decided_at, row.decided_by_id = timezone.now(), actor.membership_id
    row.save()
    row.note(row.status)


def expire_drafts(*, agency_id: UUID) -> int:
    """Let drafts expire that nobody has decided about in time; return how many."""
    with agency_scope(agency_id):
        return _expire(_suggested(agency_id, dt.timedelta(minutes=ai_settings_of(agency_id).expire_minutes)))


def _expire_in(chat: Chat, lifetime: dt.timedelta) -> None:
    """The same in one chat. Mostly there are none, which is seen quickly."""
    values = {"agency": chat.agency_id, "chat": chat.pk, "before": timezone.now() - lifetime}
    if old := _left_alone().run(values):
        _expire(_suggested(chat.agency_id, lifetime).filter(pk__in=[pk for (pk,) in old]))


def _suggested(agency_id: UUID, lifetime: dt.timedelta) -> Any:
    """Drafts past their time, save those that are in a reply that is begun or waits for its time."""
    old = AIResponse.objects.filter(
        agency_id=agency_id, status=Status.SUGGESTED, created_at__lte=timezone.now() - lifetime
    )
    used: dict[str, Any] = {"agency_id": OuterRef("agency_id"), "ai_response_id": OuterRef("pk")}
    waiting = ScheduledMessage.objects.filter(**used).exclude(status=ScheduledMessage.Status.SENT)
    return old.exclude(Exists(Draft.objects.filter(**used))).exclude(Exists(waiting))


def _expire(drafts: Any) -> int:
    ids: dict[UUID, list[UUID]] = {}
    with transaction.atomic():
        for agency_id, pk in drafts.select_for_update(of=("self",), skip_locked=True).values_list("agency_id", "pk"):
            ids.setdefault(agency_id, []).append(pk)
        for agency_id, pks in ids.items():
            rows = AIResponse.objects.filter(agency_id=agency_id, pk__in=pks)
            rows.update(status=Status.EXPIRED, decided_at=timezone.now())
            changes.note(model=AIResponse, agency_id=agency_id, ids=pks, event=Status.EXPIRED)
    return sum(map(len, ids.values()))


def fail_stuck_requests(*, agency_id: UUID) -> int:
    """End the requests that no process works on any more; return how many."""
    with agency_scope(agency_id):
        now, rows = timezone.now(), DraftRequest.objects.filter(agency_id=agency_id)
        left = rows.filter(status=Open.RUNNING, started_at__lte=now - STUCK_AFTER)
        waiting = rows.filter(status=Open.WAITING, created_at__lte=now - WAITS_AT_MOST)
        number = left.update(status=Open.FAILED, problem=LOST, finished_at=now)
        return int(number + waiting.update(status=Open.FAILED, problem=NOT_BEGUN, finished_at=now))
