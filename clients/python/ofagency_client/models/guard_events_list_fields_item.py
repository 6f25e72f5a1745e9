from enum import StrEnum


class GuardEventsListFieldsItem(StrEnum):
    AI_RESPONSE = "ai_response"
    CHAT = "chat"
    CREATED_AT = "created_at"
    DECIDED_AT = "decided_at"
    DECIDED_BY = "decided_by"
    DECISION_REASON = "decision_reason"
    EXCERPT = "excerpt"
    ID = "id"
    KIND = "kind"
    MEMBER = "member"
    MESSAGE = "message"
    ORIGIN = "origin"
    RULE = "rule"
    STATUS = "status"
    STOPS_DRAFTS = "stops_drafts"
    TITLE = "title"

    def __str__(self) -> str:
        return str(self.value)
