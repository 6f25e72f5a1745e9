"""The database's side of a request for drafts: what is needed to begin, and what is kept of it. Runs in threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.statements import first_row
from agencies.tenancy import agency_scope
from chats.ai.asking import Asked
from chats.ai.calls import call_row
from chats.ai.context import situation_of
from chats.ai.prompts import built_in
from chats.ai.providers.base import Situation
from chats.ai.setup import Setup, setup_of
from chats.guard.flagging import flag
from chats.guard.looking import Seen
from chats.guard.rules import rules_in_force
from chats.models import (
    AICall,
    AIExperiment,
    AIProvider,
    AIResponse,
    Chat,
    DraftRequest,
    GuardEvent,
    GuardRule,
    PromptVersion,
)

PROBLEM_LENGTH = 300
Status = DraftRequest.Status
_NAMES = [field.attname for field in DraftRequest._meta.concrete_fields]
# One statement decides between two who begin at once.
_TAKE = f"""
UPDATE chats_draftrequest AS request SET status = 'running', started_at = %(now)s
FROM chats_chat AS chat
WHERE request.agency_id = %(agency)s AND request.id = %(request)s AND request.status = 'waiting'
    AND chat.agency_id = request.agency_id AND chat.id = request.chat_id
RETURNING chat.creator_id, {", ".join(f"request.{name}" for name in _NAMES)}
"""
_END = """
UPDATE chats_draftrequest SET status = %(status)s, problem = %(problem)s, prompt_version = %(version)s,
    finished_at = %(now)s
WHERE agency_id = %(agency)s AND id = %(request)s
"""


@dataclass(frozen=True)
class Job:
    """A request that this process works on, with all that is needed for it."""

    request: DraftRequest
    chat: Chat
    situation: Situation
    setup: Setup
    #: In the order in which they are asked.
    providers: list[AIProvider]
    guard: list[GuardRule]


@dataclass(frozen=True)
class Written:
    """A draft as it is kept: whole, or held back with what the guard has `seen`."""

    number: int
    asked: Asked
    text: str
    seen: tuple[Seen, ...] = ()
    #: Why it is not shown; empty if it is.
    held_because: str = ""
    pk: UUID = field(default_factory=uuid7)


def begin(agency_id: UUID, request_id: UUID) -> Job | None:
    """Take a request that waits. None if it is somebody else's, or not there (any more)."""
    with agency_scope(agency_id):
        request = _take(agency_id, request_id)
        if request is None:
            return None
        setup = setup_of(agency_id, request.chat.creator_id)
        own = _own_way(request)
        providers, prompt = setup.providers, setup.prompt or built_in(agency_id, PromptVersion.Kind.REPLY)
        if own:
            provider, prompt = own[0], own[1] or prompt
            others = [row for row in providers if row.pk != provider.pk]
            providers = [provider, *others] if provider.is_active else others
        situation = situation_of(chat=request.chat, settings=setup.settings, prompt=prompt)
        return Job(request, request.chat, situation, setup, providers, rules_in_force(agency_id))


def _take(agency_id: UUID, request_id: UUID) -> DraftRequest | None:
    """The request with so much of its chat as is needed; the rest is read when it is asked for."""
    taken = first_row(_TAKE, agency=agency_id, request=request_id, now=timezone.now())
    if taken is None:
        return None
    creator_id, *row = taken
    request: DraftRequest = DraftRequest.from_db(DEFAULT_DB_ALIAS, _NAMES, row)
    told = ["id", "agency_id", "creator_id"], [request.chat_id, agency_id, creator_id]
    request.chat = Chat.from_db(DEFAULT_DB_ALIAS, *told)
    return request


def _own_way(request: DraftRequest) -> tuple[AIProvider, Any] | None:
    """Provider and prompt that the chat has in an experiment."""
    if request.experiment_id is None:
        return None
    letter = request.arm
    trials = AIExperiment.objects.filter(agency_id=request.agency_id, pk=request.experiment_id)
    trial = trials.select_related(f"provider_{letter}", f"prompt_{letter}").get()
    return getattr(trial, f"provider_{letter}"), getattr(trial, f"prompt_{letter}")


def keep(job: Job, written: Sequence[Written], asked: Iterable[Asked], end: dict[str, str] | None) -> list[AIResponse]:
    """Write drafts and calls down, in one transaction; `end` is how the request ended: `status` and `problem`."""
    request = job.request
    with agency_scope(request.agency_id):
        rows: list[AIResponse] = AIResponse.objects.insert([_row(job, draft) for draft in written])
        AICall.objects.insert([_call(job, each) for each in asked])
        for draft, row in zip(written, rows, strict=True):
            if draft.seen:
                flag(
                    chat=job.chat,
                    seen=draft.seen,
                    origin=GuardEvent.Origin.DRAFT,
                    ai_response=row,
                    member_id=request.requested_by_id,
                )
        if end:
            first_row(
                _END,
                agency=request.agency_id,
                request=request.pk,
                status=end["status"],
                problem=end["problem"][:PROBLEM_LENGTH],
                version=job.situation.prompt_version,
                now=timezone.now(),
            )
    return rows


def _row(job: Job, draft: Written) -> AIResponse:
    told, answer, request = draft.asked.told, draft.asked.answer, job.request
    row = AIResponse(
        id=draft.pk,
        agency_id=request.agency_id,
        chat=job.chat,
        request=request,
        number=draft.number,
        in_reply_to_id=request.in_reply_to_id,
        requested_by_id=request.requested_by_id,
        provider=told.provider.name,
        model=told.provider.model,
        prompt_version=job.situation.prompt_version,
        prompt_tokens=told.prompt_tokens,
        completion_tokens=told.completion_tokens,
        cost=job.setup.cost(told.provider.model, told.prompt_tokens, told.completion_tokens),
        first_token_ms=told.first_token_ms,
        latency_ms=told.latency_ms,
        draft_text=draft.text,
    )
    if answer:
        row.origin, row.price, row.of_media_ids = answer.origin, answer.price, list(answer.of_media_ids)
    if draft.held_because:
        row.hold_back(draft.held_because)
    return row


def _call(job: Job, asked: Asked) -> AICall:
    told = asked.told
    cost = job.setup.cost(told.provider.model, told.prompt_tokens, told.completion_tokens)
    return call_row(
        job.request.agency_id,
        AICall.Purpose.DRAFT,
        told,
        cost,
        chat_id=job.chat.pk,
        request_id=job.request.pk,
    )


def fail(agency_id: UUID, request_id: UUID, problem: str) -> None:
    """End a request that came to nothing."""
    with agency_scope(agency_id):
        rows = DraftRequest.objects.filter(agency_id=agency_id, pk=request_id)
        rows.exclude(status__in=[Status.DONE, Status.FAILED]).update(
            status=Status.FAILED, problem=problem[:PROBLEM_LENGTH], finished_at=timezone.now()
        )


def drafts_of(agency_id: UUID, request_id: UUID) -> tuple[DraftRequest | None, list[AIResponse]]:
    """A request as it stands, and the drafts that are whole."""
    with agency_scope(agency_id):
        request = DraftRequest.objects.filter(agency_id=agency_id, pk=request_id).first()
        if request is None:
            return None, []
        drafts = AIResponse.objects.filter(agency_id=agency_id, request_id=request_id)
        return request, list(drafts.order_by("number", "created_at"))
