from enum import StrEnum


class MessagesRetrieveExpandItem(StrEnum):
    CHAT = "chat"
    SENT_BY = "sent_by"

    def __str__(self) -> str:
        return str(self.value)
