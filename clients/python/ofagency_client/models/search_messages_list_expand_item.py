from enum import StrEnum


class SearchMessagesListExpandItem(StrEnum):
    CHAT = "chat"
    SENT_BY = "sent_by"

    def __str__(self) -> str:
        return str(self.value)
