from enum import StrEnum


class FanSummariesListFieldsItem(StrEnum):
    CHAT = "chat"
    CREATED_AT = "created_at"
    FACTS = "facts"
    ID = "id"
    MODEL = "model"
    PROMPT_VERSION = "prompt_version"
    PROVIDER = "provider"
    READ_UNTIL = "read_until"
    UPDATED_AT = "updated_at"

    def __str__(self) -> str:
        return str(self.value)
