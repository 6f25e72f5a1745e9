from enum import StrEnum


class DraftRequestsListExpandItem(StrEnum):
    CHAT = "chat"
    IN_REPLY_TO = "in_reply_to"
    REQUESTED_BY = "requested_by"

    def __str__(self) -> str:
        return str(self.value)
