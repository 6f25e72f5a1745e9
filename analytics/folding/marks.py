"""What a day of a chat keeps of each message in one small number: its hour, and the class of a reply's time."""

from __future__ import annotations

from analytics.reply_times import CLASSES

HOURS = 24
#: Where the numbers of each kind begin.
RECEIVED, SENT, REPLY = 0, 32, 64
#: The series that they add up to: the first mark and how many there are.
SERIES = {
    "received_by_hour": (RECEIVED, HOURS),
    "sent_by_hour": (SENT, HOURS),
    "reply_classes": (REPLY, CLASSES),
}
