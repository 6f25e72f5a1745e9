from enum import StrEnum


class AiResponsesListStatus(StrEnum):
    ACCEPTED = "accepted"
    EDITED = "edited"
    EXPIRED = "expired"
    REJECTED = "rejected"
    SUGGESTED = "suggested"

    def __str__(self) -> str:
        return str(self.value)
