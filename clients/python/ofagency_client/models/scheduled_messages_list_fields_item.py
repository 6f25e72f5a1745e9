from enum import StrEnum


class ScheduledMessagesListFieldsItem(StrEnum):
    AUTHOR = "author"
    CHAT = "chat"
    CREATED_AT = "created_at"
    FAILURE_REASON = "failure_reason"
    ID = "id"
    MESSAGE = "message"
    OF_MEDIA_IDS = "of_media_ids"
    PRICE = "price"
    SEND_AT = "send_at"
    STATUS = "status"
    TEXT = "text"

    def __str__(self) -> str:
        return str(self.value)
