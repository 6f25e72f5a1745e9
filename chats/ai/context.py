"""What a provider is told: the prompt, what is known about the fan, and the conversation, within the token budget.

Instructions are in the system's message only, and nothing that a fan wrote, nor a note of the team, is ever in it.
Those are quotations in messages of the role `user`, and cannot end their quotation (`history.unfenced`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from chats.ai.card import card, persona_of
from chats.ai.history import NOBODY_WAITS, NOTHING_SAID, joined, told, unanswered, unfenced
from chats.ai.names import FAN, USERNAME, NameHider, call_name
from chats.ai.prompts import RULES, prompt_in_use
from chats.ai.providers.base import Situation
from chats.ai.reading import Opened, read_chat
from chats.ai.settings import ai_settings_of
from chats.ai.templates import render
from chats.ai.tokens import OF_A_MESSAGE, guess, guess_messages
from chats.models import AISettings, Chat, PromptVersion

#: What the records about the fan may take of the budget that the prompt leaves, and what is left for talk at least.
CARD_SHARE, LEAST_TALK = 0.4, 100
_PLACEHOLDER = re.compile(r"(?P<before>[ ,]*)\{ *(?P<name>\w{1,40}) *\}")


def situation_of(
    *,
    chat: Chat,
    settings: AISettings | None = None,
    prompt: PromptVersion | None = None,
    until: dt.datetime | None = None,
) -> Situation:
    """What is told for a reply in this chat; call in scope, for a chat that may be seen.

    It takes one query, and one each for settings and prompt if they are not given. `until`: as it was just before then,
    as far as that is known; what the fan has spent is left out.
    """
    settings = settings or ai_settings_of(chat.agency_id)
    prompt = prompt or prompt_in_use(chat.agency_id, PromptVersion.Kind.REPLY)
    opened = read_chat(chat, limit=settings.history_messages, until=until)
    waiting = unanswered(opened.messages)
    clean = cleaner(opened.fan, settings)
    system = system_prompt(prompt, **persona_of(opened.creator))
    left = settings.token_budget - guess(system) - OF_A_MESSAGE
    records = f"<card>\n{card(opened, settings, clean, int(max(left, 0) * CARD_SHARE), until)}\n</card>"
    talk = told(opened.messages, settings, clean, max(left - guess(records) - OF_A_MESSAGE, LEAST_TALK))
    last = [] if waiting else [("user", NOBODY_WAITS if talk else NOTHING_SAID)]
    parts = [("user", records), *((line["role"], line["content"]) for line in talk), *last]
    asked = ({"role": "system", "content": system}, *joined(parts))
    return Situation(
        agency_id=chat.agency_id,
        creator_id=opened.creator_id,
        chat_id=chat.pk,
        in_reply_to=waiting[-1].id if waiting else None,
        messages=asked,
        prompt_version=prompt.label,
        tokens=guess_messages(asked),
        question="\n".join(filter(None, (message.text for message in waiting))),
        names=_names(opened),
    )


def system_prompt(prompt: PromptVersion, **values: Any) -> str:
    """The instructions that a version makes of plain values, with the rules that stand behind every one."""
    return f"{render(prompt.template, values)}\n\n{RULES}"


def put_names_back(text: str, names: dict[str, str]) -> str:
    """`text` with the names where placeholders stand; one without a name closes up. Unknown ones stay as they are."""

    def name(found: re.Match[str]) -> str:
        known = names.get(f"{{{found['name'].lower()}}}")
        if known is None:
            return found[0]
        return f"{found['before']}{known}" if known else ""

    return _PLACEHOLDER.sub(name, text)


def cleaner(chat: Chat, settings: AISettings) -> Callable[[str], str]:
    """Makes a foreign text safe to quote, and free of the fan's names where they must not leave."""
    if settings.sends_names:
        return unfenced
    hide = NameHider(chat)
    return lambda text: unfenced(hide(text))


def names_of_fan(chat: Chat) -> dict[str, str]:
    """What stands for the fan's placeholders."""
    name = call_name(chat)
    return {FAN: name, USERNAME: chat.fan_username or name}


def _names(opened: Opened) -> dict[str, str]:
    """Also where names are sent: the team's texts that are told of have placeholders, and so may drafts."""
    return {
        **names_of_fan(opened.fan),
        "{creator}": str(opened.creator),
        "{spent}": f"${opened.books.get('total_spent', 0):,.2f}",
    }
