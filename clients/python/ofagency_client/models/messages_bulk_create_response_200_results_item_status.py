from enum import StrEnum


class MessagesBulkCreateResponse200ResultsItemStatus(StrEnum):
    CREATED = "created"
    REJECTED = "rejected"
    UNCHANGED = "unchanged"
    UPDATED = "updated"

    def __str__(self) -> str:
        return str(self.value)
