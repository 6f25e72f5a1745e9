from enum import StrEnum


class AiResponsesListExpandItem(StrEnum):
    CHAT = "chat"
    DECIDED_BY = "decided_by"
    IN_REPLY_TO = "in_reply_to"
    REQUEST = "request"
    REQUESTED_BY = "requested_by"
    SENT_MESSAGE = "sent_message"

    def __str__(self) -> str:
        return str(self.value)
