from enum import StrEnum


class AlertsListFieldsItem(StrEnum):
    ACKNOWLEDGED_AT = "acknowledged_at"
    ACKNOWLEDGED_BY = "acknowledged_by"
    CHAT = "chat"
    COMMENT = "comment"
    CREATED_AT = "created_at"
    CREATOR = "creator"
    ID = "id"
    KIND = "kind"
    RAISED_AT = "raised_at"
    RESOLVED_AT = "resolved_at"
    RULE = "rule"
    VALUE = "value"
    WORDS = "words"

    def __str__(self) -> str:
        return str(self.value)
