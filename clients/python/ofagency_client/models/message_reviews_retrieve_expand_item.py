from enum import StrEnum


class MessageReviewsRetrieveExpandItem(StrEnum):
    MESSAGE = "message"
    REVIEWER = "reviewer"

    def __str__(self) -> str:
        return str(self.value)
