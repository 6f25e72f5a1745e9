from enum import StrEnum


class FanSummariesRetrieveExpandItem(StrEnum):
    CHAT = "chat"

    def __str__(self) -> str:
        return str(self.value)
