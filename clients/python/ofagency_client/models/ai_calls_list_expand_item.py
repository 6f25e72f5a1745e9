from enum import StrEnum


class AiCallsListExpandItem(StrEnum):
    CHAT = "chat"
    REQUEST = "request"

    def __str__(self) -> str:
        return str(self.value)
