from enum import StrEnum


class AiCallsRetrieveExpandItem(StrEnum):
    CHAT = "chat"
    REQUEST = "request"

    def __str__(self) -> str:
        return str(self.value)
