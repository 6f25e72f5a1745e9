from enum import StrEnum


class FanStatsListExpandItem(StrEnum):
    CHAT = "chat"

    def __str__(self) -> str:
        return str(self.value)
