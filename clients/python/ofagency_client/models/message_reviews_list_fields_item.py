from enum import StrEnum


class MessageReviewsListFieldsItem(StrEnum):
    CHAT = "chat"
    COMMENT = "comment"
    CREATED_AT = "created_at"
    ID = "id"
    MESSAGE = "message"
    REVIEWED_AT = "reviewed_at"
    REVIEWER = "reviewer"
    SEEN_AT = "seen_at"
    SENT_BY = "sent_by"
    VERDICT = "verdict"

    def __str__(self) -> str:
        return str(self.value)
