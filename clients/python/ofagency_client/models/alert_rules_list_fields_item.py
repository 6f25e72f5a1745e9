from enum import StrEnum


class AlertRulesListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATOR = "creator"
    FLAGS_FAN = "flags_fan"
    ID = "id"
    IS_ACTIVE = "is_active"
    KIND = "kind"
    LEAST_USUAL = "least_usual"
    LIMIT = "limit"
    NAME = "name"
    QUIET_MINUTES = "quiet_minutes"
    WINDOW_MINUTES = "window_minutes"

    def __str__(self) -> str:
        return str(self.value)
