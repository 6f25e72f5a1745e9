from enum import StrEnum


class AiResponsesListFieldsItem(StrEnum):
    CHAT = "chat"
    COMPLETION_TOKENS = "completion_tokens"
    COST = "cost"
    CREATED_AT = "created_at"
    DRAFT_TEXT = "draft_text"
    EDIT_DISTANCE = "edit_distance"
    FINAL_TEXT = "final_text"
    ID = "id"
    IN_REPLY_TO = "in_reply_to"
    LATENCY_MS = "latency_ms"
    MODEL = "model"
    PROMPT_TOKENS = "prompt_tokens"
    PROMPT_VERSION = "prompt_version"
    PROVIDER = "provider"
    REQUESTED_BY = "requested_by"
    REVENUE = "revenue"
    SENT_MESSAGE = "sent_message"
    STATUS = "status"

    def __str__(self) -> str:
        return str(self.value)
