from enum import StrEnum


class SearchMessagesListDirection(StrEnum):
    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
