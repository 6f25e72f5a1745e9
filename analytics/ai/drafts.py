"""What became of drafts: sums over any of them, by whatever they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

from agencies.models import Creator
from agencies.scope import Role
from analytics.reports import Question
from chats.models import AIResponse

#: What sums can be asked for by; `arm` is the experiment's and "a" or "b".
GROUPS = ("day", "creator", "member", "provider", "model", "prompt_version", "arm")
STATUSES = list(AIResponse.Status.values)
#: Reasons of people; what the guard holds back nobody has looked at.
REASONS = [reason for reason in AIResponse.RejectReason.values if reason != "guard"]
_KEYS = {
    "day": "(draft.created_at AT TIME ZONE %(timezone)s)::date", "creator": "chat.creator_id",
    "member": "draft.requested_by_id", "provider": "draft.provider", "model": "draft.model",
    "prompt_version": "draft.prompt_version",
    "arm": "CASE WHEN request.arm <> '' THEN request.experiment_id::text || ' ' || request.arm ELSE '' END",
}  # fmt: skip
#: Of a draft that was sent: the fan wrote before our next message. One look into the thread's index each.
ANSWERED = """
LEFT JOIN LATERAL (
    SELECT chat_id, id, sent_at FROM chats_message WHERE agency_id = %(agency)s AND id = draft.sent_message_id OFFSET 0
) AS sent ON draft.sent_message_id IS NOT NULL
LEFT JOIN LATERAL (
    SELECT direction FROM chats_message
    WHERE agency_id = %(agency)s AND chat_id = sent.chat_id AND deleted_at IS NULL AND status <> 'failed'
      AND direction IN ('in', 'out') AND sent_at >= sent.sent_at AND (sent_at, id) > (sent.sent_at, sent.id)
    ORDER BY sent_at, id LIMIT 1
) AS next ON sent.id IS NOT NULL
"""
_IS_GUARD = "draft.status = 'rejected' AND draft.reject_reason = 'guard'"
_EDITED = "FILTER (WHERE draft.status = 'edited' AND draft.edit_distance IS NOT NULL)"


#: Columns of sums, and what each adds up.
SUMS: dict[str, str] = {
    "drafts": "count(*)",
    **{status: f"count(*) FILTER (WHERE draft.status = '{status}')" for status in STATUSES},
    "held_back": f"count(*) FILTER (WHERE {_IS_GUARD})",
    **{f"reason {one}": f"count(*) FILTER (WHERE draft.status = 'rejected' AND draft.reject_reason = '{one}')"
       for one in REASONS},
    "edits": f"COALESCE(sum(draft.edit_distance) {_EDITED}, 0)",
    "edits_known": f"count(*) {_EDITED}",
    "edited_length": f"COALESCE(sum(char_length(draft.draft_text)) {_EDITED}, 0)",
    "sent": "count(draft.sent_message_id)",
    "answered": "count(*) FILTER (WHERE next.direction = 'in')",
    "cost": "COALESCE(sum(draft.cost), 0)",
    "revenue": "COALESCE(sum(draft.revenue), 0)",
}  # fmt: skip
#: Columns that hold each draft's number.
LISTS = {"first_token_ms": "first_tokens", "latency_ms": "latencies"}
_EACH = "COALESCE(array_agg(draft.{column}) FILTER (WHERE draft.{column} IS NOT NULL), ARRAY[]::int[]) AS {name}"
_DRAFTS = """
FROM chats_airesponse AS draft
JOIN chats_chat AS chat ON chat.agency_id = %(agency)s AND chat.id = draft.chat_id
LEFT JOIN chats_draftrequest AS request ON request.agency_id = %(agency)s AND request.id = draft.request_id
"""
Key = tuple[Any, ...]
Sums = Mapping[str, Any]


def empty() -> dict[str, Any]:
    """The sums of no draft."""
    return {**dict.fromkeys(SUMS, 0), **{name: [] for name in LISTS.values()}}


def scope_values(question: Question) -> dict[str, Any]:
    """What statements about the question take: the agency, whose creators', whose drafts, from when to when."""
    creators = Creator.objects.visible_to(question.actor)
    if question.creators:
        creators = creators.filter(pk__in=question.creators)
    members = set(question.members)
    if question.actor.role == Role.CHATTER and question.actor.membership_id:
        # Their own work only; of somebody else's, nothing.
        members = {question.actor.membership_id} & (members or {question.actor.membership_id})
    return {
        "agency": question.actor.agency_id, "timezone": question.timezone, "start": question.start,
        "end": question.end, "creators": list(creators.values_list("pk", flat=True)), "members": list(members),
        "of_all": not (question.members or question.actor.role == Role.CHATTER),
    }  # fmt: skip


def draft_sums(question: Question, by: Collection[str] = ()) -> dict[Key, dict[str, Any]]:
    """Sums of the drafts made in these days, by key: a value for each of `by` (of `GROUPS`, in that order)."""
    groups = [group for group in GROUPS if group in by]
    columns = [f"{_KEYS[group]} AS {group}" for group in groups]
    sums = [f'{sql} AS "{name}"' for name, sql in SUMS.items()]
    lists = [_EACH.format(column=column, name=name) for column, name in LISTS.items()]
    statement = f"""
    SELECT {", ".join([*columns, *sums, *lists])} {_DRAFTS} {ANSWERED}
    WHERE draft.agency_id = %(agency)s AND draft.created_at >= %(start)s AND draft.created_at < %(end)s
      AND chat.creator_id = ANY(%(creators)s::uuid[])
      AND (%(of_all)s OR draft.requested_by_id = ANY(%(members)s::uuid[]))
    {"GROUP BY " + ", ".join(str(n + 1) for n in range(len(groups))) if groups else ""}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, scope_values(question))
        names = [*SUMS, *LISTS.values()]
        return {
            tuple(row[: len(groups)]): dict(zip(names, row[len(groups) :], strict=True)) for row in cursor.fetchall()
        }


def added_up(found: Mapping[Key, Sums], *places: int) -> dict[Key, dict[str, Any]]:
    """Sums by fewer keys: those at `places` of the keys there are."""
    result: dict[Key, dict[str, Any]] = defaultdict(empty)
    for key, sums in found.items():
        into = result[tuple(key[place] for place in places)]
        for name, value in sums.items():
            # Lists grow in place: they are as long as there are drafts.
            into[name] += value
    return dict(result)
