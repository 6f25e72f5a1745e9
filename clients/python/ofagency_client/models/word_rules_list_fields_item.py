from enum import StrEnum


class WordRulesListFieldsItem(StrEnum):
    ACTION = "action"
    CREATED_AT = "created_at"
    CREATOR = "creator"
    ID = "id"
    IS_ACTIVE = "is_active"
    REASON = "reason"
    WORDS = "words"

    def __str__(self) -> str:
        return str(self.value)
