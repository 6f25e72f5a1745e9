from enum import StrEnum


class AiResponsesRetrieveFieldsItem(StrEnum):
    CHAT = "chat"
    COMPLETION_TOKENS = "completion_tokens"
    COST = "cost"
    CREATED_AT = "created_at"
    DECIDED_AT = "decided_at"
    DECIDED_BY = "decided_by"
    DRAFT_TEXT = "draft_text"
    EDIT_DISTANCE = "edit_distance"
    FINAL_TEXT = "final_text"
    FIRST_TOKEN_MS = "first_token_ms"
    ID = "id"
    IN_REPLY_TO = "in_reply_to"
    LATENCY_MS = "latency_ms"
    MODEL = "model"
    NUMBER = "number"
    OF_MEDIA_IDS = "of_media_ids"
    ORIGIN = "origin"
    PRICE = "price"
    PROMPT_TOKENS = "prompt_tokens"
    PROMPT_VERSION = "prompt_version"
    PROVIDER = "provider"
    REJECT_NOTE = "reject_note"
    REJECT_REASON = "reject_reason"
    REQUEST = "request"
    REQUESTED_BY = "requested_by"
    REVENUE = "revenue"
    SENT_MESSAGE = "sent_message"
    STATUS = "status"

    def __str__(self) -> str:
        return str(self.value)
