from enum import StrEnum


class MessagesBulkCreateResults(StrEnum):
    ALL = "all"
    NONE = "none"
    REJECTED = "rejected"

    def __str__(self) -> str:
        return str(self.value)
