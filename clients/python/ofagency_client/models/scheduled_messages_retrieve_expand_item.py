from enum import StrEnum


class ScheduledMessagesRetrieveExpandItem(StrEnum):
    AUTHOR = "author"
    CHAT = "chat"
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
