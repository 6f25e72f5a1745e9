from enum import StrEnum


class ScheduledMessagesListStatus(StrEnum):
    FAILED = "failed"
    SENT = "sent"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
