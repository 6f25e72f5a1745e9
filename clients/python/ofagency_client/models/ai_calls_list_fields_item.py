from enum import StrEnum


class AiCallsListFieldsItem(StrEnum):
    CHAT = "chat"
    COMPLETION_TOKENS = "completion_tokens"
    COST = "cost"
    CREATED_AT = "created_at"
    FIRST_TOKEN_MS = "first_token_ms"
    ID = "id"
    IS_ESTIMATED = "is_estimated"
    LATENCY_MS = "latency_ms"
    MODEL = "model"
    OUTCOME = "outcome"
    PROMPT_TOKENS = "prompt_tokens"
    PROVIDER = "provider"
    PURPOSE = "purpose"
    REQUEST = "request"

    def __str__(self) -> str:
        return str(self.value)
