"""Fan summaries: kept up to date by a job, made anew when somebody asks, and corrected by people."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from agencies.tenancy import agency_scope
from chats import tasks
from chats.ai.completing import writers_of
from chats.ai.prompts import prompt_in_use
from chats.ai.providers.base import ProviderError
from chats.ai.settings import ai_settings_of
from chats.ai.summaries import MOST_REMOVED, Reading, Summarised, is_removed, reading_of, summarise
from chats.ai.waiting import at_once
from chats.guard.flagging import why_no_drafts
from chats.live import announce as live
from chats.models import Chat, FanSummary, PromptVersion

#: New messages after which a summary is made anew, in chats in which something was said so lately.
NEW_MESSAGES, RECENT = 20, dt.timedelta(days=7)
#: However it ended, a chat is not read again before, nor more chats of an agency in one go.
REST, IN_ONE_GO = dt.timedelta(hours=1), 50
OFF = "Fan summaries are switched off. An owner or admin can switch them on under AI settings."
NOTHING_NEW = "Nothing has been written since the last summary."
FLAGGED = "No summary here for now: the guard has flagged this chat."

_DUE = """
SELECT chat.id FROM chats_chat AS chat
LEFT JOIN chats_fansummary AS summary ON summary.agency_id = chat.agency_id AND summary.chat_id = chat.id
WHERE chat.agency_id = %(agency)s AND chat.last_message_at >= %(recent)s
  AND (summary.read_until IS NULL OR chat.last_message_at > summary.read_until)
  AND NOT EXISTS (SELECT FROM chats_aicall AS call WHERE call.agency_id = chat.agency_id AND call.chat_id = chat.id
                  AND call.purpose = 'summary' AND call.created_at > %(rested)s)
  AND EXISTS (SELECT FROM chats_message AS message
              WHERE message.agency_id = chat.agency_id AND message.chat_id = chat.id AND message.deleted_at IS NULL
                AND message.sent_at > CASE WHEN summary.read_until IS NULL THEN '-infinity' ELSE summary.read_until END
              OFFSET %(new)s - 1 LIMIT 1)
ORDER BY chat.last_message_at DESC LIMIT %(limit)s
"""


def wake_summaries(*, agency_id: UUID) -> int:
    """Start the jobs of the chats that have enough that is new; return how many."""
    with agency_scope(agency_id):
        if not ai_settings_of(agency_id).writes_summaries or not _has_writer(agency_id):
            return 0
        now = timezone.now()
        with connection.cursor() as cursor:
            told: dict[str, Any] = {"agency": agency_id, "recent": now - RECENT, "rested": now - REST}
            cursor.execute(_DUE, told | {"new": NEW_MESSAGES, "limit": IN_ONE_GO})
            due = [row[0] for row in cursor.fetchall()]
    for chat_id in due:
        tasks.defer_summary(agency_id, chat_id)
    return len(due)


def _has_writer(agency_id: UUID) -> bool:
    # What providers there are and the budget hang on no creator.
    return bool(writers_of(agency_id, agency_id))


def refresh_summary(*, agency_id: UUID, chat_id: UUID) -> str:
    """Read what is new and keep the facts; return why there are none, "" if all is well. Call in no transaction.

    After a fault, or an answer that cannot be used, the old facts stay. Of two at once the first wins.
    """
    with agency_scope(agency_id):
        chat = Chat.objects.select_related("creator").filter(agency_id=agency_id, pk=chat_id).first()
        if chat is None:
            return ""
        reading = _begin(chat)
    if isinstance(reading, str):
        return reading
    try:
        made = at_once(summarise(reading))
    except ProviderError as error:
        return error.words
    with agency_scope(agency_id):
        _keep(chat, reading, made)
    return ""


def _begin(chat: Chat) -> Reading | str:
    """What is to be read, or why nothing is."""
    settings = ai_settings_of(chat.agency_id)
    if not settings.writes_summaries:
        return OFF
    if why_no_drafts(chat):
        return FLAGGED
    prompt = prompt_in_use(chat.agency_id, PromptVersion.Kind.SUMMARY)
    return reading_of(chat=chat, settings=settings, prompt=prompt) or NOTHING_NEW


def _keep(chat: Chat, reading: Reading, made: Summarised) -> None:
    FanSummary.objects.get_or_create(agency_id=chat.agency_id, chat=chat)
    row = _locked(chat)
    if row.read_until != reading.read_before:
        return
    # Somebody may have removed one meanwhile.
    row.facts = [fact for fact in made.facts if not is_removed(fact["text"], row.removed)]
    row.read_until, row.provider, row.model = reading.read_until, made.provider, made.model
    row.prompt_version = reading.situation.prompt_version
    row.save()
    live.announce(chat=chat, kind=live.CARD)


def remove_fact(*, actor: Actor, chat: Chat, text: str) -> None:
    """Remove a fact, which then does not come back; one that is gone is gone. Raises `PermissionDenied`."""
    if not actor.may("change", FanSummary):
        raise PermissionDenied
    if not FanSummary.objects.filter(agency_id=chat.agency_id, chat=chat).exists():
        return
    row = _locked(chat)
    kept = [fact for fact in row.facts if fact.get("text") != text]
    if len(kept) == len(row.facts):
        return
    row.facts, row.removed = kept, [*row.removed, text][-MOST_REMOVED:]
    row.save(update_fields=["facts", "removed", "updated_at"])
    live.announce(chat=chat, kind=live.CARD)
    record_audit(actor=actor, action="removed fact", row=chat)


def ask_for_summary(*, actor: Actor, chat: Chat) -> None:
    """Have a job make the summary anew. Raises `PermissionDenied`, and `ValidationError` with why there is none."""
    check_may_refresh(actor)
    reading = _begin(chat)
    if isinstance(reading, str):
        raise ValidationError(reading)
    tasks.defer_summary(chat.agency_id, chat.pk)


def check_may_refresh(actor: Actor) -> None:
    """Raises `PermissionDenied`."""
    if not actor.may("change", FanSummary):
        raise PermissionDenied


def _locked(chat: Chat) -> FanSummary:
    rows = FanSummary.objects.select_for_update(of=("self",), no_key=True)
    row: FanSummary = rows.get(agency_id=chat.agency_id, chat=chat)
    return row
