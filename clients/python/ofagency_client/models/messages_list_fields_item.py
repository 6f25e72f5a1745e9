from enum import StrEnum


class MessagesListFieldsItem(StrEnum):
    CHAT = "chat"
    CREATED_AT = "created_at"
    DELETED_AT = "deleted_at"
    DIRECTION = "direction"
    FAILURE_REASON = "failure_reason"
    ID = "id"
    IS_PPV = "is_ppv"
    IS_TIP = "is_tip"
    MEDIA = "media"
    OF_MESSAGE_ID = "of_message_id"
    PRICE = "price"
    READ_AT = "read_at"
    SEND_AFTER = "send_after"
    SENT_AT = "sent_at"
    SENT_BY = "sent_by"
    SOURCE = "source"
    STATUS = "status"
    TEXT = "text"
    TIP_AMOUNT = "tip_amount"
    UNLOCKED = "unlocked"
    UNLOCKED_AT = "unlocked_at"

    def __str__(self) -> str:
        return str(self.value)
