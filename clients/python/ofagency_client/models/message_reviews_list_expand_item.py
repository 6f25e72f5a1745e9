from enum import StrEnum


class MessageReviewsListExpandItem(StrEnum):
    MESSAGE = "message"
    REVIEWER = "reviewer"

    def __str__(self) -> str:
        return str(self.value)
