"""Providers: whether one works."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from uuid_utils.compat import uuid7

from agencies.scope import Actor
from chats.ai.asking import Asked, ask
from chats.ai.calls import record_call
from chats.ai.providers.base import Situation
from chats.ai.tokens import guess_messages
from chats.ai.waiting import at_once
from chats.models import AICall, AIProvider

#: All that a test sends: nothing of the agency is in it.
QUESTION = ({"role": "user", "content": "Answer with the one word: ready"},)


def check_provider(*, actor: Actor, provider: AIProvider) -> Asked:
    """Ask a provider for one word and write the call into the books. Raises `PermissionDenied`."""
    if actor.agency_id is None or not actor.may("change", provider):
        raise PermissionDenied
    # Of a creator and a chat that there are not: nobody's messages are looked into.
    situation = Situation(
        agency_id=provider.agency_id, creator_id=uuid7(), chat_id=uuid7(), in_reply_to=None, messages=QUESTION,
        prompt_version="", tokens=guess_messages(QUESTION),
    )  # fmt: skip
    asked = at_once(ask(provider, situation))
    record_call(agency_id=provider.agency_id, purpose=AICall.Purpose.TEST, told=asked.told)
    return asked
