"""What can be subscribed to. A name never changes; new ones may come at any time."""

from __future__ import annotations

from typing import NamedTuple


class Event(NamedTuple):
    """What happens to rows of a kind (`TOLD_AS`), and what its data are: the row as the API shows it at that time.

    `news` names the column with the time at which it happened on the platform: what is long past there is history that
    was imported, and not told. Empty: it happens here.
    """

    name: str
    kind: str
    event: str
    description: str
    news: str = ""


_ALL = [
    Event("message.created", "message", "created", "A message came in, or was written here.", "sent_at"),
    Event("message.changed", "message", "changed", "It was read, bought, edited or deleted.", "sent_at"),
    Event("message.sent", "message", "sent", "A reply has arrived at the platform."),
    Event("message.failed", "message", "failed", "A reply could not be delivered; the data say why."),
    Event("message.unlocked", "message", "unlocked", "The fan has bought a PPV.", "unlocked_at"),
    Event("chat.created", "chat", "created", "A fan is new.", "last_message_at"),
    Event("chat.assigned", "chat", "assigned", "A chat was given to a member, or to nobody."),
    Event("fan.flagged", "chat", "flagged", "A fan got the tag “flag”, or one such as “flag:chargeback”."),
    Event("note.created", "note", "created", "Somebody has left a note about a fan."),
    Event("transaction.created", "transaction", "created", "Money has moved.", "occurred_at"),
    Event("subscription.created", "subscription", "created", "A fan has subscribed, or renewed.", "started_at"),
    Event("subscription.changed", "subscription", "changed", "Its end, price or renewal is another."),
    Event("ai_response.created", "ai_response", "created", "An AI has drafted a reply."),
    Event("ai_response.accepted", "ai_response", "accepted", "A draft was sent as it was."),
    Event("ai_response.edited", "ai_response", "edited", "A draft was sent after editing."),
    Event("ai_response.rejected", "ai_response", "rejected", "A draft was not wanted."),
    Event("ai_response.expired", "ai_response", "expired", "A draft came to nothing."),
    Event("guard_event.created", "guard_event", "created", "The guard has seen something, and the chat is flagged."),
    Event("guard_event.changed", "guard_event", "changed", "Somebody has decided about it."),
    Event("alert.raised", "alert", "raised", "Something is as an alert rule had feared; `words` say what."),
    Event("alert.resolved", "alert", "resolved", "That is over."),
]
EVENTS = {event.name: event for event in _ALL}
BY_CHANGE = {(event.kind, event.event): event for event in _ALL}
#: Sent by the button, to any endpoint.
TEST = "webhook.test"
