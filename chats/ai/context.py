"""What a provider is told about a chat."""

from __future__ import annotations

import datetime as dt

from chats.ai.prompts import prompt_in_use
from chats.ai.providers.base import Situation
from chats.models import AISettings, Chat, Message, PromptVersion

_SHOWN = 30


def situation_of(
    *,
    chat: Chat,
    settings: AISettings | None = None,
    prompt: PromptVersion | None = None,
    until: dt.datetime | None = None,
) -> Situation:
    """The chat as it was at `until`, or as it is now. Call in the scope."""
    prompt = prompt or prompt_in_use(chat.agency_id, PromptVersion.Kind.REPLY)
    told = Message.objects.filter(agency_id=chat.agency_id, chat=chat, deleted_at=None).exclude(status="failed")
    if until:
        told = told.filter(sent_at__lte=until)
    latest = list(told.order_by("-sent_at", "-id")[:_SHOWN])[::-1]
    lines = tuple(
        {"role": "user" if message.direction == "in" else "assistant", "content": message.text} for message in latest
    )
    asked: list[Message] = []
    for message in reversed(latest):
        if message.direction != "in":
            break
        asked.insert(0, message)
    messages = ({"role": "system", "content": prompt.template}, *lines)
    return Situation(
        agency_id=chat.agency_id,
        creator_id=chat.creator_id,
        chat_id=chat.pk,
        in_reply_to=asked[-1].pk if asked else None,
        messages=messages,
        prompt_version=prompt.label,
        tokens=sum(len(message["content"]) for message in messages) // 4,
        question="\n".join(message.text for message in asked),
    )


def put_names_back(text: str, names: dict[str, str]) -> str:
    """The text with the names that stood behind placeholders."""
    for placeholder, name in names.items():
        text = text.replace(placeholder, name)
    return text
