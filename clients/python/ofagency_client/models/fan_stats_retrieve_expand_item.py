from enum import StrEnum


class FanStatsRetrieveExpandItem(StrEnum):
    CHAT = "chat"

    def __str__(self) -> str:
        return str(self.value)
