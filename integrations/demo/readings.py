"""What guard and AI have read in some chats of the demo: flags, known facts and a translation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from agencies.models import Agency, Membership
from chats.guard.reading import look_at
from chats.models import FanSummary, GuardEvent, Message, Translation
from integrations.demo import content

#: Chats with known facts, and facts of each; and chats among which some are flagged.
KNOWN, FACTS, WATCHED = 24, 3, 400
#: What flags a chat was written within so many days.
RECENT = dt.timedelta(days=2)
PROVIDER, MODEL = "openai", "gpt-4o-mini"


def let_read(agency: Agency, chat_ids: Sequence[Any], decides: Membership, now: dt.datetime) -> None:
    """Have it read; the last flag is a false alarm, as `decides` says."""
    said: Any = Message.objects.filter(agency=agency, direction="in", is_tip=False)
    unusual, watched = chat_ids[: content.UNUSUAL_CHATS], chat_ids[content.UNUSUAL_CHATS : WATCHED]
    _flag(agency, said.filter(chat_id__in=watched, sent_at__gte=now - RECENT), decides, now)
    for place, chat_id in enumerate(chat_ids[:KNOWN]):
        latest = said.filter(chat_id=chat_id).order_by("-sent_at", "-id")
        sources = list(latest.values_list("pk", "sent_at")[: 2 * FACTS])
        facts = [
            {
                "text": content.FACTS[(place + n) % len(content.FACTS)],
                "messages": [str(pk) for pk, _ in sources[n::FACTS]],
            }
            for n in range(min(FACTS, len(sources)))
        ]
        FanSummary.objects.create(
            agency=agency, chat_id=chat_id, provider=PROVIDER, model=MODEL, prompt_version="summary 0",
            facts=facts, read_until=sources[0][1] if sources else None,
        )  # fmt: skip
    for message in said.filter(chat_id__in=unusual, text__in=content.TRANSLATIONS):
        Translation.objects.create(
            agency=agency, message=message, language="English", text=content.TRANSLATIONS[message.text],
            provider=PROVIDER, model=MODEL,
        )  # fmt: skip


def _flag(agency: Agency, recent: Any, decides: Membership, now: dt.datetime) -> None:
    latest = recent.order_by("chat_id", "-sent_at", "-id").distinct("chat_id")
    told = list(zip(latest[: len(content.FORBIDDEN)], content.FORBIDDEN, strict=False))
    for message, text in told:
        Message.objects.filter(agency=agency, pk=message.pk).update(text=text)
    look_at(agency_id=agency.pk, message_ids=[message.pk for message, _ in told])
    for message, _ in told:
        GuardEvent.objects.filter(agency=agency, message=message).update(created_at=message.sent_at)
    if told:
        GuardEvent.objects.filter(agency=agency, message=told[-1][0]).update(
            status="dismissed", decided_by=decides, decided_at=now, decision_reason=content.FALSE_ALARM
        )
