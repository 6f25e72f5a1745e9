"""What a provider is told of a chat."""

from __future__ import annotations

from datetime import datetime

from chats.ai.prompts import prompt_in_use
from chats.ai.providers.base import Situation
from chats.ai.settings import ai_settings_of
from chats.ai.tokens import guess
from chats.models import AISettings, Chat, Message, PromptVersion
from chats.models.chat import Direction


def situation_of(
    *,
    chat: Chat,
    settings: AISettings | None = None,
    prompt: PromptVersion | None = None,
    until: datetime | None = None,
) -> Situation:
    """The chat as it is, or as it was at `until`. Call in scope."""
    settings = settings or ai_settings_of(chat.agency_id)
    prompt = prompt or prompt_in_use(chat.agency_id, PromptVersion.Kind.REPLY)
    messages = Message.objects.in_chat(chat).filter(deleted_at__isnull=True)
    if until:
        messages = messages.filter(sent_at__lt=until)
    shown = list(messages.latest_first()[: settings.history_messages])[::-1]
    asked = [message for message in shown if message.direction == Direction.IN]
    told = [{"role": "system", "content": prompt.template}]
    told += [{"role": "user" if m.direction == Direction.IN else "assistant", "content": m.text} for m in shown]
    return Situation(
        agency_id=chat.agency_id,
        creator_id=chat.creator_id,
        chat_id=chat.pk,
        in_reply_to=asked[-1].pk if asked else None,
        messages=tuple(told),
        prompt_version=prompt.label,
        tokens=sum(guess(each["content"]) for each in told),
        question=asked[-1].text if asked else "",
    )


def put_names_back(text: str, names: dict[str, str]) -> str:
    """`text` with the names that placeholders stand for."""
    for placeholder, name in names.items():
        text = text.replace(placeholder, name)
    return text
