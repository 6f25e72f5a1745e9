from enum import StrEnum


class GuardEventsRetrieveExpandItem(StrEnum):
    AI_RESPONSE = "ai_response"
    CHAT = "chat"
    DECIDED_BY = "decided_by"
    MEMBER = "member"
    MESSAGE = "message"
    RULE = "rule"

    def __str__(self) -> str:
        return str(self.value)
