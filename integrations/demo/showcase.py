"""A few messages of the demo that are out of the ordinary, so that the inbox can be seen to cope with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chats.models import MediaAttachment, Message
from chats.models.message import Status
from integrations.demo import content

#: Media on the one message that has many.
MANY_MEDIA = 40
MANY_MEDIA_FROM = 6_900_000_000


def show_off(chat_ids: Sequence[Any]) -> None:
    """Let sends fail, and let fans write at length, from right to left and in emoji, in the first of these chats."""
    for chat_id in chat_ids[:2]:
        for reason, message in zip(content.FAILURES, _latest(chat_id, "out", price=0), strict=False):
            _change(message, status=Status.FAILED, failure_reason=reason, read_at=None, of_message_id=None)
    for chat_id in chat_ids[1:4]:
        for text, message in zip(content.UNUSUAL, _latest(chat_id, "in", is_tip=False), strict=False):
            _change(message, text=text)
    for message in _latest(chat_ids[0], "out", status=Status.SENT, price=0)[:1]:
        MediaAttachment.objects.bulk_create(
            MediaAttachment(
                id=_id_after(message, n), agency_id=message.agency_id, message=message, of_media_id=MANY_MEDIA_FROM + n,
                media_type="video" if n % 9 == 4 else "image", duration=30 + n if n % 9 == 4 else None,
                created_at=message.sent_at,
            )
            for n in range(MANY_MEDIA)
        )  # fmt: skip


def _latest(chat_id: Any, direction: str, **like: Any) -> list[Message]:
    messages = Message.objects.filter(chat_id=chat_id, direction=direction, **like)
    return list(messages.order_by("-sent_at", "-id")[:6])


def _change(message: Message, **fields: Any) -> None:
    Message.objects.filter(agency_id=message.agency_id, pk=message.pk).update(**fields)


def _id_after(message: Message, number: int) -> Any:
    """An id that comes out the same for the same seed."""
    return type(message.pk)(int=message.pk.int + 1 + number)


def fan_zone(number: int) -> str:
    """Where the fan of that chat lives, if we know."""
    return content.FAN_ZONES[number % len(content.FAN_ZONES)]
