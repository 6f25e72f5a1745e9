"""What people do in the inbox. Every change of state that spans rows is here, with its audit."""

from chats.services.chats import (
    add_note,
    add_tags,
    change_note,
    delete_note,
    describe_fan,
    mark_read,
    mark_unread,
    remove_tag,
)
from chats.services.delivery import fail_message, retry_message
from chats.services.messages import (
    MAX_PRICE,
    MAX_TEXT_LENGTH,
    MIN_PRICE,
    delete_message,
    send_message,
    withdraw_message,
)

__all__ = [
    "MAX_PRICE",
    "MAX_TEXT_LENGTH",
    "MIN_PRICE",
    "add_note",
    "add_tags",
    "change_note",
    "delete_message",
    "delete_note",
    "describe_fan",
    "fail_message",
    "mark_read",
    "mark_unread",
    "remove_tag",
    "retry_message",
    "send_message",
    "withdraw_message",
]
