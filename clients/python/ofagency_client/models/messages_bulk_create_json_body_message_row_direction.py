from enum import StrEnum


class MessagesBulkCreateJsonBodyMessageRowDirection(StrEnum):
    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
